package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.runtime.diagnose.Verdict.Quality;
import org.pathwise.runtime.inference.FitResult.Outcome;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "CONVERGED, 0.3, GOOD",
        "CONVERGED, -Infinity, GOOD",
        "CONVERGED, 0.6, USABLE",
        "CONVERGED, 0.7, POOR",
        "CONVERGED, Infinity, POOR",
        "CONVERGED, NaN, USABLE",
        "OUT_OF_STEPS, 0.3, USABLE",
        "INTERRUPTED, 0.9, POOR",
        "FAILED, 0.3, POOR"
    })
    void judgesByOutcomeAndWeights(Outcome outcome, double kHat, Quality expected) {
        Verdict verdict = Verdict.of(outcome, kHat);
        assertThat(verdict.quality()).isEqualTo(expected);
        assertThat(verdict.text()).endsWith(".");
    }
}
