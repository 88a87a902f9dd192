package org.pathwise.compiler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;

import java.nio.file.Path;
import java.util.List;

/** What is said of sites that cannot be summed out. */
class MarginalGoldenTest {
    static List<Path> scripts() {
        return Golden.bad("marginal");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void reportsTheMistakes(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        Estimate.plan(Plans.program(Golden.source(path)), EstimateOptions.DEFAULT, diagnostics);
        assertThat(diagnostics.hasErrors()).isTrue();
        Golden.check(path, "diagnostics", new DiagnosticRenderer(false).render(diagnostics));
    }
}
