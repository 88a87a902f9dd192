package org.pathwise.repl.shell;

import org.pathwise.repl.session.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts lines together to inputs that a session can answer: a line, or as many as belong together.
 */
final class Inputs {

    /**
     * One input.
     *
     * @param line where its first line stands, counted from 1
     */
    record Input(String text, int line) {}

    private final StringBuilder open = new StringBuilder();
    private int first;
    private int lines;

    /**
     * The input that ends with this line, if one does. Lines without text between inputs are none.
     */
    Optional<Input> add(String line) {
        lines++;
        if (open.isEmpty()) {
            if (line.isBlank()) {
                return Optional.empty();
            }
            first = lines;
        } else {
            open.append('\n');
        }
        open.append(line);
        return Session.isIncomplete(open.toString()) ? Optional.empty() : Optional.of(take());
    }

    /** The lines that still wait for others. */
    Optional<Input> rest() {
        return open.isEmpty() ? Optional.empty() : Optional.of(take());
    }

    private Input take() {
        Input input = new Input(open.toString(), first);
        open.setLength(0);
        return input;
    }

    /** The inputs of a text; the last one may be incomplete. */
    static List<Input> of(String text) {
        Inputs inputs = new Inputs();
        List<Input> all = new ArrayList<>();
        text.lines().forEach(line -> inputs.add(line).ifPresent(all::add));
        inputs.rest().ifPresent(all::add);
        return all;
    }

    /** Whether a text ends within an input. */
    static boolean isOpen(String text) {
        List<Input> all = of(text);
        return !all.isEmpty() && Session.isIncomplete(all.getLast().text());
    }
}
