package org.pathwise.repl;

import org.pathwise.runtime.io.SavedFitFiles;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the names of scripts and folders to scripts. */
final class ScriptFiles {
    private static final String ENDING = ".pw";

    private ScriptFiles() {}

    /**
     * The scripts that are named and those in the folders that are named, each once. A folder's
     * scripts are those at any depth, in the order of their names, without hidden folders and
     * without the folders of fits, whose scripts are what was fitted.
     *
     * @throws ParameterException if a name is that of no script or folder, or a folder holds none
     */
    static List<Path> find(CommandLine command, List<String> names) {
        Map<Path, Path> found = new LinkedHashMap<>();
        for (String name : names) {
            for (Path file : named(command, name)) {
                found.putIfAbsent(file.toAbsolutePath().normalize(), file);
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> named(CommandLine command, String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new ParameterException(command, "there is no script or folder " + name);
        }
        if (Files.isDirectory(path)) {
            List<Path> scripts = in(command, path);
            if (scripts.isEmpty()) {
                throw new ParameterException(command, "the folder " + path + " has no scripts");
            }
            return scripts;
        }
        if (!Files.exists(path)) {
            throw new ParameterException(
                    command,
                    "there is no script or folder "
                            + path
                            + (Files.isRegularFile(Path.of(name + ENDING))
                                    ? "; did you mean " + path + ENDING + "?"
                                    : ""));
        }
        if (!name.endsWith(ENDING)) {
            throw new ParameterException(
                    command, path + " does not end in " + ENDING + ", as scripts do");
        }
        return List.of(path);
    }

    private static List<Path> in(CommandLine command, Path folder) {
        List<Path> scripts = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path visited, BasicFileAttributes attributes) {
                            return visited.equals(folder) || isVisited(visited)
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (file.toString().endsWith(ENDING) && Files.isRegularFile(file)) {
                                scripts.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new ParameterException(
                    command, "the folder " + folder + " cannot be read: " + e.getMessage());
        }
        return scripts.stream().sorted().toList();
    }

    private static boolean isVisited(Path folder) {
        return !folder.getFileName().toString().startsWith(".")
                && !(Files.exists(folder.resolve(SavedFitFiles.SETTINGS))
                        && Files.exists(folder.resolve(SavedFitFiles.PARAMETERS)));
    }
}
