package org.pathwise.repl.session;

/** {@code :undo} and {@code :redo}. */
record MoveCommand(String name, Answer.Direction direction, String description) implements Command {
    static final MoveCommand UNDO =
            new MoveCommand(
                    "undo",
                    Answer.Direction.BACK,
                    "Takes the last change of model, data or settings back.");
    static final MoveCommand REDO =
            new MoveCommand(
                    "redo", Answer.Direction.FORTH, "Makes the change again that undo took back.");

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return new Answer.Moved(direction);
    }
}
