package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;
import org.pathwise.runtime.random.RandomStream;

import java.util.List;
import java.util.Set;

final class ComponentUsageTest {
    private static PosteriorDraws draws(int count, List<Quantity> quantities, double[] values) {
        return new PosteriorDraws(quantities, count, values, new double[count], new double[count]);
    }

    /** Rows with the draws 1, 3 and 5, 7: means 2 and 6, of variance 8; variances 2 and 2. */
    @Test
    void takesTheDrawsPartAway() {
        Quantity other = new Quantity("mu", Quantity.Kind.LATENT, List.of());
        Quantity z = new Quantity("z", Quantity.Kind.LATENT, List.of(2, 1));
        PosteriorDraws draws = draws(2, List.of(other, z), new double[] {100, 1, 5, -100, 3, 7});
        List<ComponentUsage> usages = ComponentUsage.of(draws, Set.of("z"));
        assertThat(usages).hasSize(1);
        assertThat(usages.getFirst().variances()).containsExactly(8 - 2.0 / 2);
        assertThat(usages.getFirst().scale()).isEqualTo(7 + 2);
        assertThat(usages.getFirst().inUse()).isEqualTo(1);
    }

    /**
     * Components whose posterior means have the variances 0.8, 0, 0.1 over the rows and that have
     * variance 1 in all; the second says nothing of the rows.
     */
    @Test
    void findsTheComponentsThatDifferFromRowToRow() {
        double[] between = {0.8, 0, 0.1};
        int rows = 2000;
        int count = 20;
        Quantity z = new Quantity("z", Quantity.Kind.LATENT, List.of(rows, 3));
        double[] means = new double[rows * 3];
        double[] values = new double[count * rows * 3];
        new RandomStream(1, 0, 0, 0).fillNormal(means, 0, 1, means.length);
        new RandomStream(1, 0, 0, 1).fillNormal(values, 0, 1, values.length);
        for (int i = 0; i < values.length; i++) {
            double variance = between[i % 3];
            values[i] =
                    Math.sqrt(variance) * means[i % means.length]
                            + Math.sqrt(1 - variance) * values[i];
        }
        ComponentUsage usage =
                ComponentUsage.of(draws(count, List.of(z), values), Set.of("z")).getFirst();
        for (int c = 0; c < 3; c++) {
            double whole = between[c] + (1 - between[c]) / count;
            // The variance of a sample variance of rows normal numbers, five times.
            assertThat(usage.variances()[c])
                    .isCloseTo(between[c], within(5 * whole * Math.sqrt(2.0 / rows)));
        }
        assertThat(usage.inUse()).isEqualTo(2);
        assertThat(usage.rows()).isEqualTo(rows);
    }

    /** Shares of a simplex are far below 1, and differ from row to row all the same. */
    @Test
    void theLimitIsRelative() {
        int rows = 100;
        Quantity z = new Quantity("z", Quantity.Kind.LATENT, List.of(rows, 2));
        double[] values = new double[2 * rows * 2];
        for (int d = 0; d < 2; d++) {
            for (int r = 0; r < rows; r++) {
                values[(d * rows + r) * 2] = 1e-3 * r;
                values[(d * rows + r) * 2 + 1] = 1e-3 * d;
            }
        }
        ComponentUsage usage =
                ComponentUsage.of(draws(2, List.of(z), values), Set.of("z")).getFirst();
        assertThat(usage.inUse()).isEqualTo(1);
        assertThat(usage.variances()[0]).isLessThan(ComponentUsage.LIMIT);
    }

    @Test
    void leavesOutWhatHasNoRows() {
        Quantity z = new Quantity("z", Quantity.Kind.LATENT, List.of(1, 2));
        assertThat(ComponentUsage.of(draws(2, List.of(z), new double[4]), Set.of("z"))).isEmpty();
        Quantity y = new Quantity("y", Quantity.Kind.LATENT, List.of(2, 2));
        assertThat(ComponentUsage.of(draws(1, List.of(y), new double[4]), Set.of("y"))).isEmpty();
        assertThat(ComponentUsage.of(draws(2, List.of(y), new double[8]), Set.of("z"))).isEmpty();
    }
}
