package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.List;

final class NoiseFillerTest {
    private static final int ELEMENTS = 20_000;

    /**
     * Coupled noise is uniform for each particle; two particles are both below {@code r} with the
     * probability that the Dirichlet copula gives.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void couplesParticles(int particles) {
        NoiseLayout.Block block =
                new NoiseLayout.Block(
                        "z", 0, NoiseLayout.Kind.UNIFORM, 0, ELEMENTS, 1, particles, true);
        NoiseLayout layout = new NoiseLayout(particles, List.of(block));
        double[] noise = new double[layout.size()];
        new NoiseFiller(layout, 7).fill(noise, 0, 0);
        for (double r : new double[] {0.1, 0.3, 0.5}) {
            int first = 0;
            int both = 0;
            for (int e = 0; e < ELEMENTS; e++) {
                boolean one = noise[e * particles] < r;
                boolean other = noise[e * particles + 1] < r;
                first += one ? 1 : 0;
                both += one && other ? 1 : 0;
            }
            double expected =
                    Math.pow(
                            Math.max(0, 2 * Math.pow(r, 1.0 / (particles - 1)) - 1), particles - 1);
            assertThat((double) first / ELEMENTS)
                    .isCloseTo(r, within(5 * Math.sqrt(r * (1 - r) / ELEMENTS)));
            assertThat((double) both / ELEMENTS)
                    .isCloseTo(
                            expected, within(5 * Math.sqrt(expected * (1 - expected) / ELEMENTS)));
        }
        assertThat(noise).doesNotContain(0, 1);
    }
}
