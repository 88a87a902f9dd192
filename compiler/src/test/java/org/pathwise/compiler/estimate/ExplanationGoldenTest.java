package org.pathwise.compiler.estimate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.core.CoreProgram;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of the sites of scripts that have one of every form. */
final class ExplanationGoldenTest {
    static List<Path> scripts() {
        return Golden.explained();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void explanationIsAsBefore(Path script) {
        CoreProgram program = Plans.program(Golden.source(script));
        Plan plan = Estimate.plan(program);
        Golden.check(
                script,
                "explanation",
                plan.sites().stream()
                        .map(site -> site.latent().symbol().name())
                        .map(
                                name ->
                                        Explanation.of(program, plan, EstimateOptions.DEFAULT, name)
                                                .orElseThrow()
                                                .text())
                        .collect(Collectors.joining("\n")));
    }
}
