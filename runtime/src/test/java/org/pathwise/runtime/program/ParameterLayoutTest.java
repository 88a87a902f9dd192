package org.pathwise.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ParameterLayoutTest {
    private static final int COUNT = 10_000;

    private static final ParameterLayout LAYOUT =
            new ParameterLayout(
                    List.of(
                            new ParameterLayout.Block("m", List.of(2), 0, List.of(0.5, -1.0)),
                            new ParameterLayout.Block(
                                    "f.1.weight",
                                    List.of(100, 100),
                                    2,
                                    Collections.nCopies(COUNT, 0.0),
                                    0.1,
                                    Optional.empty())));

    @Test
    void startsAtRandomWhereAsked() {
        double[] values = LAYOUT.initialValues(3);
        assertThat(Arrays.copyOf(values, 2)).containsExactly(0.5, -1.0);
        double[] weights = Arrays.copyOfRange(values, 2, values.length);
        double mean = Arrays.stream(weights).average().orElseThrow();
        double variance = Arrays.stream(weights).map(w -> w * w).sum() / COUNT;
        assertThat(mean).isCloseTo(0, within(5 * 0.1 / Math.sqrt(COUNT)));
        assertThat(variance).isCloseTo(0.01, within(5 * 0.01 * Math.sqrt(2.0 / COUNT)));
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(LAYOUT.initialValues(3)).isEqualTo(LAYOUT.initialValues(3));
        assertThat(LAYOUT.initialValues(4)[2]).isNotEqualTo(LAYOUT.initialValues(3)[2]);
    }

    @Test
    void readsTheDrawnRowsOnly() {
        ParameterLayout layout =
                new ParameterLayout(
                        List.of(
                                new ParameterLayout.Block(
                                        "z.loc",
                                        List.of(5, 2),
                                        0,
                                        Collections.nCopies(10, 0.0),
                                        0,
                                        Optional.of("N")),
                                new ParameterLayout.Block("m", List.of(), 10, List.of(0.0))));
        assertThat(layout.size()).isEqualTo(11);
        assertThat(layout.stepSize(Map.of("N", 3))).isEqualTo(7);
    }
}
