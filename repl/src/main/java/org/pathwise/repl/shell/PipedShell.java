package org.pathwise.repl.shell;

import org.pathwise.repl.fit.FitProgress;
import org.pathwise.repl.session.Reply;
import org.pathwise.repl.session.Session;
import org.pathwise.repl.session.Surroundings;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A session whose inputs come from a pipe or a file: no prompt, replies to standard output, and the
 * first error, to standard error, is the end.
 */
public final class PipedShell {
    private static final int UNKNOWN_WIDTH = 0;

    private final Terminal terminal;
    private final Session session;

    /**
     * Begins a session.
     *
     * @param quiet whether nothing is said of running fits
     */
    public PipedShell(Terminal terminal, boolean quiet, Surroundings.BugReport bugs) {
        Style style = new Style(terminal.colouredOut(), Style.PLAIN.width());
        this.terminal = terminal;
        this.session =
                new Session(
                        new Surroundings(
                                style,
                                Path.of("").toAbsolutePath(),
                                () -> FitProgress.ofWork(terminal, () -> UNKNOWN_WIDTH, quiet),
                                bugs));
    }

    /**
     * Answers inputs to the end, or to the first error.
     *
     * @param opening inputs that come before those that are read
     * @throws IOException if the inputs cannot be read
     */
    public Ending run(List<String> opening, BufferedReader lines) throws IOException {
        for (String input : opening) {
            Optional<Ending> end = answer(input, input);
            if (end.isPresent()) {
                return end.get();
            }
        }
        Inputs inputs = new Inputs();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<Inputs.Input> input = inputs.add(line);
            if (input.isPresent()) {
                Optional<Ending> end = answer(input.get().text(), place(input.get()));
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        Optional<Inputs.Input> rest = inputs.rest();
        rest.ifPresent(
                input ->
                        terminal.err()
                                .println(
                                        place(input)
                                                + ":\nerror: the inputs end before this one"
                                                + " does:\n"
                                                + input.text()));
        return rest.isPresent() ? Ending.REFUSED : Ending.DONE;
    }

    private static String place(Inputs.Input input) {
        return "line " + input.line();
    }

    /** How the session ends with this input, if it does. */
    private Optional<Ending> answer(String input, String place) {
        Reply reply = session.reply(input);
        return switch (reply.status()) {
            case FINE -> {
                write(reply.text());
                yield Optional.empty();
            }
            case REFUSED -> {
                terminal.out().flush();
                terminal.err().print(place + ":\n" + reply.text());
                terminal.err().flush();
                yield Optional.of(Ending.REFUSED);
            }
            case INTERRUPTED -> {
                write(reply.text());
                yield Optional.of(Ending.INTERRUPTED);
            }
            case ENDED -> {
                write(reply.text());
                yield Optional.of(Ending.DONE);
            }
        };
    }

    /** Whoever reads the other end of a pipe sees each reply when it is there. */
    private void write(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
