package org.pathwise.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The real program on a pseudo-terminal: keys in, screen out. */
final class TerminalShellTest {
    private static final String PROMPT = "pathwise>";
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_D = "\u0004";
    private static final String TAB = "\t";
    private static final String UP = "\u001bOA";

    private static final List<String> MODEL =
            List.of(":data y = [3, 5, 4, 0, 1, 9]", "mu ~ Normal(0, 5)", "y ~ Normal(mu, 2)");

    /** So many draws that a step takes milliseconds, and the fit minutes. */
    private static final String LONG_FIT = ":fit --particles 100000";

    @TempDir private Path folder;

    @BeforeAll
    static void needsAPseudoTerminal() {
        PseudoTerminal.problem()
                .ifPresent(
                        problem -> {
                            System.out.println("skipped the tests of the terminal: " + problem);
                            Assumptions.abort(problem);
                        });
    }

    private PseudoTerminal start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dpathwise.vectors=off",
                                "-Dpathwise.terminal.in=true",
                                "-Dpathwise.terminal.out=true",
                                "-Dpathwise.terminal.err=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.pathwise.repl.Main",
                                "repl"));
        command.addAll(List.of(arguments));
        Map<String, String> environment =
                Map.of("PATHWISE_HISTORY", folder.resolve("history").toString());
        PseudoTerminal terminal = PseudoTerminal.start(100, 40, environment, command);
        terminal.awaitLast(PROMPT);
        return terminal;
    }

    /** Types a line, and waits for its answer and the next prompt. */
    private static void enter(PseudoTerminal terminal, String line, String answer) {
        terminal.type(line + "\r");
        terminal.await(answer);
        terminal.awaitLast(PROMPT);
    }

    @Test
    void statementsAreAnsweredAndMistakesShown() throws Exception {
        try (PseudoTerminal terminal = start()) {
            terminal.await("`:help`");
            enter(terminal, "mu ~ Normal(0, 5)", "mu: latent, real, pathwise");

            terminal.type("for i in 1..3 {\r");
            terminal.awaitLast("        >");
            terminal.type("  z[i] ~ Normal(mu, 1)\r");
            terminal.await("        >   z[i]");
            enter(terminal, "}", "z[3]: latent");

            enter(terminal, "x ~ Norml(0, 1)", "^^^^^ unknown distribution");
            enter(terminal, ":sites", "because");

            terminal.type(CONTROL_D);
            assertThat(terminal.exitCode()).isZero();
            // Keywords and known distributions have colours, a misspelt one has none.
            assertThat(terminal.written())
                    .contains("\u001b[32mNormal")
                    .doesNotContain("\u001b[32mNorml");
        }
    }

    @Test
    void tabCompletesCommandsAndDistributions() throws Exception {
        try (PseudoTerminal terminal = start()) {
            terminal.type(":summ" + TAB);
            terminal.await("pathwise> :summary");
            terminal.type(CONTROL_C);
            terminal.awaitLast(PROMPT);

            terminal.type("tau ~ HalfNor" + TAB);
            terminal.await("HalfNormal(");
            enter(terminal, "1)", "tau: latent, positive");

            terminal.type(":s" + TAB);
            terminal.await(":save");
            terminal.await(":sites");
            terminal.type(CONTROL_C);
            enter(terminal, "", PROMPT);
            enter(terminal, ":quit", ":quit");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void controlCStopsAFitAndTheSessionGoesOn() throws Exception {
        try (PseudoTerminal terminal = start()) {
            for (String line : MODEL) {
                terminal.type(line + "\r");
            }
            terminal.await("y: data");
            terminal.type(LONG_FIT + "\r");
            terminal.await("ELBO -");
            terminal.await("at most");
            terminal.resize(60, 30);
            // The next line may have been on its way before.
            long shown = liveLines(terminal).size();
            terminal.await("two more lines", _ -> liveLines(terminal).size() > shown + 1);
            assertThat(liveLines(terminal).getLast()).hasSizeBetween(20, 59);

            terminal.type(CONTROL_C);
            terminal.await("Interrupted");
            terminal.await("mu   ");
            terminal.awaitLast(PROMPT);
            assertThat(terminal.lines()).noneMatch(line -> line.contains("at most"));

            enter(terminal, "tau ~ HalfNormal(1)", "tau: latent");
            terminal.type(CONTROL_D);
            assertThat(terminal.exitCode()).isZero();
        }
    }

    /** What was shown of a fit while it ran. */
    private static List<String> liveLines(PseudoTerminal terminal) {
        return Pattern.compile("\\u001b\\[\\?7l\r([^\u001b]*)")
                .matcher(terminal.written())
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    @Test
    void controlCAtThePromptClearsTheInputAndThenTellsHowToLeave() throws Exception {
        try (PseudoTerminal terminal = start()) {
            terminal.type("x = (1 +\r");
            terminal.awaitLast("        >");
            terminal.type(CONTROL_C);
            terminal.awaitLast(PROMPT);
            terminal.type(CONTROL_C);
            terminal.await("`:quit` or Ctrl-D ends the session");
            terminal.awaitLast(PROMPT);
            terminal.type(CONTROL_D);

            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void inputsAreRecalledInTheNextSessionToo() throws Exception {
        try (PseudoTerminal terminal = start()) {
            terminal.type("for i in 1..3 {\r");
            terminal.awaitLast("        >");
            enter(terminal, "z[i] ~ Normal(0, 1) }", "z[3]: latent");
            enter(terminal, "mu ~ Normal(0, 1)", "mu: latent");
            terminal.type(UP);
            terminal.awaitLast("pathwise> mu ~ Normal(0, 1)");
            terminal.type(CONTROL_C + CONTROL_D);
            assertThat(terminal.exitCode()).isZero();
        }
        assertThat(Files.readString(folder.resolve("history"))).contains("mu ~ Normal(0, 1)");

        try (PseudoTerminal terminal = start()) {
            terminal.type(UP);
            terminal.awaitLast("pathwise> mu ~ Normal(0, 1)");
            terminal.type(UP);
            terminal.await("pathwise> for i in 1..3 {");
            terminal.awaitLast("        > z[i] ~ Normal(0, 1) }");
            enter(terminal, "", "z[3]: latent");
        }
    }

    @Test
    void aPastedTextIsAnsweredInputByInput() throws Exception {
        try (PseudoTerminal terminal = start()) {
            terminal.type(
                    "\u001b[200~a ~ Normal(0, 1)\nfor i in 1..2 {\n  b[i] ~ Normal(a, 1)\n}\n"
                            + "x ~ Norml(0, 1)\nc ~ Normal(a, 1)\u001b[201~");
            terminal.await("c ~ Normal(a, 1)");
            terminal.type("\r");
            terminal.await("a: latent");
            terminal.await("b[2]: latent");
            terminal.await("unknown distribution");
            terminal.await("c: latent");
        }
    }
}
