package org.pathwise.repl.session;

import org.pathwise.compiler.source.Source;
import org.pathwise.repl.session.Reply.Status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * An interactive session: text in, reply out. It reads and writes the files that commands name, and
 * nothing else of the world. Not safe for use by several threads.
 */
public final class Session {
    private static final int FITS = 2;

    private final Surroundings surroundings;
    private final Deque<Past> undo = new ArrayDeque<>();
    private final Deque<Past> redo = new ArrayDeque<>();
    private final List<SessionFit> fits = new ArrayList<>();
    private CheckedState model = CheckedState.of(State.EMPTY);
    private int inputs;

    /**
     * A state that can be gone to.
     *
     * @param input what is taken back, or made again, by that
     */
    private record Past(State state, String input) {}

    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whether more lines must follow before {@link #reply} can make sense of a text. */
    public static boolean isIncomplete(String text) {
        return Typed.isIncomplete(text);
    }

    /**
     * Answers one input: a statement, a declaration, a command or a question.
     *
     * @param text one line or several
     */
    public Reply reply(String text) {
        inputs++;
        try {
            return take(answer(text), text);
        } catch (RuntimeException | Error e) {
            return new Reply(Status.REFUSED, surroundings.bug(e, text));
        }
    }

    /**
     * What the word before the cursor may become.
     *
     * @param text an input that is being typed, one line or several
     * @param cursor an offset in it
     */
    public Completions complete(String text, int cursor) {
        return Completer.complete(text, cursor, context());
    }

    private Context context() {
        return new Context(model, fits, surroundings);
    }

    private Answer answer(String text) {
        Source typed = new Source("input " + inputs, text);
        return switch (Typed.of(text)) {
            case Typed.Nothing() -> new Answer.Said("");
            case Typed.Named(String command, String arguments) ->
                    Commands.named(command)
                            .map(found -> found.run(arguments, context()))
                            .orElseGet(() -> Commands.unknown(command));
            case Typed.Items() ->
                    Habits.ofItems(text).orElseGet(() -> Editing.items(typed, context()));
            case Typed.Statements() -> Editing.statements(typed, context());
            case Typed.Prediction(String expression) ->
                    Questions.predict(Written.in(typed, expression), context());
            case Typed.Question(String expression) ->
                    Habits.of(expression, context())
                            .orElseGet(
                                    () -> Questions.ask(Written.in(typed, expression), context()));
        };
    }

    private Reply take(Answer answer, String input) {
        return switch (answer) {
            case Answer.Said(String text) -> new Reply(Status.FINE, text);
            case Answer.Refused(String text) -> new Reply(Status.REFUSED, text);
            case Answer.Ended() -> new Reply(Status.ENDED, "");
            case Answer.Changed(CheckedState next, String text) -> {
                undo.push(new Past(model.state(), input));
                redo.clear();
                model = next;
                yield new Reply(Status.FINE, text);
            }
            case Answer.Fit(SessionFit fit, boolean interrupted, String text) -> {
                fits.addFirst(fit);
                if (fits.size() > FITS) {
                    fits.removeLast();
                }
                yield new Reply(interrupted ? Status.INTERRUPTED : Status.FINE, text);
            }
            case Answer.Moved(Answer.Direction direction) ->
                    switch (direction) {
                        case BACK -> move(undo, redo, "undone", "there is nothing to undo");
                        case FORTH -> move(redo, undo, "done again", "there is nothing to redo");
                    };
        };
    }

    private Reply move(Deque<Past> from, Deque<Past> to, String done, String ifEmpty) {
        if (from.isEmpty()) {
            return new Reply(Status.REFUSED, "error: " + ifEmpty + "\n");
        }
        CheckedState before = model;
        Past past = from.getFirst();
        // All or nothing: a bug that ends the check leaves the session where it was.
        model = CheckedState.of(past.state());
        from.pop();
        to.push(new Past(before.state(), past.input()));
        return new Reply(
                Status.FINE,
                done
                        + ": "
                        + Editing.firstLine(past.input().strip())
                        + "\n"
                        + Effects.of(before, model, Set.of()));
    }
}
