package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SummaryTest {
    /** Reference: NumPy 2.4.6, std with ddof = 1, quantile with its default method. */
    @Test
    void agreesWithNumPy() {
        Summary summary = Summary.of(new double[] {2.5, -1, 7, 3, 3, 9.25, 0.125});
        assertThat(summary.mean()).isCloseTo(3.4107142857142856, within(1e-14));
        assertThat(summary.sd()).isCloseTo(3.6147227055605855, within(1e-14));
        assertThat(summary.q05()).isCloseTo(-0.6625, within(1e-14));
        assertThat(summary.q50()).isEqualTo(3.0);
        assertThat(summary.q95()).isCloseTo(8.575, within(1e-14));
    }

    @Test
    void infiniteAndMissingValues() {
        assertThat(Summary.of(new double[] {1, Double.NaN}).q50()).isNaN();
        assertThat(Summary.of(new double[] {}).mean()).isNaN();
        Summary infinite = Summary.of(new double[] {Double.POSITIVE_INFINITY, 1, 2});
        assertThat(infinite.q50()).isEqualTo(2);
        assertThat(Summary.of(new double[] {4}).q95()).isEqualTo(4);
    }
}
