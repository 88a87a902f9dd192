package org.pathwise.repl.session;

import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds what was typed to the script, if the script then still has no error. */
final class Editing {
    /** The warning that no observation depends on a latent. */
    private static final String UNOBSERVED = "W0202";

    private Editing() {}

    /** Items of a script, such as a declaration or a guide. */
    static Answer items(Source typed, Context context) {
        Diagnostics diagnostics = new Diagnostics();
        return added(Entries.ofScript(typed, diagnostics), diagnostics, context);
    }

    /** Statements of the model. */
    static Answer statements(Source typed, Context context) {
        Diagnostics diagnostics = new Diagnostics();
        return added(Entries.ofStatements(typed, diagnostics), diagnostics, context);
    }

    private static Answer added(
            Optional<List<Entry>> entries, Diagnostics diagnostics, Context context) {
        if (entries.isEmpty()) {
            return new Answer.Refused(CheckedState.text(diagnostics.all(), context.style()));
        }
        SessionScript script = context.state().script();
        Set<String> about = new HashSet<>();
        StringBuilder notes = new StringBuilder();
        for (Entry entry : entries.get()) {
            SessionScript.Change change = script.with(entry);
            script = change.script();
            entry.targets().forEach(target -> about.add(target.name()));
            change.replaced().forEach(old -> notes.append(replaced(old)));
        }
        return checked(context.state().with(script), notes.toString(), about, context);
    }

    private static String replaced(Entry old) {
        String code = old.code().text();
        String first = code.lines().findFirst().orElse("");
        return "replaced: " + first + (code.lines().count() > 1 ? " ..." : "") + "\n";
    }

    /**
     * A changed state, with what the compiler made of the change; or what is wrong with it.
     *
     * @param notes what else to say of it
     */
    static Answer checked(State next, String notes, Context context) {
        return checked(next, notes, Set.of(), context);
    }

    /** The same; {@code about} are names of which to say what they are even if nothing changed. */
    private static Answer checked(State next, String notes, Set<String> about, Context context) {
        CheckedState model = CheckedState.of(next);
        List<Diagnostic> said = model.diagnostics();
        if (model.checked().hasErrors()) {
            return new Answer.Refused(
                    CheckedState.text(
                            said.stream().filter(Diagnostic::isError).toList(), context.style()));
        }
        return new Answer.Changed(
                next,
                notes
                        + CheckedState.text(newOnes(said, context.model()), context.style())
                        + Effects.of(context.model(), model, about));
    }

    /**
     * What was not said of the state before; that observations are missing is only to be expected
     * while a model is typed.
     */
    private static List<Diagnostic> newOnes(List<Diagnostic> said, CheckedState before) {
        Set<String> known = new HashSet<>();
        before.diagnostics().forEach(diagnostic -> known.add(key(diagnostic)));
        List<Diagnostic> fresh = new ArrayList<>(said);
        fresh.removeIf(diagnostic -> known.contains(key(diagnostic)));
        fresh.removeIf(diagnostic -> diagnostic.code().equals(UNOBSERVED));
        return fresh;
    }

    private static String key(Diagnostic diagnostic) {
        return diagnostic.code() + diagnostic.message();
    }
}
