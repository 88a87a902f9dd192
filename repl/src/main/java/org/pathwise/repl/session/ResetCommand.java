package org.pathwise.repl.session;

/** {@code :reset}. */
final class ResetCommand implements Command {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Starts over without model and data; `:undo` brings them back.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return new Answer.Changed(CheckedState.of(State.EMPTY), "model and data are empty\n");
    }
}
