package org.pathwise.repl.session;

import org.pathwise.repl.text.Style;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a command may look at.
 *
 * @param model the session's state, checked
 * @param fits of this session, the latest first
 */
record Context(CheckedState model, List<SessionFit> fits, Surroundings surroundings) {
    Context {
        fits = List.copyOf(fits);
    }

    State state() {
        return model.state();
    }

    /** The last fit. */
    Optional<SessionFit> fit() {
        return fits.stream().findFirst();
    }

    Style style() {
        return surroundings.style();
    }

    /** A file that the user named. */
    Path path(String name) {
        String home = System.getProperty("user.home", "");
        return surroundings
                .directory()
                .resolve(name.startsWith("~/") ? home + name.substring(1) : name);
    }

    /** A file as messages call it: relative to the session's folder, if it lies in there. */
    String shown(Path file) {
        Path directory = surroundings.directory();
        return file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
    }
}
