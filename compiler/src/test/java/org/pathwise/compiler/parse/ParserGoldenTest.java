package org.pathwise.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.ast.AstPrinter;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tree of every good script and the messages of every bad one. */
class ParserGoldenTest {
    static List<Path> wellFormed() {
        return Stream.concat(Golden.good().stream(), Golden.later().stream()).toList();
    }

    static List<Path> malformed() {
        return Golden.bad("syntax");
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void parsesToTheTree(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        @Nullable Script script = Parser.parse(Golden.source(path), diagnostics);
        assertThat(new DiagnosticRenderer(false).render(diagnostics)).isEmpty();
        assertThat(script).isNotNull();
        Golden.check(path, "ast", AstPrinter.print(script));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void reportsTheMistakes(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(Parser.parse(Golden.source(path), diagnostics)).isNull();
        assertThat(diagnostics.hasErrors()).isTrue();
        Golden.check(path, "diagnostics", new DiagnosticRenderer(false).render(diagnostics));
    }
}
