package org.pathwise.runtime.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a run's results go if the user names no folder: {@code results/NAME-NUMBER}. */
public final class ResultsDirectory {
    private static final String LATEST = "latest";

    private ResultsDirectory() {}

    /**
     * Creates the next free folder {@code NAME-NUMBER} in a folder, which is created too if it is
     * not there. Two runs at a time get different ones.
     */
    public static Path create(Path results, String name) throws IOException {
        Files.createDirectories(results);
        for (int number = lastNumber(results, name) + 1; ; number++) {
            try {
                return Files.createDirectory(results.resolve(name + "-" + number));
            } catch (FileAlreadyExistsException e) {
                // Another run was faster: try the next number.
            }
        }
    }

    /**
     * Points the link {@code latest} beside a run's folder to it. Where the file system has no
     * symbolic links, or something else is called so, there is no link.
     *
     * @return whether the link was set
     */
    public static boolean markLatest(Path run) throws IOException {
        Path link = run.resolveSibling(LATEST);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            return false;
        }
        Path temporary = run.resolveSibling("." + LATEST + "." + ProcessHandle.current().pid());
        try {
            Files.createSymbolicLink(temporary, run.getFileName());
            AtomicFile.move(temporary, link);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static int lastNumber(Path results, String name) throws IOException {
        Pattern numbered = Pattern.compile(Pattern.quote(name) + "-(\\d{1,9})");
        try (Stream<Path> entries = Files.list(results)) {
            return entries.map(path -> numbered.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
