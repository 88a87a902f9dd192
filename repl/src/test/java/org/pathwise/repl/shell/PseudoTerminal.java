package org.pathwise.repl.shell;

import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.utils.ScreenTerminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program on a terminal of its own, whose screen is read and whose keys are pressed. */
final class PseudoTerminal implements AutoCloseable {
    /** Long enough for a start of the JVM on a machine that does much else. */
    private static final long DEADLINE_SECONDS = 60;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final JniNativePty pty;
    private final ScreenTerminal screen;
    private final Process process;
    private final StringBuilder written = new StringBuilder();

    private PseudoTerminal(JniNativePty pty, Size size, Process process) {
        this.pty = pty;
        this.screen = new ScreenTerminal(size.getColumns(), size.getRows());
        this.process = process;
        Thread.ofPlatform().daemon().name("screen").start(this::copy);
    }

    /** Why there can be no such terminal here; empty if there can. */
    static Optional<String> problem() {
        if (!Files.isExecutable(SETSID)) {
            return Optional.of("there is no " + SETSID + ", which gives a program a terminal");
        }
        try (JniNativePty _ = open(Size.of(80, 24))) {
            return Optional.empty();
        } catch (IOException | RuntimeException | LinkageError e) {
            return Optional.of("no pseudo-terminal can be opened: " + e);
        }
    }

    private static JniNativePty open(Size size) throws IOException {
        // No attributes: those that the system gives to a new terminal.
        return (JniNativePty) new JniTerminalProvider().open(null, size);
    }

    /** Starts a program. */
    static PseudoTerminal start(
            int columns, int rows, Map<String, String> environment, List<String> command)
            throws IOException {
        Size size = Size.of(columns, rows);
        JniNativePty pty = open(size);
        File terminal = new File(pty.getName());
        // Its standard input becomes the controlling terminal of a session of its own.
        ProcessBuilder builder = new ProcessBuilder(SETSID.toString(), "--ctty", "--wait");
        builder.command().addAll(command);
        builder.redirectInput(terminal).redirectOutput(terminal).redirectError(terminal);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        return new PseudoTerminal(pty, size, builder.start());
    }

    private void copy() {
        try (Reader reader = new InputStreamReader(pty.getMasterInput(), StandardCharsets.UTF_8)) {
            char[] characters = new char[4096];
            for (int n = reader.read(characters); n >= 0; n = reader.read(characters)) {
                String text = new String(characters, 0, n);
                screen.write(text);
                synchronized (this) {
                    written.append(text);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // The terminal was closed.
        }
    }

    /** Presses keys; {@code \r} is Enter. */
    void type(String keys) {
        try {
            pty.getMasterOutput().write(keys.getBytes(StandardCharsets.UTF_8));
            pty.getMasterOutput().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines on the screen, without blanks at their ends. */
    List<String> lines() {
        int columns = screen.getWidth();
        int rows = screen.getHeight();
        long[] cells = new long[columns * rows];
        screen.dump(cells, new int[2]);
        String[] lines = new String[rows];
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int character = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
                line.appendCodePoint(character == 0 ? ' ' : character);
            }
            lines[row] = line.toString().stripTrailing();
        }
        return Arrays.asList(lines);
    }

    /** The last line with something on it. */
    String lastLine() {
        return lines().stream().filter(line -> !line.isEmpty()).reduce("", (_, line) -> line);
    }

    /** Waits for something to stand on the screen. */
    void await(String text) {
        await("`" + text + "`", lines -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    /** Waits for the last line to be this one. */
    void awaitLast(String line) {
        await("the last line `" + line + "`", _ -> lastLine().equals(line.stripTrailing()));
    }

    /** Waits for the screen to look a certain way. */
    void await(String what, Predicate<List<String>> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        synchronized (this) {
            while (!condition.test(lines())) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "no " + what + " on the screen:\n" + String.join("\n", lines()));
                }
                try {
                    wait(Math.min(left, 1000));
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }
    }

    /** All that was written so far, with its control sequences. */
    synchronized String written() {
        return written.toString();
    }

    /** Changes the window's size, as a user does. */
    void resize(int columns, int rows) throws IOException {
        screen.setSize(columns, rows);
        pty.setSize(Size.of(columns, rows));
    }

    /** Waits for the program's end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + String.join("\n", lines()));
        }
        return process.exitValue();
    }

    /** Ends the program, if it still runs, and its terminal. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        pty.close();
    }
}
