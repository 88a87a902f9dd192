package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.repl.text.Terminal;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code pathwise repl} with piped inputs. */
final class ReplCommandTest {
    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        folder = Files.createDirectory(temporary.resolve("it's a model"));
        Files.writeString(
                folder.resolve("model.pw"),
                """
                const scale = 1
                data y: real[N]
                model {
                  mu ~ Normal(0, scale)
                  y ~ Normal(mu, 1)
                }
                """);
        Files.writeString(folder.resolve("data.json"), "{\"y\": [1, 2, 3]}");
    }

    private static Run run(String inputs, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        false,
                        true);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        var in = new ByteArrayInputStream(inputs.getBytes(StandardCharsets.UTF_8));
        int code = new CommandLine(new ReplCommand(terminal, in)).execute(words);
        return new Run(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void opensAFolderWithItsData() {
        Run run = run(":data\n:sites\n", folder);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 to 3").contains("mu");
    }

    @Test
    void namedDataTakeThePlaceOfTheFolders() throws IOException {
        Path other = Files.writeString(temporary.resolve("other.json"), "{\"y\": [7, 8]}");

        Run run = run(":data\n", folder, "--data", other);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("7 to 8").doesNotContain("1 to 3");
    }

    @Test
    void settingsAndSeedAreTheSessions() {
        Run run = run(":set\n", folder, "--set", "scale=2.5", "--seed", "7");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("seed 7\n").contains("scale = 2.5\n");
    }

    @Test
    void anErrorOfAnInputIsAnExitCode() {
        assertThat(run("mu ~ Norml(0, 1)\n").code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("mu ~ Normal(0, 1)\n").code()).isZero();
        assertThat(run("").code()).isZero();
    }

    @Test
    void aScriptThatIsNotThereIsAMistakeOfTheCommandLine() {
        Run run = Run.of("repl", temporary.resolve("nowhere"));

        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("there is no script or folder");
    }
}
