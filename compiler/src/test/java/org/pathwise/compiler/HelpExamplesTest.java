package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.LanguageWord;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.grammar.PathwiseLexer;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The examples that help shows are complete: each is a script, or the statement of one. */
final class HelpExamplesTest {
    private static final Set<String> ITEMS =
            Set.of("data", "const", "fn", "net", "distribution", "model", "guide", "generate");

    @ParameterizedTest
    @MethodSource
    void words(LanguageWord word) {
        checks(word.example());
        assertThat(word.example()).contains(word.word());
        assertThat(word.summary()).endsWith(".");
        assertThat(word.form()).contains(word.word());
    }

    static Stream<LanguageWord> words() {
        return Catalogue.words().stream();
    }

    @Test
    void everyKeywordIsThere() {
        List<String> words = Catalogue.words().stream().map(LanguageWord::word).toList();
        for (int type = PathwiseLexer.DATA; type <= PathwiseLexer.FALSE; type++) {
            assertThat(words)
                    .contains(PathwiseLexer.VOCABULARY.getLiteralName(type).replace("'", ""));
        }
    }

    @ParameterizedTest
    @MethodSource
    void distributions(Distribution distribution) {
        checks(distribution.text().example());
    }

    static Stream<Distribution> distributions() {
        return Catalogue.distributionNames().stream()
                .flatMap(name -> Catalogue.distributions(name).stream());
    }

    @ParameterizedTest
    @MethodSource
    void functions(BuiltIn function) {
        checks(function.example());
        String called = function.name().equals("neg") ? "-" : function.name();
        assertThat(function.example()).contains(called);
        assertThat(function.signature()).contains(called);
    }

    static Stream<BuiltIn> functions() {
        return Catalogue.functionNames().stream()
                .map(name -> Catalogue.function(name).orElseThrow());
    }

    private static void checks(String example) {
        boolean item = ITEMS.contains(example.split("\\W", 2)[0]);
        String script =
                item
                        ? example + (example.contains("model {") ? "\n" : "\nmodel { }\n")
                        : "model {\n" + example + "\n}\n";
        List<Diagnostic> errors =
                Compiler.check(new Source("example", script)).diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .toList();
        assertThat(errors).as(script).isEmpty();
    }
}
