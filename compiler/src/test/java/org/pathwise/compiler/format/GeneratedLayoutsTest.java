package org.pathwise.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.grammar.PathwiseLexer;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Every script there is, with space, line ends and comments put in and taken out wherever that
 * leaves it the same script.
 */
class GeneratedLayoutsTest {
    private static final int CHANGES = 40;

    /** What goes between two tokens; # becomes a number, so that each comment is another. */
    private static final List<String> SPACES =
            List.of(
                    "",
                    " ",
                    "\t  ",
                    "\n",
                    "\n\n\n",
                    "\r\n ",
                    " // c#\n",
                    "// c#  \n\n",
                    "\n// c#\n",
                    "\n\n  // c#\n\n // and c#\n",
                    "/* c# */",
                    " /* c# */ /* and c# */ ",
                    "\n/* c# */ ",
                    " /* c# */\n",
                    " /* c#\n  \n\t\t   more\n of it */ ",
                    "\n    /* c#\n     * more\n     */\n",
                    " /* c# */ // and c#\n");

    static List<Path> scripts() {
        return Stream.of(
                        Golden.good(),
                        Golden.later(),
                        Golden.plans(),
                        Golden.explained(),
                        Golden.unformatted())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsAsTheyAre(Path path) {
        String laidOut = Layouts.checked(path.toString(), Golden.source(path).text());
        assertThat(laidOut.lines().filter(line -> line.replaceAll(" *//.*", "").length() > 100))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsWithSpaceAndCommentsAnywhere(Path path) {
        changes(path, 1);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsWithManyKindsOfSpaceAndComments(Path path) {
        changes(path, 30);
    }

    private static void changes(Path path, int rounds) {
        SplittableRandom random = new SplittableRandom(path.getFileName().toString().hashCode());
        String text = Golden.source(path).text();
        for (int i = 0; i < rounds; i++) {
            Layouts.checked(path.toString(), changed(text, random));
            String longer = lengthened(text, random);
            Layouts.checked(path.toString(), longer);
            Layouts.checked(path.toString(), changed(longer, random));
        }
    }

    @Test
    void changesAreOfEveryKind() {
        String text = "model {\n  y ~ Normal(a + b, c[1, 2])\n}\n";
        SplittableRandom random = new SplittableRandom(1);
        String all =
                Stream.generate(() -> changed(text, random)).limit(50).reduce("", String::concat);
        String unnumbered = all.replaceAll("c[0-9]+", "c#");
        assertThat(SPACES).allSatisfy(space -> assertThat(unnumbered).contains(space));
    }

    /** Puts something else between two tokens, again and again, where the tree stays the same. */
    private static String changed(String original, SplittableRandom random) {
        String tree = Objects.requireNonNull(Layouts.tree(original));
        String text = original;
        int comments = 0;
        for (int i = 0; i < CHANGES; i++) {
            List<? extends Token> tokens =
                    Layouts.tokens(text).stream()
                            .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                            .toList();
            int start = tokens.get(random.nextInt(tokens.size())).getStartIndex();
            String space =
                    SPACES.get(random.nextInt(SPACES.size()))
                            .replace("#", String.valueOf(comments++));
            int cut = start;
            if (random.nextInt(3) == 0) {
                while (cut > 0 && Character.isWhitespace(text.charAt(cut - 1))) {
                    cut--;
                }
            }
            String next = text.substring(0, cut) + space + text.substring(start);
            boolean same =
                    tree.equals(Layouts.tree(next))
                            && Layouts.comments(next).size() >= Layouts.comments(text).size();
            text = same ? next : text;
        }
        return text;
    }

    /** Makes names long, so that lines must be broken. */
    private static String lengthened(String text, SplittableRandom random) {
        StringBuilder longer = new StringBuilder();
        int done = 0;
        for (Token token : Layouts.tokens(text)) {
            if (token.getType() == PathwiseLexer.NAME && random.nextInt(2) == 0) {
                longer.append(text, done, token.getStopIndex() + 1)
                        .append("_called")
                        .repeat("_so", random.nextInt(12));
                done = token.getStopIndex() + 1;
            }
        }
        return longer.append(text, done, text.length()).toString();
    }
}
