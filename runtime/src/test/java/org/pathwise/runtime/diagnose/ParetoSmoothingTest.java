package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Reference values: ArviZ 0.23.4 ({@code _gpdfit} and {@code psislw}) on the same numbers. */
class ParetoSmoothingTest {
    /** The sample is the generalised Pareto quantiles at (i + 1/2) / n. */
    @ParameterizedTest
    @CsvSource({
        "0.3, 1, 100, 0.32899659821571575",
        "0.7, 2, 200, 0.689327067846025",
        "-0.3, 1, 50, -0.1199442312564722",
        "1.2, 10, 1000, 1.1909832620493175",
        "0.5, 1, 20, 0.5183798051331636"
    })
    void theShapeOfParetoQuantiles(double k, double sigma, int n, double expected) {
        double[] sample =
                IntStream.range(0, n)
                        .mapToDouble(i -> sigma * (Math.pow(1 - (i + 0.5) / n, -k) - 1) / k)
                        .toArray();
        assertThat(ParetoSmoothing.shape(sample)).isCloseTo(expected, within(1e-10));
    }

    /** Log ratios are a function of the Kronecker sequence of the golden ratio. */
    @ParameterizedTest
    @CsvSource({
        "half exponential, 1000, 0.470115468310364",
        "exponential, 1000, 0.8100408845419517",
        "linear, 1000, -0.7417189697380195",
        "square, 400, -1.4894390746300121",
        "half exponential, 100, 0.5137836036416321"
    })
    void kHatOfLogRatios(String kind, int n, double expected) {
        double[] ratios =
                IntStream.range(0, n)
                        .mapToDouble(i -> (i * 0.6180339887498949 % 1 + 0.5 / n) % 1)
                        .map(
                                u ->
                                        switch (kind) {
                                            case "half exponential" -> -0.5 * Math.log1p(-u);
                                            case "exponential" -> -0.9 * Math.log1p(-u);
                                            case "linear" -> 3 * u;
                                            default -> -4 * u * u;
                                        })
                        .toArray();
        assertThat(ParetoSmoothing.kHat(ratios)).isCloseTo(expected, within(1e-8));
        double[] shifted = Arrays.stream(ratios).map(r -> r - 5000).toArray();
        assertThat(ParetoSmoothing.kHat(shifted)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theEdges() {
        assertThat(ParetoSmoothing.kHat(new double[1000])).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ParetoSmoothing.kHat(new double[10])).isNaN();
        double[] broken = new double[1000];
        broken[3] = Double.NaN;
        assertThat(ParetoSmoothing.kHat(broken)).isEqualTo(Double.POSITIVE_INFINITY);
        double[] single = new double[1000];
        Arrays.fill(single, -1e6);
        single[5] = 0;
        assertThat(ParetoSmoothing.kHat(single)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
