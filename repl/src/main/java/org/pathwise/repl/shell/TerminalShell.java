package org.pathwise.repl.shell;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.pathwise.repl.fit.FitProgress;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.session.Reply;
import org.pathwise.repl.session.Session;
import org.pathwise.repl.session.Surroundings;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A session with someone at a terminal. */
public final class TerminalShell implements AutoCloseable {
    private static final String PROMPT = "pathwise> ";

    private final org.jline.terminal.Terminal screen;
    private final boolean coloured;
    private final Session session;
    private final LineReader reader;
    private boolean warned;

    /**
     * Takes the process's terminal over.
     *
     * @param terminal what is known of it
     * @param quiet whether nothing is said of running fits
     * @throws IOException if there is no terminal to take, or none that this system lets us use
     */
    public TerminalShell(Terminal terminal, boolean quiet, Surroundings.BugReport bugs)
            throws IOException {
        this(open(), terminal, quiet, bugs);
    }

    /** The same on some screen. */
    TerminalShell(
            org.jline.terminal.Terminal screen,
            Terminal terminal,
            boolean quiet,
            Surroundings.BugReport bugs) {
        this.screen = screen;
        this.coloured = terminal.colouredOut();
        Terminal ofWork = onScreen(terminal);
        this.session =
                new Session(
                        new Surroundings(
                                this::style,
                                Path.of("").toAbsolutePath(),
                                () -> FitProgress.ofWork(ofWork, screen::getWidth, quiet),
                                bugs));
        this.reader = Editor.of(screen, session, coloured);
    }

    private static org.jline.terminal.Terminal open() throws IOException {
        try {
            return opened();
        } catch (IllegalStateException e) {
            throw new IOException("the terminal cannot be used", e);
        }
    }

    private static org.jline.terminal.Terminal opened() throws IOException {
        org.jline.terminal.Terminal screen =
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(false)
                        // A question to the terminal would be waited for before the first prompt.
                        .graphemeCluster(false)
                        .encoding(StandardCharsets.UTF_8)
                        .nativeSignals(true)
                        .signalHandler(SignalHandler.SIG_DFL)
                        .build();
        if (screen.getWidth() <= 0) {
            screen.setSize(new Size(Style.PLAIN.width(), 24));
        }
        // Between a prompt and the next, Ctrl-C stops a fit, whose watch hears of it, or nothing.
        screen.handle(Signal.INT, SignalHandler.SIG_IGN);
        return screen;
    }

    /** What a fit writes to. */
    private Terminal onScreen(Terminal terminal) {
        PrintStream stream = new PrintStream(screen.output(), true, StandardCharsets.UTF_8);
        return new Terminal(
                stream,
                stream,
                terminal.colouredOut(),
                terminal.colouredOut(),
                !org.jline.terminal.Terminal.TYPE_DUMB.equals(screen.getType()),
                terminal.verbose());
    }

    private Style style() {
        int width = screen.getWidth();
        return new Style(coloured, width > 0 ? width : Style.PLAIN.width());
    }

    /**
     * Reads and answers until the user leaves.
     *
     * @param opening inputs that are answered before the first prompt
     * @param greet whether to say what this is
     */
    public Ending run(List<String> opening, boolean greet) {
        if (greet) {
            write("Pathwise " + Version.text() + ". `:help` says what there is, `:quit` ends.\n");
        }
        for (String input : opening) {
            write(session.reply(input).text());
        }
        while (true) {
            try {
                String text = reader.readLine(PROMPT);
                warned = false;
                if (!answer(text)) {
                    return Ending.DONE;
                }
            } catch (UserInterruptException e) {
                interrupted(e.getPartialLine());
            } catch (EndOfFileException e) {
                return Ending.DONE;
            }
        }
    }

    /** Ctrl-C throws the input away; where there is none, the user may want to leave. */
    private void interrupted(String input) {
        if (input.isBlank() && !warned) {
            write("`:quit` or Ctrl-D ends the session\n");
            warned = true;
        }
    }

    /**
     * Answers all inputs of a text, which may have been pasted; false if one of them is the end.
     */
    private boolean answer(String text) {
        for (Inputs.Input input : Inputs.of(text)) {
            Reply reply = session.reply(input.text());
            switch (reply.status()) {
                case FINE, REFUSED -> write(reply.text());
                case INTERRUPTED -> {
                    write(reply.text());
                    // Inputs behind a fit that was stopped may be about what it did not reach.
                    return true;
                }
                case ENDED -> {
                    write(reply.text());
                    return false;
                }
            }
        }
        return true;
    }

    private void write(String text) {
        screen.writer().print(text);
        screen.writer().flush();
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() throws IOException {
        screen.close();
    }
}
