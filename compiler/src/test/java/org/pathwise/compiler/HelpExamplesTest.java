package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.LanguageWord;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;

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
