package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.text.Style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Completions as a golden file: behind {@code >} what is typed, with {@code |} where the cursor is;
 * below, what the word there may become. Behind {@code !} what is entered. {@code
 * -Dgolden.update=true} writes the candidates anew.
 */
final class CompletionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/completion/completions.txt");

    /** Of long lists the file has the beginning. */
    private static final int SHOWN = 12;

    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("old data"));
        Files.createDirectories(directory.resolve("results"));
        for (String name :
                List.of(
                        "schools.json",
                        "schools.csv",
                        "school model.pw",
                        "model.pw",
                        ".hidden.pw",
                        "old data/x.json",
                        "images-idx3-ubyte.gz")) {
            Files.writeString(directory.resolve(name), "{\"x\": 1}");
        }
    }

    private Session session() {
        return new Session(
                new Surroundings(
                        Style.PLAIN,
                        directory,
                        () -> FitWatch.NONE,
                        (bug, _) -> {
                            throw new AssertionError(bug);
                        }));
    }

    @Test
    void whatAWordMayBecome() throws IOException {
        Session session = session();
        StringBuilder text = new StringBuilder();
        for (String line : Files.readString(GOLDEN).lines().toList()) {
            if (line.startsWith("! ")) {
                Reply reply = session.reply(line.substring(2).replace("\\n", "\n"));
                assertThat(reply.status()).as(reply.text()).isEqualTo(Reply.Status.FINE);
                text.append(line).append('\n');
            } else if (line.startsWith("> ")) {
                text.append(line).append('\n');
                String typed = line.substring(2).replace("\\n", "\n");
                complete(session, typed, text);
            } else if (!line.startsWith("    ")) {
                text.append(line).append('\n');
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, text.toString());
        }
        assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static void complete(Session session, String typed, StringBuilder text) {
        int cursor = typed.indexOf('|');
        String input = typed.replace("|", "");
        Completions completions = session.complete(input, cursor);
        List<Candidate> candidates = completions.candidates();
        text.append("    from ").append(input, completions.start(), cursor).append('\n');
        candidates.stream()
                .limit(SHOWN)
                .forEach(
                        candidate ->
                                text.append("    ")
                                        .append(candidate.word())
                                        .append(candidate.complete() ? "_" : "")
                                        .append("   ")
                                        .append(candidate.group())
                                        .append(candidate.description().isEmpty() ? "" : ": ")
                                        .append(candidate.description())
                                        .append('\n'));
        if (candidates.size() > SHOWN) {
            text.append("    ... and " + (candidates.size() - SHOWN) + " more\n");
        }
    }

    /** Wherever the cursor stands, in sense and nonsense, the candidates fit the word there. */
    @Test
    void anyBeginningHasCompletions() throws IOException {
        Session session = session();
        session.reply("x ~ Normal(0, 1)");
        List<String> inputs =
                List.of(
                        Files.readString(
                                Path.of(
                                        "../compiler/src/test/resources/scripts/good/regression/linear.pw")),
                        "} ) ] ( [ { ~ @ : , 'abc \"d' /* x",
                        "for i in 1..3 {\n  x[i] ~ Truncated(Normal(mu, sigma), lower = 0)",
                        ":fit --guide map --out=res --batch N=3 --entropy stl",
                        ":data y = [1, 2",
                        ": : data 'x y\" z",
                        "\uD83D\uDE00 ~ \uD835\uDC65 = ");
        for (String input : inputs) {
            for (int cursor = 0; cursor <= input.length(); cursor++) {
                Completions completions = session.complete(input, cursor);
                assertThat(completions.start()).isBetween(0, cursor);
                String word = input.substring(completions.start(), cursor);
                for (Candidate candidate : completions.candidates()) {
                    assertThat(
                                    Matching.begins(candidate.word(), word)
                                            || Matching.humps(candidate.word(), word))
                            .as("%s for '%s' in %s at %s", candidate, word, input, cursor)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void humps() {
        assertThat(Matching.humps("MultivariateNormal", "MuNo")).isTrue();
        assertThat(Matching.humps("MultivariateNormal", "mn")).isTrue();
        assertThat(Matching.humps("log_sum_exp", "lse")).isTrue();
        assertThat(Matching.humps("log_sum_exp", "les")).isFalse();
        assertThat(Matching.humps("Normal", "Nml")).isFalse();
    }
}
