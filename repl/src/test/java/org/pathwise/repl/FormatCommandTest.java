package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

final class FormatCommandTest {
    private static final String CROOKED = "model{p~Beta( 2,3 ) // prior\n}";
    private static final String STRAIGHT = "model {\n  p ~ Beta(2, 3)  // prior\n}\n";

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Run withInput(byte[] text, Object... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text));
        try {
            return Run.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static void isWrongUsage(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void changesWhatIsNotLaidOut() throws IOException {
        Path crooked = write("crooked.pw", CROOKED);
        Path straight = write("straight.pw", STRAIGHT);
        Object before = Files.getLastModifiedTime(straight);
        assertThat(Run.of("format", crooked, straight, crooked))
                .isEqualTo(new Run(ExitCode.FINE, crooked + System.lineSeparator(), ""));
        assertThat(crooked).hasContent(STRAIGHT);
        assertThat(Files.getLastModifiedTime(straight)).isEqualTo(before);
        assertThat(Run.of("format", crooked)).isEqualTo(new Run(ExitCode.FINE, "", ""));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(crooked, straight);
        }
    }

    @Test
    void checkChangesNothing() throws IOException {
        Path crooked = write("crooked.pw", CROOKED);
        Path straight = write("straight.pw", STRAIGHT);
        Run check = Run.of("format", "--check", folder);
        assertThat(check.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(check.out()).isEqualTo(crooked + System.lineSeparator());
        assertThat(check.err()).contains("1 script is not laid out", "`pathwise format`");
        assertThat(Files.readString(crooked)).isEqualTo(CROOKED);
        assertThat(Run.of("format", "--check", straight)).isEqualTo(new Run(ExitCode.FINE, "", ""));
    }

    @Test
    void findsTheScriptsOfFolders() throws IOException {
        Path deep = write("b/deeper/model.pw", CROOKED);
        Path other = write("a/model.pw", CROOKED);
        Path hidden = write(".git/model.pw", CROOKED);
        Path fitted = write("results/model-1/model.pw", CROOKED);
        write("results/model-1/settings.json", "{}");
        write("results/model-1/parameters.npz", "");
        Path text = write("a/model.txt", CROOKED);
        assertThat(Run.of("format", folder).out().lines())
                .containsExactly(other.toString(), deep.toString());
        assertThat(Stream.of(hidden, fitted, text))
                .allSatisfy(file -> assertThat(Files.readString(file)).isEqualTo(CROOKED));
    }

    @Test
    void leavesScriptsWithSyntaxErrorsAsTheyAre() throws IOException {
        Path bad = write("bad.pw", "model{p~Beta(2,3}");
        Path crooked = write("crooked.pw", CROOKED);
        Run run = Run.of("format", bad, crooked);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEqualTo(crooked + System.lineSeparator());
        assertThat(run.err()).contains("error[E01", bad + ":1:", "^").doesNotContain("\tat ");
        assertThat(Files.readString(bad)).isEqualTo("model{p~Beta(2,3}");
        assertThat(crooked).hasContent(STRAIGHT);
        assertThat(Run.of("format", "--check", bad).code()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void laysOutStandardInput() {
        Run run = withInput(CROOKED.getBytes(UTF_8), "format", "-");
        assertThat(run).isEqualTo(new Run(ExitCode.FINE, STRAIGHT, ""));
        Run bad = withInput("model{p~}".getBytes(UTF_8), "format", "-");
        assertThat(bad.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(bad.out()).isEmpty();
        assertThat(bad.err()).contains("standard input:1:");
        assertThat(withInput(CROOKED.getBytes(UTF_8), "format", "--check", "-"))
                .isEqualTo(new Run(ExitCode.WRONG_INPUT, "", "the script is not laid out\n"));
        assertThat(withInput(STRAIGHT.getBytes(UTF_8), "format", "-", "--check"))
                .isEqualTo(new Run(ExitCode.FINE, "", ""));
        isWrongUsage(withInput(new byte[] {(byte) 0xff}, "format", "-"), "standard input", "UTF-8");
    }

    @Test
    void refusesWhatIsNoScriptBeforeItChangesAnything() throws IOException {
        Path crooked = write("crooked.pw", CROOKED);
        isWrongUsage(Run.of("format"), "missing required parameter");
        isWrongUsage(Run.of("format", crooked, folder.resolve("no.pw")), "there is no script");
        isWrongUsage(Run.of("format", folder.resolve("crooked")), "did you mean", "crooked.pw?");
        isWrongUsage(Run.of("format", crooked, write("notes.txt", "")), "does not end in .pw");
        isWrongUsage(Run.of("format", crooked, "-"), "standard input alone");
        isWrongUsage(
                Run.of("format", crooked, Files.createDirectory(folder.resolve("empty"))),
                "has no scripts");
        Path bytes = Files.write(folder.resolve("bytes.pw"), new byte[] {'x', (byte) 0xe4});
        isWrongUsage(Run.of("format", crooked, bytes), "bytes.pw is not text in UTF-8");
        assertThat(Files.readString(crooked)).isEqualTo(CROOKED);
    }

    @Test
    void keepsTheLineEndsOfAFileAndDropsItsByteOrderMark() throws IOException {
        Path windows = write("windows.pw", STRAIGHT.replace("\n", "\r\n"));
        assertThat(Run.of("format", "--check", windows).code()).isEqualTo(ExitCode.FINE);
        Files.writeString(windows, "\uFEFF" + CROOKED.replace("\n", "\r\n"));
        assertThat(Run.of("format", windows).code()).isEqualTo(ExitCode.FINE);
        assertThat(Files.readString(windows)).isEqualTo(STRAIGHT.replace("\n", "\r\n"));
        Files.writeString(windows, "\uFEFF" + STRAIGHT);
        assertThat(Run.of("format", "--check", windows).code()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void keepsLinksAndPermissions() throws IOException {
        Assumptions.assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "files have no permissions here");
        Path crooked = write("scripts/crooked.pw", CROOKED);
        Files.setPosixFilePermissions(crooked, PosixFilePermissions.fromString("rwxr-x---"));
        Path link = Files.createSymbolicLink(folder.resolve("link.pw"), crooked);
        assertThat(Run.of("format", link).code()).isEqualTo(ExitCode.FINE);
        assertThat(link).isSymbolicLink();
        assertThat(crooked).hasContent(STRAIGHT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(crooked)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void saysWhatCannotBeWritten() throws IOException {
        Path crooked = write("crooked.pw", CROOKED);
        assertThat(crooked.toFile().setWritable(false)).isTrue();
        Assumptions.assumeFalse(Files.isWritable(crooked), "this user may write every file");
        Run run = Run.of("format", crooked);
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("is read-only");
        assertThat(Files.readString(crooked)).isEqualTo(CROOKED);
    }

    @Test
    void theProjectsScriptsAreLaidOut() {
        assertThat(Run.of("format", "--check", Path.of("..", "examples")))
                .isEqualTo(new Run(ExitCode.FINE, "", ""));
    }
}
