package org.pathwise.repl;

import org.pathwise.repl.shell.Rehearsal;
import org.pathwise.repl.text.Terminal;

import java.io.IOException;

/**
 * What the launcher runs once after a build, to record the classes that a start needs: a command,
 * and then a session, with a line editor, that nobody sees.
 */
public final class Recording {
    private Recording() {}

    /** Runs the command of the arguments, and a session. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int code = CommandLineInterface.run(terminal, arguments);
        try {
            Rehearsal.run(terminal);
        } catch (IOException e) {
            // Then sessions start more slowly, and all else as fast as it can.
            terminal.err().println("no session was recorded: " + e.getMessage());
        }
        terminal.flush();
        System.exit(code);
    }
}
