package org.pathwise.repl.session;

/** {@code :undo}. */
final class UndoCommand implements Command {
    @Override
    public String name() {
        return "undo";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Takes the last change of model, data or settings back.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return new Answer.Moved(Answer.Direction.BACK);
    }
}
