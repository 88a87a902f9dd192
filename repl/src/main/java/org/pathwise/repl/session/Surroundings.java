package org.pathwise.repl.session;

import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.text.Style;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What a session needs of the world.
 *
 * @param styles how its replies look now: a window may change its width
 * @param directory what relative file names are relative to
 * @param watches makes someone who watches a fit
 * @param bugs hears of errors that are not the user's
 */
public record Surroundings(
        Supplier<Style> styles, Path directory, Supplier<FitWatch> watches, BugReport bugs) {

    /** The same with one style for good. */
    public Surroundings(Style style, Path directory, Supplier<FitWatch> watches, BugReport bugs) {
        this(() -> style, directory, watches, bugs);
    }

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

    Style style() {
        return styles.get();
    }

    String bug(Throwable bug, String input) {
        return bugs.text(bug, input);
    }
}
