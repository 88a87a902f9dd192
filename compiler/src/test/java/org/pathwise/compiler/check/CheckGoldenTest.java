package org.pathwise.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The typed program of every good script, and what the checker says of every bad or doubtful one.
 */
class CheckGoldenTest {
    static final List<String> TOPICS =
            List.of("names", "types", "draws", "distributions", "compound", "blocks", "guide");

    static List<Path> good() {
        return Golden.good();
    }

    static List<Path> doubtful() {
        return Golden.bad("doubtful");
    }

    static List<Path> bad() {
        return Stream.concat(
                        TOPICS.stream().flatMap(topic -> Golden.bad(topic).stream()),
                        Golden.later().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("good")
    void elaboratesToTheTypedProgram(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<CoreProgram> program = check(path, diagnostics);
        assertThat(diagnostics.hasErrors()).as(render(diagnostics)).isFalse();
        Golden.check(path, "core", render(diagnostics) + Printer.print(program.orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void warns(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(check(path, diagnostics)).isPresent();
        assertThat(diagnostics.isEmpty()).isFalse();
        Golden.check(path, "diagnostics", render(diagnostics));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void reportsTheMistakes(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(check(path, diagnostics)).isEmpty();
        assertThat(diagnostics.hasErrors()).isTrue();
        Golden.check(path, "diagnostics", render(diagnostics));
    }

    private static Optional<CoreProgram> check(Path path, Diagnostics diagnostics) {
        Script script = Parser.parse(Golden.source(path), diagnostics);
        assertThat(script).as(render(diagnostics)).isNotNull();
        return script == null ? Optional.empty() : Checker.check(script, diagnostics);
    }

    private static String render(Diagnostics diagnostics) {
        return new DiagnosticRenderer(false).render(diagnostics);
    }
}
