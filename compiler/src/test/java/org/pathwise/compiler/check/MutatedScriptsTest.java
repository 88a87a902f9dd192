package org.pathwise.compiler.check;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Good scripts with a few words exchanged: whatever comes out, the checker answers with a program
 * or with errors.
 */
class MutatedScriptsTest {
    private static final int MUTANTS_OF_EACH = 150;
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z_]\\w*|\\d+(?:\\.\\d+)?|[-+*/^]|\\.\\.|[<>]");

    @Test
    void neverFails() {
        SplittableRandom random = new SplittableRandom(20_240_607);
        for (Path path : Golden.good()) {
            String text = Golden.source(path).text();
            for (int i = 0; i < MUTANTS_OF_EACH; i++) {
                check(path, mutate(text, random));
            }
        }
    }

    private static String mutate(String text, SplittableRandom random) {
        String mutant = text;
        for (int change = random.nextInt(1, 4); change > 0; change--) {
            List<int[]> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(mutant);
            while (matcher.find()) {
                words.add(new int[] {matcher.start(), matcher.end()});
            }
            int[] target = words.get(random.nextInt(words.size()));
            int[] other = words.get(random.nextInt(words.size()));
            mutant =
                    mutant.substring(0, target[0])
                            + mutant.substring(other[0], other[1])
                            + mutant.substring(target[1]);
        }
        return mutant;
    }

    private static void check(Path path, String text) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            Script script =
                    Parser.parse(new Source(path.getFileName().toString(), text), diagnostics);
            if (script != null) {
                Checker.check(script, diagnostics).ifPresent(Printer::print);
            }
            new DiagnosticRenderer(false).render(diagnostics);
        } catch (RuntimeException | StackOverflowError e) {
            fail("on this script:\n" + text, e);
        }
    }
}
