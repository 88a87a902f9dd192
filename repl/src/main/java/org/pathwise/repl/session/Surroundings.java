package org.pathwise.repl.session;

import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.text.Style;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What a session needs of the world.
 *
 * @param style how its replies look
 * @param directory what relative file names are relative to
 * @param watches makes someone who watches a fit
 * @param bugs hears of errors that are not the user's
 */
public record Surroundings(
        Style style, Path directory, Supplier<FitWatch> watches, BugReport bugs) {

    /** Writes a bug of ours down, and says so in a few lines. */
    @FunctionalInterface
    public interface BugReport {
        /**
         * The lines.
         *
         * @param input what the user typed
         */
        String text(Throwable bug, String input);
    }

    String bug(Throwable bug, String input) {
        return bugs.text(bug, input);
    }
}
