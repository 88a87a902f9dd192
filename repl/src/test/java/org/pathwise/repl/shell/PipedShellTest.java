package org.pathwise.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.repl.text.Terminal;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whole inputs without a terminal. */
final class PipedShellTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Ending run(List<String> opening, String... lines) throws IOException {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        false,
                        false);
        PipedShell shell =
                new PipedShell(
                        terminal,
                        true,
                        (bug, input) -> {
                            throw new AssertionError(input, bug);
                        });
        return shell.run(
                opening, new BufferedReader(new StringReader(String.join("\n", lines) + "\n")));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void repliesFollowEachOtherWithoutPrompts() throws IOException {
        assertThat(run(List.of(), "mu ~ Normal(0, 5)", "", ":sites")).isEqualTo(Ending.DONE);

        assertThat(out())
                .startsWith("mu: latent, real, pathwise")
                .doesNotContain("pathwise>")
                .contains("site");
        assertThat(err()).isEmpty();
    }

    @Test
    void anInputIsAsLongAsItsBrackets() throws IOException {
        Ending end =
                run(
                        List.of(),
                        "mu ~ Normal(0,",
                        "  5)",
                        "for i in 1..3 {",
                        "  z[i] ~ Normal(mu, 1)",
                        "}");

        assertThat(err()).isEmpty();
        assertThat(end).isEqualTo(Ending.DONE);
        assertThat(out()).contains("mu: latent, real").contains("z[3]: latent");
    }

    @Test
    void theFirstErrorEndsItAndTellsItsLine() throws IOException {
        Ending end =
                run(
                        List.of(),
                        "mu ~ Normal(0, 5)",
                        "",
                        "x ~ Norml(",
                        "  0, 1)",
                        "tau ~ HalfNormal(1)");

        assertThat(end).isEqualTo(Ending.REFUSED);
        assertThat(out()).contains("mu: latent").doesNotContain("tau");
        assertThat(err()).startsWith("line 3:\nerror[E0401]").contains("^^^^^");
    }

    @Test
    void aFitAnswersLikeOneAtATerminal() throws IOException {
        Ending end =
                run(
                        List.of(),
                        ":data y = [1, 2, 3]",
                        "mu ~ Normal(0, 5)",
                        "y ~ Normal(mu, 1)",
                        ":fit");

        assertThat(err()).isEmpty();
        assertThat(end).isEqualTo(Ending.DONE);
        // The conjugate posterior: precision 3 + 1/25, mean 6 / 3.04.
        assertThat(out()).containsPattern("mu +1\\.9[5-9]").contains("k-hat");
    }

    @Test
    void anInputThatNeverEndsIsAnError() throws IOException {
        assertThat(run(List.of(), "mu ~ Normal(0, 5)", "for i in 1..3 {", "  z ~"))
                .isEqualTo(Ending.REFUSED);

        assertThat(out()).contains("mu: latent");
        assertThat(err()).contains("line 2:\nerror: the inputs end before this one does");
    }

    @Test
    void quitEndsItBeforeTheLastInput() throws IOException {
        assertThat(run(List.of(), ":quit", "x ~ Norml(0, 1)")).isEqualTo(Ending.DONE);

        assertThat(err()).isEmpty();
    }

    @Test
    void openingInputsComeFirstAndMayFail() throws IOException {
        assertThat(run(List.of("mu ~ Normal(0, 1)"), ":show")).isEqualTo(Ending.DONE);
        assertThat(out()).contains("mu ~ Normal(0, 1)");

        assertThat(run(List.of(":load nowhere.pw"), ":show")).isEqualTo(Ending.REFUSED);
        assertThat(err()).contains(":load nowhere.pw:\nerror: there is no script nowhere.pw");
    }
}
