package org.pathwise.repl;

import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.repl.fit.GuideKind;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.text.Messages;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.DataFiles;

/** The common first half of the commands that need data. */
final class Binding {
    private Binding() {}

    /**
     * Checks a script, brings it together with its data, and prints what is to be said to standard
     * error.
     */
    static CheckedScript.Bound bind(Terminal terminal, Input input) {
        return bind(terminal, input, GuideKind.MEANFIELD, EstimateOptions.DEFAULT, Batches.NONE);
    }

    /**
     * The same with a guide of some kind for the latents that the script's own does not draw, and
     * with some choice of estimators and of what each step sees of the data.
     */
    static CheckedScript.Bound bind(
            Terminal terminal,
            Input input,
            GuideKind guide,
            EstimateOptions estimators,
            Batches batches) {
        CheckedScript checked = guide.complete(Compiler.check(input.source(), estimators));
        CheckedScript.Bound bound =
                checked.bind(DataFiles.read(input.data()), input.settings(), batches);
        Messages.print(terminal, bound.diagnostics());
        return bound;
    }
}
