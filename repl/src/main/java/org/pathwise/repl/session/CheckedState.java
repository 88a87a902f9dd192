package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.format.Formatter;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.repl.text.Style;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state as the compiler sees it. */
final class CheckedState {
    private final State state;
    private final SessionScript.Assembled script;
    private final CheckedScript checked;
    private CheckedScript.@Nullable Bound bound;

    private CheckedState(State state, SessionScript.Assembled script, CheckedScript checked) {
        this.state = state;
        this.script = script;
        this.checked = checked;
    }

    /** Checks a state. */
    static CheckedState of(State state) {
        SessionScript.Assembled script =
                state.script().assemble(state.name() + ".pw", Declarations.of(state));
        return new CheckedState(state, script, Compiler.check(script.source()));
    }

    State state() {
        return state;
    }

    /** The whole text. */
    SessionScript.Assembled script() {
        return script;
    }

    /** The whole text as scripts are laid out. */
    String laidOut() {
        return Formatter.format(script.source()).text().orElseGet(() -> script.source().text());
    }

    /** What can be said without data. */
    CheckedScript checked() {
        return checked;
    }

    /** All that is said of the script, at the places where the user wrote it. */
    List<Diagnostic> diagnostics() {
        return original(checked.diagnostics());
    }

    /** Diagnostics of the assembled text, at the places where the user wrote it. */
    List<Diagnostic> original(List<Diagnostic> ofText) {
        return ofText.stream().map(script.pieces()::original).toList();
    }

    /** Whether all data that the script declares are there. */
    boolean hasData() {
        return checked.core().isPresent()
                && checked.core().get().data().stream()
                        .map(input -> input.symbol().name())
                        .allMatch(
                                name ->
                                        state.data().containsKey(name)
                                                || state.settings().containsKey(name));
    }

    /** The data as the binder takes them. */
    DataSet data() {
        return new DataSet(state.data(), List.of());
    }

    /** Numbers that go before those of the data. */
    Map<String, DataValue> settings() {
        return state.settings();
    }

    /** The estimators: those for the data's sizes, where data are there and fit. */
    Optional<Plan> plan() {
        return bound().map(BoundModel::plan).or(checked::plan);
    }

    /** The program, completed for missing data where they are there and fit. */
    Optional<CoreProgram> core() {
        return bound().map(BoundModel::core).or(checked::core);
    }

    /** The model with its data; empty if data are missing or do not fit. */
    Optional<BoundModel> bound() {
        return hasData() ? binding().model() : Optional.empty();
    }

    /** All that is said of the script and its data, which must be there. */
    List<Diagnostic> diagnosticsWithData() {
        return original(binding().diagnostics());
    }

    private CheckedScript.Bound binding() {
        if (bound == null) {
            bound = checked.bind(data(), settings());
        }
        return bound;
    }

    /** Diagnostics for people, with what was written and carets below. */
    static String text(List<Diagnostic> diagnostics, Style style) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(style.coloured());
        StringBuilder text = new StringBuilder();
        diagnostics.forEach(diagnostic -> text.append(renderer.render(diagnostic)));
        return text.toString();
    }
}
