package org.pathwise.repl.session;

import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds what was typed to the script, if the script then still has no error. */
final class Editing {
    /**
     * That data are not used, or no observation depends on a latent, is to be expected while a
     * model is typed; it is said at a fit.
     */
    private static final Set<String> LATER = Set.of("W0201", "W0202", "W0205");

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
        Answer answer = checked(context.state().with(script), notes.toString(), about, context);
        return answer instanceof Answer.Changed(CheckedState next, String text) && text.isEmpty()
                ? new Answer.Changed(next, taken(entries.get()))
                : answer;
    }

    /** What to say of functions, terms and the like, of which the site table has nothing to say. */
    private static String taken(List<Entry> entries) {
        return entries.stream()
                .map(entry -> "added: " + firstLine(entry.code().text()) + "\n")
                .collect(Collectors.joining());
    }

    private static String replaced(Entry old) {
        return "replaced: " + firstLine(old.code().text()) + "\n";
    }

    /** The first line of a text, and a sign that there are more. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse("") + (text.lines().count() > 1 ? " ..." : "");
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
        List<String> text = Declarations.textual(next);
        if (!text.isEmpty()) {
            return Answer.wrong(
                    String.join(", ", text)
                            + (text.size() == 1 ? " is" : " are")
                            + " text, and a model computes with numbers: number the values, or"
                            + " take another name");
        }
        CheckedState model = CheckedState.of(next);
        List<Diagnostic> said = model.diagnostics();
        if (model.checked().hasErrors()) {
            return new Answer.Refused(
                    CheckedState.text(
                            said.stream().filter(Diagnostic::isError).toList(), context.style()));
        }
        return new Answer.Changed(
                model,
                notes
                        + CheckedState.text(newOnes(said, context.model()), context.style())
                        + Effects.of(context.model(), model, about)
                        + misfits(context.model(), model, context));
    }

    /** What is wrong with the data, if a change of them is why. */
    private static String misfits(CheckedState before, CheckedState model, Context context) {
        boolean sameData =
                before.state().data().equals(model.state().data())
                        && before.state().settings().equals(model.state().settings());
        if (sameData || !model.hasData() || model.bound().isPresent()) {
            return "";
        }
        return CheckedState.text(
                model.diagnosticsWithData().stream().filter(Diagnostic::isError).toList(),
                context.style());
    }

    /** Whether something is not said while a model is typed. */
    static boolean isForLater(Diagnostic diagnostic) {
        return LATER.contains(diagnostic.code());
    }

    /** What was not said of the state before. */
    private static List<Diagnostic> newOnes(List<Diagnostic> said, CheckedState before) {
        Set<String> known = new HashSet<>();
        before.diagnostics().forEach(diagnostic -> known.add(key(diagnostic)));
        List<Diagnostic> fresh = new ArrayList<>(said);
        fresh.removeIf(diagnostic -> known.contains(key(diagnostic)));
        fresh.removeIf(Editing::isForLater);
        return fresh;
    }

    private static String key(Diagnostic diagnostic) {
        return diagnostic.code() + diagnostic.message();
    }
}
