package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.check.Checker;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.Objects;

/** Distributions as scripts declare them. */
final class OwnDistributionsInScripts {
    private OwnDistributionsInScripts() {}

    /**
     * The distribution {@code Own} of a script's declarations.
     *
     * @param call its use, such as {@code Own(0, 1)}
     */
    static Distribution distribution(String declarations, String call) {
        return distribution(declarations, "x", call);
    }

    /** The same for a latent with a type, such as {@code x: real[K]}. */
    static Distribution distribution(String declarations, String target, String call) {
        Diagnostics diagnostics = new Diagnostics();
        Source source =
                new Source(
                        "test.pw",
                        declarations + "\nmodel {\n  " + target + " ~ " + call + "\n}\n");
        Script script = Parser.parse(source, diagnostics);
        assertThat(diagnostics.all()).isEmpty();
        CoreProgram program =
                Checker.check(Objects.requireNonNull(script), diagnostics)
                        .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
        return program.terms().stream()
                .map(Statement.Term::content)
                .filter(Statement.Density.class::isInstance)
                .map(content -> ((Statement.Density) content).draw().distribution())
                .findFirst()
                .orElseThrow();
    }
}
