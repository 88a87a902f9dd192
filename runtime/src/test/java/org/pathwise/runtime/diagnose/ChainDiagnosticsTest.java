package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class ChainDiagnosticsTest {
    /**
     * Reference: ArviZ 0.23.4, {@code rhat(method="split")} and {@code ess(method="mean")}, on the
     * same numbers; ArviZ gives no R-hat for one chain.
     */
    @ParameterizedTest
    @CsvSource({
        "4, 250, 0.0, 0.0, 1.000258068079813, 1098.433833526099",
        "4, 250, 0.9, 0.0, 1.071572825128039, 58.81418777621479",
        "2, 501, -0.5, 0.0, 0.9983931446158645, 3000.0",
        "4, 100, 0.5, 0.3, 1.5061536222244902, 7.9506188516069205",
        "1, 1000, 0.7, 0.0, , 148.91187855888973",
        "3, 8, 0.2, 0.1, 1.0193072523789803, 33.12506980107854"
    })
    void agreesWithArviz(int chains, int draws, double phi, double shift, Double rhat, double ess) {
        double[][] x = autoregressive(chains, draws, phi, shift);
        if (rhat != null) {
            assertThat(ChainDiagnostics.splitRhat(x)).isCloseTo(rhat, within(1e-10));
        }
        assertThat(ChainDiagnostics.effectiveSampleSize(x)).isCloseTo(ess, within(1e-8 * ess));
    }

    /**
     * First-order autoregressive chains, driven by the minimal standard generator (16807 modulo
     * 2^31 - 1).
     */
    private static double[][] autoregressive(int chains, int draws, double phi, double shift) {
        double[][] x = new double[chains][draws];
        long state = 12345;
        for (int c = 0; c < chains; c++) {
            double s = 0;
            for (int i = 0; i < draws; i++) {
                state = state * 16807 % 2147483647;
                s = phi * s + (state / 2147483647.0 - 0.5);
                x[c][i] = s + shift * c;
            }
        }
        return x;
    }

    @Test
    void theEdges() {
        assertThat(ChainDiagnostics.splitRhat(new double[][] {{1, 2, 3}})).isNaN();
        assertThat(ChainDiagnostics.effectiveSampleSize(new double[][] {{1, 2, Double.NaN, 4}}))
                .isNaN();
        double[][] constant = {new double[10], new double[10]};
        assertThat(ChainDiagnostics.splitRhat(constant)).isNaN();
        assertThat(ChainDiagnostics.effectiveSampleSize(constant)).isEqualTo(20);
        double[] drift = new double[100];
        Arrays.setAll(drift, i -> i);
        assertThat(ChainDiagnostics.splitRhat(new double[][] {drift})).isGreaterThan(2);
        assertThatThrownBy(
                        () ->
                                ChainDiagnostics.splitRhat(
                                        new double[][] {{1, 2, 3, 4}, {1, 2, 3, 4, 5}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
