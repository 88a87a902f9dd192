package org.pathwise.runtime.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.runtime.diagnose.Verdict.Quality;
import org.pathwise.runtime.inference.FitResult.Outcome;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.List;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "CONVERGED, 0.3, 0.5, GOOD",
        "CONVERGED, -Infinity, 0.5, GOOD",
        "CONVERGED, 0.6, 0.5, USABLE",
        "CONVERGED, 0.7, 0.5, POOR",
        "CONVERGED, Infinity, 0.5, POOR",
        "CONVERGED, NaN, 0.5, USABLE",
        "CONVERGED, 0.9, 0.003, USABLE",
        "CONVERGED, 0.3, 0.003, GOOD",
        "OUT_OF_STEPS, 0.3, 0.5, USABLE",
        "INTERRUPTED, 0.9, 0.5, POOR",
        "FAILED, 0.3, 0.5, POOR"
    })
    void judgesByOutcomeAndWeights(
            Outcome outcome, double kHat, double divergence, Quality expected) {
        Verdict verdict = Verdict.of(outcome, kHat, divergence);
        assertThat(verdict.quality()).isEqualTo(expected);
        assertThat(verdict.text()).endsWith(".");
    }

    /** Weights 1 and e: the evidence estimate is log((1 + e) / 2), the mean log weight one half. */
    @Test
    void theDivergenceIsTheGapBelowTheEvidence() {
        var quantities = List.of(new Quantity("x", Quantity.Kind.LATENT, List.of()));
        var draws =
                new PosteriorDraws(
                        quantities, 2, new double[2], new double[] {3, 4}, new double[] {3, 3});
        assertThat(draws.divergence()).isCloseTo(Math.log((1 + Math.E) / 2) - 0.5, within(1e-14));
    }
}
