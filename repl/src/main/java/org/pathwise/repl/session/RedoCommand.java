package org.pathwise.repl.session;

/** {@code :redo}. */
final class RedoCommand implements Command {
    @Override
    public String name() {
        return "redo";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Makes the change again that undo took back.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return new Answer.Moved(Answer.Direction.FORTH);
    }
}
