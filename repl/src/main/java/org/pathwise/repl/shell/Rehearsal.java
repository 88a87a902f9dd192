package org.pathwise.repl.shell;

import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.pathwise.repl.text.Terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A short session whose keys are written here, and whose screen nobody sees. */
public final class Rehearsal {
    private static final String KEYS =
            """
            :data y = [1, 2, 3]
            mu ~ Normal(0, 5)
            y ~ Normal(mu, 1)
            for i in 1..2 {
              z[i] ~ Normal(mu, 1) }
            :sum\t
            mu ~ Norml(0, 1)
            :fit --steps 300
            :quit
            """
                    .replace('\n', '\r');

    private Rehearsal() {}

    /**
     * Runs it, on a pseudo-terminal.
     *
     * @param terminal what is known of the process's own terminal
     * @throws IOException if there is no pseudo-terminal
     */
    public static void run(Terminal terminal) throws IOException {
        try {
            org.jline.terminal.Terminal screen =
                    TerminalBuilder.builder()
                            .system(false)
                            .streams(
                                    new ByteArrayInputStream(KEYS.getBytes(StandardCharsets.UTF_8)),
                                    OutputStream.nullOutputStream())
                            .type("xterm-256color")
                            .graphemeCluster(false)
                            .encoding(StandardCharsets.UTF_8)
                            .build();
            screen.handle(Signal.INT, SignalHandler.SIG_IGN);
            Terminal coloured =
                    new Terminal(terminal.out(), terminal.err(), true, true, true, false);
            try (TerminalShell shell =
                    new TerminalShell(screen, coloured, false, (bug, input) -> input + bug)) {
                shell.run(List.of(), true);
            }
        } catch (IllegalStateException e) {
            throw new IOException("there is no pseudo-terminal", e);
        }
    }
}
