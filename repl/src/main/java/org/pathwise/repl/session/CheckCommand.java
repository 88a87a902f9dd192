package org.pathwise.repl.session;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.fit.Sites;

import java.util.List;

/** {@code :check}. */
final class CheckCommand implements Command {
    @Override
    public String name() {
        return "check";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Says what is to be said of the model with its data: errors, warnings, sites.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        CheckedState model = context.model();
        StringBuilder text = new StringBuilder();
        List<Diagnostic> said = model.hasData() ? model.diagnosticsWithData() : model.diagnostics();
        text.append(CheckedState.text(said, context.style()));
        model.plan()
                .ifPresent(
                        plan ->
                                text.append(
                                        Sites.table(plan, Sites.Places.HIDDEN, context.style())));
        model.bound().map(BoundModel::missing).map(FitSummary::missing).ifPresent(text::append);
        if (said.stream().anyMatch(Diagnostic::isError)) {
            return new Answer.Refused(text.toString());
        }
        text.append(said.isEmpty() ? "no errors, no warnings\n" : "");
        return new Answer.Said(text.toString());
    }
}
