package org.pathwise.repl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

final class MarginalTest {
    private static double[] draws(int count, IntToDoubleFunction draw) {
        return IntStream.range(0, count).mapToDouble(draw).toArray();
    }

    @Test
    void wholeNumbersAreBars() {
        assertThat(Marginal.of(draws(100, i -> i % 4 == 0 ? 1 : 0), Bounds.NONE))
                .isInstanceOfSatisfying(
                        Marginal.Bars.class,
                        bars -> {
                            assertThat(bars.shares()).containsOnlyKeys(0.0, 1.0);
                            assertThat(bars.shares().get(1.0)).isEqualTo(0.25, within(1e-12));
                        });
    }

    @Test
    void manyCountsAreACurve() {
        assertThat(Marginal.of(draws(500, i -> i % 50), Bounds.NONE))
                .isInstanceOfSatisfying(
                        Marginal.Curve.class, curve -> assertThat(curve.atoms()).isEmpty());
    }

    /** A spike and slab: 60 of 100 draws are exactly zero. */
    @Test
    void aValueThatRepeatsIsAnAtom() {
        assertThat(Marginal.of(draws(1000, i -> i % 5 < 3 ? 0 : 1 + i * 1e-3), Bounds.NONE))
                .isInstanceOfSatisfying(
                        Marginal.Curve.class,
                        curve -> {
                            assertThat(curve.share()).isEqualTo(0.4, within(1e-12));
                            assertThat(curve.atoms()).containsOnlyKeys(0.0);
                            assertThat(curve.atoms().get(0.0)).isEqualTo(0.6, within(1e-9));
                            // The slab begins at 1, and its kernels do not know of the spike.
                            assertThat(curve.density().x()[0]).isGreaterThan(0.5);
                        });
    }

    @Test
    void oneValueHasNoDensity() {
        assertThat(Marginal.of(draws(100, _ -> 2.5), Bounds.NONE))
                .isEqualTo(new Marginal.Constant(2.5));
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        assertThat(Marginal.of(new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY}, Bounds.NONE))
                .isEqualTo(new Marginal.Constant(1));
        assertThat(Marginal.of(new double[] {Double.NaN}, Bounds.NONE))
                .isEqualTo(new Marginal.Unknown());
        assertThat(Marginal.of(new double[0], Bounds.NONE)).isEqualTo(new Marginal.Unknown());
    }

    @Test
    void fewDrawsSayLittle() {
        assertThat(Marginal.of(draws(10, i -> i + 0.5), Bounds.NONE))
                .isInstanceOf(Marginal.Bars.class);
        assertThat(Marginal.of(draws(2, i -> i), Bounds.NONE))
                .isEqualTo(new Marginal.Bars(Map.of(0.0, 0.5, 1.0, 0.5)));
    }

    /** x has ranks 1, 2.5, 2.5, 4; y has 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5). */
    @Test
    void rankCorrelations() {
        double[] x = {1, 2, 2, 3};
        double[] y = {-5, 7, 0, 1000};
        assertThat(RankCorrelation.of(x, y)).isEqualTo(4.5 / Math.sqrt(22.5), within(1e-12));
        assertThat(RankCorrelation.of(y, y)).isEqualTo(1, within(1e-12));
        assertThat(RankCorrelation.of(y, new double[] {3, 1, 2, 0})).isEqualTo(-1, within(1e-12));
        assertThat(RankCorrelation.of(x, new double[] {1, 1, 1, 1})).isNaN();
        assertThat(RankCorrelation.of(x, new double[] {1, 2, 3, Double.NaN})).isNaN();
    }
}
