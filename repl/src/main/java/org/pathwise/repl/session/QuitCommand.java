package org.pathwise.repl.session;

/** {@code :quit}. */
final class QuitCommand implements Command {
    @Override
    public String name() {
        return "quit";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Ends the session; so does Ctrl-D.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return new Answer.Ended();
    }
}
