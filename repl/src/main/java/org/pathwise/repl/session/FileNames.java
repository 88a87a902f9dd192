package org.pathwise.repl.session;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The files that a name which is being typed may become. */
final class FileNames {
    private static final int MOST = 500;

    private FileNames() {}

    /**
     * The candidates for a word of a command's arguments.
     *
     * @param word what is typed of it, with its quotes
     * @param takes whether the command has use for a file of a name
     */
    static List<Candidate> of(String word, Predicate<String> takes, Context context) {
        String plain = word.replaceAll("[\"']", "");
        if (plain.equals("~")) {
            return List.of(new Candidate("~/", "", "folders", false));
        }
        int slash = plain.lastIndexOf('/');
        String folder = plain.substring(0, slash + 1);
        String begun = plain.substring(slash + 1);
        char quote = word.startsWith("'") ? '\'' : '"';
        boolean quoted = word.startsWith("'") || word.startsWith("\"");
        List<Candidate> candidates = new ArrayList<>();
        for (Path file : files(context, folder)) {
            String name = String.valueOf(file.getFileName());
            boolean isFolder = Files.isDirectory(file);
            if (!Matching.begins(name, begun)
                    || (name.startsWith(".") && !begun.startsWith("."))
                    || !(isFolder || takes.test(name))) {
                continue;
            }
            String path = folder + name + (isFolder ? "/" : "");
            boolean needsQuotes = quoted || path.matches(".*\\s.*");
            candidates.add(
                    new Candidate(
                            needsQuotes ? quote + path + (isFolder ? "" : quote) : path,
                            "",
                            isFolder ? "folders" : "files",
                            !isFolder));
        }
        candidates.sort(Comparator.comparing(Candidate::word));
        return candidates;
    }

    /** A file of the folder whose name is near that of one that is missing. */
    static Optional<String> near(Path missing, Predicate<String> takes, Context context) {
        Path folder = missing.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (Path file : list(folder)) {
            String name = String.valueOf(file.getFileName());
            if (Files.isRegularFile(file) && takes.test(name)) {
                names.add(name);
            }
        }
        String wanted = String.valueOf(missing.getFileName());
        return org.pathwise.compiler.check.Suggestions.nearest(wanted, names)
                .or(
                        () ->
                                names.stream()
                                        .filter(name -> name.startsWith(wanted + "."))
                                        .sorted()
                                        .findFirst())
                .map(name -> context.shown(folder.resolve(name)));
    }

    private static List<Path> files(Context context, String folder) {
        try {
            return list(context.path(folder));
        } catch (java.nio.file.InvalidPathException e) {
            return List.of();
        }
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                if (files.size() < MOST) {
                    files.add(file);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // A folder that is not there, or not for us to read, has nothing to offer.
            return List.of();
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
