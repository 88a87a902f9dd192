package org.pathwise.runtime.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data file as a user names it: {@code data.json}, or {@code x=images-idx3-ubyte.gz}.
 *
 * @param name what its one array is called, where the file itself does not say
 */
public record DataFile(Optional<String> name, Path path) {
    private static final Pattern NAMED = Pattern.compile("(\\p{Alpha}\\w*)=(.+)");

    /** A file that names what it holds. */
    public static DataFile of(Path path) {
        return new DataFile(Optional.empty(), path);
    }

    /** Reads {@code PATH} or {@code NAME=PATH}; a file that has such a name itself is a path. */
    public static DataFile parse(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches() && !Files.exists(Path.of(text))
                ? new DataFile(Optional.of(named.group(1)), Path.of(named.group(2)))
                : of(Path.of(text));
    }

    @Override
    public String toString() {
        return name.map(given -> given + "=").orElse("") + path;
    }
}
