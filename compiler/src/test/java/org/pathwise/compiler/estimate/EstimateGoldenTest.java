package org.pathwise.compiler.estimate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The plan of good scripts (those with a {@code .plan.txt}), and of the scripts that were written
 * for their plan.
 */
final class EstimateGoldenTest {
    static Stream<Path> scripts() {
        return Stream.concat(Golden.good().stream(), Golden.plans().stream());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void planIsAsBefore(Path script) {
        Golden.check(script, "plan", Plans.text(Plans.program(Golden.source(script))));
    }
}
