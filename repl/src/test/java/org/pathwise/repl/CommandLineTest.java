package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.repl.text.Terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is the same for all commands: help, mistakes on the command line, and finding the script.
 */
final class CommandLineTest {
    private static final String SCRIPT =
            """
            data y: real[J]
            model {
              mu ~ Normal(0, 5)
              y ~ Normal(mu, 1)
            }
            """;

    @TempDir private Path folder;

    private Path script() throws IOException {
        return Files.writeString(folder.resolve("small.pw"), SCRIPT);
    }

    private static void isWrongUsage(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void withoutCommandNamesThem() {
        isWrongUsage(Run.of(), "a command is missing", "show", "pathwise --help");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        Run help = Run.of("--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Usage: pathwise", "show", "Examples:");
        assertThat(Run.of("show", "--help").out())
                .contains("STAGE", "SCRIPT|FOLDER", "--data", "--set", "Examples:");
        assertThat(Run.of("--version").out()).startsWith("pathwise ").hasLineCount(1);
    }

    @Test
    void suggestsWhatWasMeant() throws IOException {
        isWrongUsage(Run.of("shw"), "unmatched argument", "'shw'", "did you mean: show?");
        isWrongUsage(Run.of("chekc"), "did you mean: check?");
        isWrongUsage(Run.of("fit", script(), "--sed", 1), "did you mean: --seed?");
        isWrongUsage(
                Run.of("show", "ast", script(), "--dta", "x"), "'--dta'", "did you mean: --data?");
    }

    @Test
    void namesWhatIsMissing() {
        isWrongUsage(Run.of("show", "ast"), "missing required parameter: 'SCRIPT|FOLDER'");
        isWrongUsage(
                Run.of("show", "ast", folder.resolve("small")), "there is no script or folder");
        isWrongUsage(Run.of("show", "ast", folder), "has no model.pw");
    }

    @Test
    void saysWhichScriptsAFolderWithoutModelHolds() throws IOException {
        script();
        isWrongUsage(Run.of("show", "ast", folder), "has no model.pw; it holds small.pw");
        isWrongUsage(Run.of("show", "ast", folder.resolve("small")), "did you mean", "small.pw?");
    }

    @Test
    void refusesWhatIsNoScript() throws IOException {
        Path data = Files.writeString(folder.resolve("data.json"), "{}");
        isWrongUsage(Run.of("show", "ast", data), "does not end in .pw", "--data");
        Path bytes = Files.write(folder.resolve("bytes.pw"), new byte[] {(byte) 0xff, (byte) 0xfe});
        isWrongUsage(Run.of("show", "ast", bytes), "not text in UTF-8");
    }

    @Test
    void refusesDataThatIsNotThere() throws IOException {
        isWrongUsage(
                Run.of("show", "ast", script(), "--data", folder.resolve("no.json")),
                "there is no data file");
        isWrongUsage(Run.of("show", "ast", script(), "--data", folder), "is not a file");
    }

    @Test
    void saysWhatIsWrongWithASetting() throws IOException {
        isWrongUsage(
                Run.of("show", "ast", script(), "--set", "K"), "expected NAME=VALUE, found 'K'");
        isWrongUsage(Run.of("show", "ast", script(), "--set", "K=many"), "'many' is not a number");
        isWrongUsage(
                Run.of("show", "ast", script(), "--set", "K=[1,2]"),
                "arrays go into a --data file");
        isWrongUsage(Run.of("show", "ast", script(), "--set", "1=2"), "'1' is not a name");
        isWrongUsage(
                Run.of("show", "ast", script(), "--set", "K=1", "--set", "K=2"),
                "--set gives K twice");
    }

    @Test
    void showsTheSyntaxTree() throws IOException {
        Run run = Run.of("show", "ast", script());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("data y: real[J]", "sample mu ~ Normal(0, 5)");
    }

    @Test
    void writesDiagnosticsToStandardError() throws IOException {
        Path wrong =
                Files.writeString(folder.resolve("wrong.pw"), "model {\n  mu ~ Normal(0 5)\n}\n");
        Run plain = Run.of("show", "ast", wrong);
        assertThat(plain.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(plain.err())
                .contains("error[E", wrong + ":2:", "1 error")
                .doesNotContain("\u001b");
        assertThat(Run.onTerminal("show", "ast", wrong).err()).contains("\u001b[");
    }

    @Test
    void reportsABugWithoutItsStackTrace() {
        var out = new java.io.ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        new java.io.PrintStream(out),
                        new java.io.PrintStream(out),
                        false,
                        false,
                        false,
                        false);
        int code =
                InternalError.report(
                        terminal,
                        new IllegalStateException("axis missing"),
                        new String[] {"check"});
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("internal error: IllegalStateException: axis missing", "Please report")
                .doesNotContain("\tat ");
    }
}
