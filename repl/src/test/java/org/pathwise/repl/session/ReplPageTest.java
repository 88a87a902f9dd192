package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.text.Style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The session that {@code docs/repl.md} shows, block by block, is one that happens so, apart from
 * its times. {@code -Dgolden.update=true} writes the replies anew.
 */
final class ReplPageTest {
    private static final Path PAGE = Path.of("..", "docs", "repl.md");
    private static final Path SCHOOLS = Path.of("..", "examples", "eight-schools", "data.json");
    private static final String PROMPT = "pathwise> ";
    private static final String CONTINUED = "        > ";
    private static final String FENCE = "```";
    private static final String TIMES = "\\b\\d+\\.\\d\\d s\\b";

    @TempDir private Path directory = Path.of("");

    @Test
    void isWhatASessionSays() throws IOException {
        Files.copy(SCHOOLS, directory.resolve("schools.json"));
        Session session =
                new Session(
                        new Surroundings(
                                Style.PLAIN,
                                directory,
                                () -> FitWatch.NONE,
                                (bug, _) -> {
                                    throw new AssertionError(bug);
                                }));
        String page = Files.readString(PAGE);
        String actual = replayed(page.lines().toList(), session);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, actual);
        }
        assertThat(actual.replaceAll(TIMES, "T s"))
                .isEqualTo(Files.readString(PAGE).replaceAll(TIMES, "T s"));
    }

    /**
     * The page with the session's replies below what is typed in blocks that begin with a prompt.
     */
    private String replayed(List<String> lines, Session session) {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals(FENCE)) {
                inside = !inside && i + 1 < lines.size() && lines.get(i + 1).startsWith(PROMPT);
            }
            if (!inside || line.equals(FENCE)) {
                text.append(line).append('\n');
            } else if (line.startsWith(PROMPT)) {
                text.append(line).append('\n');
                StringBuilder input = new StringBuilder(line.substring(PROMPT.length()));
                while (i + 1 < lines.size() && lines.get(i + 1).startsWith(CONTINUED)) {
                    line = lines.get(++i);
                    text.append(line).append('\n');
                    input.append('\n').append(line.substring(CONTINUED.length()));
                }
                text.append(
                        session.reply(input.toString())
                                .text()
                                .replace(directory.toString() + "/", ""));
            }
        }
        return text.toString();
    }
}
