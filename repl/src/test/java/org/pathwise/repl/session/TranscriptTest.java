package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.text.Style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole sessions as golden files: lines that begin with the prompt are typed, the lines below each
 * are the reply. A reply to something refused ends with a line {@code [refused]}. {@code
 * -Dgolden.update=true} writes the replies anew.
 */
final class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/session");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @TempDir private Path directory = Path.of("");

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> transcripts =
                    files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            return transcripts.stream()
                    .map(
                            file ->
                                    DynamicTest.dynamicTest(
                                            file.getFileName().toString(), () -> run(file)));
        }
    }

    private void run(Path file) throws IOException {
        Path home = Files.createDirectories(directory.resolve(file.getFileName().toString()));
        try (Stream<Path> inputs = Files.list(FOLDER.resolve("files"))) {
            for (Path input : inputs.toList()) {
                Files.copy(input, home.resolve(input.getFileName().toString()));
            }
        }
        Session session =
                new Session(
                        new Surroundings(
                                Style.PLAIN,
                                home,
                                () -> FitWatch.NONE,
                                (bug, _) -> {
                                    throw new AssertionError(bug);
                                }));
        String expected = Files.readString(file);
        String actual = Transcript.of(expected, session).replace(home.toString(), "HOME");
        if (UPDATE) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
