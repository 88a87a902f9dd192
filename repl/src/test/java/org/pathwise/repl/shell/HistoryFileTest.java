package org.pathwise.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

final class HistoryFileTest {
    @TempDir private Path folder;

    @Test
    void liesInTheStateFolder() {
        assertThat(HistoryFile.of(Map.of("XDG_STATE_HOME", folder.toString())))
                .contains(folder.resolve("pathwise/history"));
    }

    @Test
    void mayBeNamedOrForbidden() {
        Path own = folder.resolve("own");

        assertThat(HistoryFile.of(Map.of("PATHWISE_HISTORY", own.toString()))).contains(own);
        assertThat(HistoryFile.of(Map.of("PATHWISE_HISTORY", ""))).isEmpty();
    }

    @Test
    void isMissingWhereItCannotBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(HistoryFile.of(Map.of("XDG_STATE_HOME", file.toString()))).isEmpty();
        assertThat(HistoryFile.of(Map.of("PATHWISE_HISTORY", folder.toString()))).isEmpty();
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path file = HistoryFile.of(Map.of("XDG_STATE_HOME", folder.toString())).orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
