package org.pathwise.repl;

import org.pathwise.repl.text.Terminal;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int code = CommandLineInterface.run(terminal, arguments);
        terminal.flush();
        System.exit(code);
    }
}
