package org.pathwise.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.runtime.math.BetaTails;
import org.pathwise.runtime.math.GammaFunctions;
import org.pathwise.runtime.math.GammaImplicit;
import org.pathwise.runtime.math.IncompleteFunctions;
import org.pathwise.runtime.math.StudentTails;
import org.pathwise.runtime.math.VonMises;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

class SamplersTest {
    private static final int COUNT = 100_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.99, 1, 1.7, 10, 1000, 1e6})
    void gammaFits(double alpha) {
        double[] sample = sample(u -> Samplers.gammaDraw(u, alpha));
        GoodnessOfFit.assertContinuous(sample, z -> IncompleteFunctions.gammaP(alpha, z));
    }

    /**
     * For tiny alpha, alpha log z + log Gamma(alpha + 1) is minus Exponential(1) but for O(alpha)
     * at the top.
     */
    @Test
    void logGammaOfTinyShapeStaysFinite() {
        double alpha = 1e-3;
        double[] sample = sample(u -> Samplers.logGammaDraw(u, alpha));
        assertThat(Arrays.stream(sample).min().orElseThrow()).isFinite().isLessThan(-5000);
        GoodnessOfFit.assertContinuous(
                sample,
                logZ ->
                        logZ < -30
                                ? Math.exp(alpha * logZ - GammaFunctions.lgamma(alpha + 1))
                                : IncompleteFunctions.gammaP(alpha, Math.exp(logZ)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-10, 0.1, 1, 4, 100, 1e6, 1e12})
    void vonMisesFits(double kappa) {
        double[] sample = sample(u -> Samplers.vonMisesDraw(u, kappa));
        GoodnessOfFit.assertContinuous(sample, y -> Math.exp(VonMises.logCdf(y, kappa)));
    }

    @ParameterizedTest
    @CsvSource({"1e-3,1e-3", "1e-3,2", "0.3,0.7", "1,1", "5,0.05", "2.5,40", "1e6,3", "1e6,1e6"})
    void logitBetaFits(double a, double b) {
        double[] sample = sample(u -> Samplers.logitBetaDraw(u, a, b));
        assertThat(Arrays.stream(sample)).allMatch(z -> z != 0 && Double.isFinite(z));
        GoodnessOfFit.assertContinuous(sample, z -> Math.exp(BetaTails.logLower(z, a, b)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.4, 1, 2.7, 30, 1e6})
    void studentTFits(double nu) {
        double[] sample = sample(u -> Samplers.studentTDraw(u, nu));
        GoodnessOfFit.assertContinuous(sample, t -> Math.exp(StudentTails.logLower(t, nu)));
    }

    /** Where a draw is beyond the range of a double, so is its derivative, and neither is NaN. */
    @Test
    void studentTOfTinyDegreesOfFreedomStaysFinite() {
        for (double t : sample(u -> Samplers.studentTDraw(u, 1e-3))) {
            assertThat(t).isFinite();
            assertThat(StudentTails.derivative(t, 1e-3)).isFinite();
        }
    }

    /**
     * The mean of a draw's derivative is the derivative of the mean of the draw: E log z =
     * digamma(alpha) for Gamma, E logit z = digamma(a) - digamma(b) for Beta, and E log |t| = (log
     * nu + digamma(1/2) - digamma(nu/2)) / 2 for Student's t.
     */
    @ParameterizedTest
    @CsvSource({"0.05,2", "0.6,0.3", "3,1", "50,0.7", "1e5,40"})
    void derivativesAverageToThoseOfTheMeans(double a, double b) {
        assertMean(
                sample(u -> GammaImplicit.logDerivative(Samplers.logGammaDraw(u, a), a)),
                GammaFunctions.trigamma(a));
        assertMean(
                sample(u -> BetaTails.logitDerivative(Samplers.logitBetaDraw(u, a, b), a, b)),
                GammaFunctions.trigamma(a));
        assertMean(
                sample(u -> -BetaTails.logitDerivative(-Samplers.logitBetaDraw(u, a, b), b, a)),
                -GammaFunctions.trigamma(b));
        assertMean(
                sample(
                        u -> {
                            double t = Samplers.studentTDraw(u, a);
                            return StudentTails.derivative(t, a) / t;
                        }),
                0.5 / a - 0.25 * GammaFunctions.trigamma(0.5 * a));
    }

    /** And that of a bounded function of the draw: E inv_logit(logit z) = a / (a + b). */
    @ParameterizedTest
    @CsvSource({"0.01,0.02", "0.6,0.3", "3,100", "1e4,0.5"})
    void derivativesAverageToThatOfTheMeanProportion(double a, double b) {
        assertMean(
                sample(
                        u -> {
                            double logit = Samplers.logitBetaDraw(u, a, b);
                            double z = 1 / (1 + Math.exp(-logit));
                            double rest = 1 / (1 + Math.exp(logit));
                            return z * rest * BetaTails.logitDerivative(logit, a, b);
                        }),
                b / ((a + b) * (a + b)));
    }

    /** Within five standard errors. */
    private static void assertMean(double[] sample, double expected) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double variance =
                Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / (COUNT - 1);
        assertThat(mean).isCloseTo(expected, within(5 * Math.sqrt(variance / COUNT)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 9.99, 10, 25.5, 300, 20000})
    void poissonFits(double lambda) {
        double[] sample = sample(u -> Samplers.poissonDraw(u, lambda));
        double logLambda = Math.log(lambda);
        GoodnessOfFit.assertCounts(
                sample, k -> k * logLambda - lambda - GammaFunctions.lgamma(k + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1,0.3",
        "10,0.5",
        "10,0.9",
        "40,0.24",
        "40,0.26",
        "1000,0.002",
        "1000,0.4",
        "1000,0.97",
        "100000,0.5"
    })
    void binomialFits(double n, double p) {
        double[] sample = sample(u -> Samplers.binomialDraw(u, n, p));
        assertThat(Arrays.stream(sample).max().orElseThrow()).isLessThanOrEqualTo(n);
        GoodnessOfFit.assertCounts(
                sample,
                k -> GammaFunctions.lchoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.2", "3,1", "3,50", "40,0.7", "200,30"})
    void negBinomial2Fits(double mu, double phi) {
        double[] sample = sample(u -> Samplers.negBinomial2Draw(u, mu, phi));
        GoodnessOfFit.assertCounts(
                sample,
                k ->
                        GammaFunctions.lgamma(k + phi)
                                - GammaFunctions.lgamma(phi)
                                - GammaFunctions.lgamma(k + 1)
                                + k * Math.log(mu / (mu + phi))
                                - phi * Math.log1p(mu / phi));
    }

    @Test
    void drawsArePureFunctionsOfTheNoise() {
        for (double u : new double[] {0x1.0p-53, 0.1, 0.5, 1 - 0x1.0p-53}) {
            assertThat(Samplers.logGammaDraw(u, 2.5))
                    .isEqualTo(Samplers.logGammaDraw(u, 2.5))
                    .isFinite();
            assertThat(Samplers.poissonDraw(u, 50)).isEqualTo(Samplers.poissonDraw(u, 50));
        }
    }

    @Test
    void edgesAndBadParameters() {
        assertThat(Samplers.poissonDraw(0.3, 0)).isZero();
        assertThat(Samplers.binomialDraw(0.3, 0, 0.4)).isZero();
        assertThat(Samplers.binomialDraw(0.3, 70, 0)).isZero();
        assertThat(Samplers.binomialDraw(0.3, 70, 1)).isEqualTo(70);
        assertThat(Samplers.negBinomial2Draw(0.3, 0, 2)).isZero();
        assertThat(
                        new double[] {
                            Samplers.gammaDraw(0.3, 0),
                            Samplers.gammaDraw(Double.NaN, 1),
                            Samplers.logitBetaDraw(0.3, 1, 0),
                            Samplers.logitBetaDraw(Double.NaN, 1, 1),
                            Samplers.studentTDraw(0.3, -1),
                            Samplers.poissonDraw(0.3, -1),
                            Samplers.poissonDraw(0.3, Double.NaN),
                            Samplers.binomialDraw(0.3, 5, 1.5),
                            Samplers.binomialDraw(0.3, Double.POSITIVE_INFINITY, 0.5),
                            Samplers.negBinomial2Draw(0.3, 1, 0)
                        })
                .containsOnly(Double.NaN);
    }

    /** Draws from neighbouring noise values, an ulp apart, are as independent as any. */
    @Test
    void neighbouringNoiseGivesUnrelatedDraws() {
        double[] sample = new double[COUNT];
        double u = 0.3;
        for (int i = 0; i < COUNT; i++) {
            u = Math.nextUp(u);
            sample[i] = Samplers.gammaDraw(u, 1.7);
        }
        GoodnessOfFit.assertContinuous(sample, z -> IncompleteFunctions.gammaP(1.7, z));
        double[] uniform =
                Arrays.stream(sample).map(z -> IncompleteFunctions.gammaP(1.7, z)).toArray();
        assertThat(Math.abs(RandomStreamTest.lagOneCorrelation(uniform)))
                .isLessThan(5 / Math.sqrt(COUNT));
    }

    /** Mean and variance, where lgamma of a count has lost all digits that matter. */
    @Test
    void drawsOfLargeCountsHaveTheirMoments() {
        assertMoments(u -> Samplers.poissonDraw(u, 1e13), 1e13, 1e13);
        assertMoments(u -> Samplers.poissonDraw(u, 12.5), 12.5, 12.5);
        assertMoments(u -> Samplers.binomialDraw(u, 1e13, 0.4), 4e12, 2.4e12);
        assertMoments(u -> Samplers.binomialDraw(u, 1e13, 0.75), 7.5e12, 1.875e12);
        assertMoments(
                u -> Samplers.hypergeometricDraw(u, 1000, 30_000, 50_000),
                375,
                375 * 0.625 * 79_000 / 79_999.0);
        double m = 3.0 / 8;
        assertMoments(
                u -> Samplers.betaBinomialDraw(u, 1e6, 3, 5),
                1e6 * m,
                1e6 * m * (1 - m) * (8 + 1e6) / 9);
    }

    /** Draws without replacement take all there are, and nothing that there is not. */
    @Test
    void drawsWithoutReplacementStayInside() {
        assertThat(Samplers.hypergeometricDraw(0.3, 15, 7, 8)).isEqualTo(7);
        assertThat(Samplers.hypergeometricDraw(0.3, 4, 0, 8)).isZero();
        assertThat(Samplers.hypergeometricDraw(0.3, 0, 7, 8)).isZero();
        assertThat(Samplers.hypergeometricDraw(0.3, 16, 7, 8)).isNaN();
        assertThat(Samplers.betaBinomialDraw(0.3, 9, 0, 2)).isZero();
        assertThat(Samplers.betaBinomialDraw(0.3, 9, 2, 0)).isEqualTo(9);
    }

    /** Within 5 standard errors, estimated from the sample for the variance. */
    private static void assertMoments(DoubleUnaryOperator draw, double mean, double variance) {
        double[] sample = sample(draw);
        double average = 0;
        for (double value : sample) {
            average += (value - mean) / sample.length;
        }
        assertThat(average).isCloseTo(0, within(5 * Math.sqrt(variance / sample.length)));
        double squares = 0;
        double fourths = 0;
        for (double value : sample) {
            double square = (value - mean) * (value - mean) / variance;
            squares += square / sample.length;
            fourths += square * square / sample.length;
        }
        double error = Math.sqrt((fourths - squares * squares) / sample.length);
        assertThat(squares).isCloseTo(1, within(5 * error));
    }

    private static double[] sample(DoubleUnaryOperator draw) {
        double[] u = new double[COUNT];
        new RandomStream(20, 1, 2, 3).fillUniform(u, 0, 1, COUNT);
        return Arrays.stream(u).map(draw).toArray();
    }
}
