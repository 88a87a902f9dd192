package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.source.Source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/language.md} says what is there. */
final class LanguageReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "language.md");

    @Test
    void namesEveryFunction() throws IOException {
        String reference = Files.readString(REFERENCE);
        String functions =
                reference.substring(
                        reference.indexOf("### Functions"), reference.indexOf("## Guides"));
        Stream<String> named =
                Catalogue.functionNames().stream().filter(name -> name.matches("[A-Za-z]\\w*"));
        assertThat(named.filter(name -> !List.of("and", "or", "not", "neg").contains(name)))
                .allSatisfy(name -> assertThat(functions).containsPattern("`" + name + "[`(]"));
    }

    @Test
    void firstProgramIsRight() throws IOException {
        Matcher block =
                Pattern.compile("## A first program\\s+```\\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(REFERENCE));
        assertThat(block.find()).isTrue();
        CheckedScript checked = Compiler.check(new Source("language.md", block.group(1)));
        assertThat(checked.diagnostics()).isEmpty();
    }
}
