package org.pathwise.repl.shell;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where inputs are kept from session to session: in the folder that the XDG Base Directory
 * Specification has for such state, where only the user may look.
 */
final class HistoryFile {
    private static final String OWN_PLACE = "PATHWISE_HISTORY";

    private HistoryFile() {}

    /**
     * The file, its folder made; empty if it cannot be written, or if the user wants none.
     *
     * @param environment where {@code PATHWISE_HISTORY} may name a file; named as nothing, it means
     *     that none is kept
     */
    static Optional<Path> of(Map<String, String> environment) {
        String own = environment.get(OWN_PLACE);
        if (own != null && own.isEmpty()) {
            return Optional.empty();
        }
        Path file = own == null ? state(environment).resolve("pathwise/history") : Path.of(own);
        return writable(file.toAbsolutePath()) ? Optional.of(file) : Optional.empty();
    }

    private static Path state(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return state.isEmpty()
                ? Path.of(System.getProperty("user.home", ""), ".local", "state")
                : Path.of(state);
    }

    private static boolean writable(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                boolean posix =
                        FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
                Files.createFile(file);
                if (posix) {
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            return Files.isRegularFile(file) && Files.isWritable(file);
        } catch (IOException e) {
            return false;
        }
    }
}
