package org.pathwise.repl.session;

import java.util.List;

/** One {@code :command}. */
interface Command {
    /** Its name, without the colon. */
    String name();

    /** What may stand behind the name, as help shows it; empty if nothing. */
    String arguments();

    /** What it does, in a line. */
    String description();

    /** More for {@code :help NAME}: lines of examples, each a whole input. */
    default List<String> examples() {
        return List.of();
    }

    /** What the word under the cursor may become. */
    default Completion completion() {
        return Completion.NOTHING;
    }

    /** What can stand behind a command. */
    enum Completion {
        NOTHING,
        FILE,
        /** Latents, definitions and data of the model. */
        NAME,
        /** Names of commands, functions and distributions. */
        TOPIC,
        /** Options of a fit. */
        OPTION,
        /** The words of {@link #choices}. */
        CHOICE
    }

    /** The words for {@link Completion#CHOICE}, or besides names. */
    default List<String> choices() {
        return List.of();
    }

    /** Whether it has use for a file of this name. */
    default boolean takes(String fileName) {
        return true;
    }

    /**
     * Runs it.
     *
     * @param arguments what stands behind the name, without space around it
     */
    Answer run(String arguments, Context context);
}
