package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.estimate.PlanPrinter;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.runtime.io.MissingValues;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of programs whose data has missing values, and what is said where it cannot be. */
final class MissingGoldenTest {
    static List<Path> good() {
        return Golden.missing();
    }

    static List<Path> bad() {
        return Golden.wronglyMissing();
    }

    private static CheckedScript.Bound bind(Path script) {
        CheckedScript checked = Compiler.check(Golden.source(script));
        assertThat(checked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        return checked.bind(Golden.data(script).orElseThrow(), Map.of());
    }

    private static String render(List<Diagnostic> said) {
        Diagnostics diagnostics = new Diagnostics();
        said.forEach(diagnostics::report);
        return new DiagnosticRenderer(false).render(diagnostics);
    }

    @ParameterizedTest
    @MethodSource("good")
    void becomesAProgramWithoutGaps(Path script) {
        CheckedScript.Bound bound = bind(script);
        assertThat(bound.model()).as(render(bound.diagnostics())).isPresent();
        BoundModel model = bound.model().orElseThrow();
        String report =
                model.missing().stream()
                        .map(MissingValues::text)
                        .collect(Collectors.joining("\n", "", "\n\n"));
        Golden.check(
                script,
                "missing",
                render(bound.diagnostics())
                        + report
                        + Printer.print(model.core())
                        + "\n"
                        + PlanPrinter.print(model.plan()));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(Path script) {
        CheckedScript.Bound bound = bind(script);
        assertThat(bound.model()).isEmpty();
        Golden.check(script, "diagnostics", render(bound.diagnostics()));
    }
}
