package org.pathwise.repl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

final class DensityTest {
    /** Standard deviation 3.5355, quartiles 2 and 4. */
    private static final double[] FIVE = {4, 1, 10, 3, 2};

    private static final double BANDWIDTH_OF_FIVE = 0.9 * (2 / 1.34) * Math.pow(5, -0.2);

    private static final int MANY = 2000;

    /** The quantiles of a distribution at evenly spaced probabilities: a sample without noise. */
    private static double[] evenly(DoubleUnaryOperator quantile) {
        return IntStream.range(0, MANY)
                .mapToDouble(i -> quantile.applyAsDouble((i + 0.5) / MANY))
                .toArray();
    }

    private static double normal(double x, double sd) {
        return Math.exp(-0.5 * x * x / (sd * sd)) / (sd * Math.sqrt(2 * Math.PI));
    }

    private static double mass(Density density) {
        double sum = 0;
        for (int i = 1; i < density.x().length; i++) {
            sum +=
                    0.5
                            * (density.y()[i] + density.y()[i - 1])
                            * (density.x()[i] - density.x()[i - 1]);
        }
        return sum;
    }

    @Test
    void theBandwidthIsSilvermans() {
        double[] sorted = FIVE.clone();
        Arrays.sort(sorted);
        assertThat(Density.bandwidth(sorted)).isEqualTo(BANDWIDTH_OF_FIVE, within(1e-12));
        // Half of these are the same, so that the quartiles say nothing; the sd is sqrt(0.8).
        assertThat(Density.bandwidth(new double[] {0, 0, 0, 0, 2}))
                .isEqualTo(0.9 * Math.sqrt(0.8) * Math.pow(5, -0.2), within(1e-12));
    }

    @Test
    void isTheMeanOfKernels() {
        double[] shifted = Arrays.stream(FIVE).map(x -> x - 20).toArray();
        Density density = Density.of(shifted, Bounds.NONE);
        assertThat(density.bandwidth()).isEqualTo(BANDWIDTH_OF_FIVE, within(1e-12));
        for (int i = 0; i < density.x().length; i += 10) {
            double x = density.x()[i];
            double mean =
                    Arrays.stream(shifted)
                            .map(center -> normal(x - center, BANDWIDTH_OF_FIVE))
                            .average()
                            .orElseThrow();
            assertThat(density.y()[i]).isEqualTo(mean, within(1e-12));
        }
    }

    /** Kernels on the logarithms of log-normal draws: a log-normal with h^2 more variance. */
    @Test
    void ofPositiveDrawsNothingLeaksBelowZero() {
        double sd = 1.5;
        double[] draws = evenly(p -> Math.exp(sd * normalQuantile(p)));
        Density density = Density.of(draws, Bounds.POSITIVE);
        assertThat(density.x()[0]).isGreaterThan(0);
        double wider = Math.hypot(sd, density.bandwidth());
        for (int i = 0; i < density.x().length; i++) {
            double x = density.x()[i];
            double truth = normal(Math.log(x), wider) / x;
            assertThat(density.y()[i]).isEqualTo(truth, within(0.02 * truth + 1e-4));
        }
    }

    @Test
    void ofUnitDrawsNothingLeaksOverEitherEnd() {
        double[] draws = evenly(p -> 1 / (1 + Math.exp(-2 * normalQuantile(p))));
        Density density = Density.of(draws, Bounds.UNIT);
        assertThat(density.x()[0]).isGreaterThan(0);
        assertThat(density.x()[density.x().length - 1]).isLessThan(1);
        double wider = Math.hypot(2, density.bandwidth());
        for (int i = 0; i < density.x().length; i++) {
            double x = density.x()[i];
            double truth = normal(Math.log(x / (1 - x)), wider) / (x * (1 - x));
            assertThat(density.y()[i]).isEqualTo(truth, within(0.02 * truth));
        }
    }

    @Test
    void boundsOnOneSideMirrorEachOther() {
        double[] draws = evenly(p -> Math.exp(normalQuantile(p)));
        double[] below = Arrays.stream(draws).map(x -> 3 - x).toArray();
        Density above = Density.of(draws, Bounds.POSITIVE);
        Density mirrored = Density.of(below, new Bounds(Double.NEGATIVE_INFINITY, 3));
        int last = above.x().length - 1;
        for (int i = 0; i <= last; i++) {
            assertThat(mirrored.x()[last - i]).isEqualTo(3 - above.x()[i], within(1e-9));
            assertThat(mirrored.y()[last - i]).isEqualTo(above.y()[i], within(1e-9));
        }
    }

    /** An exponential density of undeclared support: mirrored at 0, it is flat there and whole. */
    @Test
    void undeclaredBoundsAreSeenInTheDraws() {
        Density density = Density.of(evenly(p -> -Math.log1p(-p)), Bounds.NONE);
        assertThat(density.x()[0]).isZero();
        assertThat(mass(density)).isEqualTo(0.995, within(0.01));
        Density uniform = Density.of(evenly(p -> p), Bounds.NONE);
        assertThat(uniform.x()[0]).isZero();
        assertThat(uniform.x()[120]).isEqualTo(1);
        for (double y : uniform.y()) {
            assertThat(y).isEqualTo(1, within(0.01));
        }
    }

    @Test
    void drawsFarFromZeroHaveNoBound() {
        double[] draws = evenly(p -> 10 + normalQuantile(p));
        Density density = Density.of(draws, Bounds.NONE);
        assertThat(density.x()[0]).isLessThan(8).isGreaterThan(6);
        assertThat(mass(density)).isEqualTo(0.995, within(0.01));
    }

    @Test
    void aDrawOnItsBoundIsNoInfinity() {
        double[] draws = evenly(p -> p < 0.02 ? 0 : -Math.log1p(-p));
        Density density = Density.of(draws, Bounds.POSITIVE);
        assertThat(density.y()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(density.x()[0]).isZero();
    }

    @Test
    void supportsImplyBounds() {
        assertThat(Bounds.ofSupport("positive")).isEqualTo(Bounds.POSITIVE);
        assertThat(Bounds.ofSupport("simplex")).isEqualTo(Bounds.UNIT);
        assertThat(Bounds.ofSupport("real")).isEqualTo(Bounds.NONE);
        assertThat(Bounds.ofSupport("{0,1}")).isEqualTo(Bounds.NONE);
        assertThat(Bounds.ofSupport("(-2.5, 4)")).isEqualTo(new Bounds(-2.5, 4));
        assertThat(Bounds.ofSupport("(0, upper)"))
                .isEqualTo(new Bounds(0, Double.POSITIVE_INFINITY));
    }

    /** By bisection of the distribution function, itself by Simpson's rule. */
    private static double normalQuantile(double p) {
        double low = -9;
        double high = 9;
        while (high - low > 1e-12) {
            double middle = 0.5 * (low + high);
            if (probability(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double probability(double x) {
        int steps = 200;
        double h = x / steps;
        double sum = normal(0, 1) + normal(x, 1);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * normal(i * h, 1);
        }
        return 0.5 + sum * h / 3;
    }
}
