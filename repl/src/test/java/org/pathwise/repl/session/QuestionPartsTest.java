package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** The small parts of answers. */
final class QuestionPartsTest {
    @Test
    void frequencyHasItsBinomialError() {
        double[] values = new double[400];
        Arrays.fill(values, 0, 100, 1);
        Frequency frequency = Frequency.of(values);
        assertThat(frequency).isEqualTo(new Frequency(100, 400));
        assertThat(frequency.standardError()).isEqualTo(Math.sqrt(0.25 * 0.75 / 400));
        assertThat(frequency.probability()).isEqualTo("0.250");
        assertThat(frequency.error()).isEqualTo("Monte Carlo error 0.022, 400 draws");
    }

    @Test
    void neverAndAlwaysHaveABound() {
        Frequency never = new Frequency(0, 1000);
        // At the bound, no draw of 1000 has it with a probability of 5%.
        assertThat(Math.pow(1 - never.bound(), 1000)).isCloseTo(0.05, within(1e-12));
        assertThat(never.error())
                .isEqualTo("none of 1,000 draws; below 0.0030 with 95% confidence");
        assertThat(new Frequency(1000, 1000).error())
                .isEqualTo("all of 1,000 draws; above 0.9970 with 95% confidence");
    }

    @Test
    void correlationIsPearsons() {
        double[] x = {1, 2, 3, 4};
        assertThat(Correlation.of(x, new double[] {2, 4, 6, 8})).isCloseTo(1, within(1e-15));
        assertThat(Correlation.of(x, new double[] {4, 3, 2, 1})).isCloseTo(-1, within(1e-15));
        // Deviations -1.5, -.5, .5, 1.5 and -1, 0, -1, 2: 4 / sqrt(5 * 6).
        assertThat(Correlation.of(x, new double[] {1, 2, 1, 4}))
                .isCloseTo(4 / Math.sqrt(30), within(1e-15));
        assertThat(Correlation.of(x, new double[] {1, 1, 1, 1})).isNaN();
        assertThat(Correlation.of(x, new double[] {1, Double.NaN, 1, 1})).isNaN();
    }

    @Test
    void changesOfLinesAreAsFewAsPossible() {
        assertThat(LineChanges.of(List.of("a", "b", "c"), List.of("a", "x", "c", "d")))
                .containsExactly("- b", "+ x", "+ d");
        assertThat(LineChanges.of(List.of("a", "b"), List.of("a", "b"))).isEmpty();
        assertThat(LineChanges.of(List.of(), List.of("a"))).containsExactly("+ a");
        assertThat(LineChanges.of(List.of("a", "a", "b"), List.of("a", "b")))
                .containsExactly("- a");
    }

    @Test
    void probabilitiesAreRecognised() {
        assertThat(inside("P(a > 0)")).isEqualTo("a > 0");
        assertThat(inside(" P ( (a) > f(b) ) // sure")).isEqualTo(" (a) > f(b) ");
        assertThat(inside("P(a) - P(b)")).isEmpty();
        assertThat(inside("P[1] > 0")).isEmpty();
        assertThat(Probability.isPart(Written.alone("1 - P(b)"), SessionScript.EMPTY)).isTrue();
        assertThat(Probability.isPart(Written.alone("P[1]"), SessionScript.EMPTY)).isFalse();
    }

    private static String inside(String text) {
        return Probability.inside(Written.alone(text), SessionScript.EMPTY)
                .map(Written::text)
                .orElse("");
    }
}
