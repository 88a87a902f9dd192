package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.DoubleUnaryOperator;

class QuantilesTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final double[] LOGITS = {
        -1e6, -1e4, -800, -40, -3, -0.1, -1e-5, 0, 1e-5, 0.1, 3, 40, 800, 1e4, 1e6
    };

    private static final double[] PARAMETERS = {
        1e-8, 1e-3, 0.02, 0.3, 0.9, 1, 1.5, 3, 10, 40, 60, 300, 1e4, 1e6
    };

    /** A quantile's own rounding moves the log of its tail by this share of it. */
    private static double rounding(double quantile, double ratio, double logTail) {
        return 1e-12 + 0x1p-51 * Math.abs(quantile) / (ratio * Math.abs(logTail));
    }

    @Test
    void invertsGammaTails() {
        for (double alpha : PARAMETERS) {
            for (double logit : LOGITS) {
                double logP = LogisticFunctions.logInvLogit(logit);
                double logQ = LogisticFunctions.logInvLogit(-logit);
                double logZ = Quantiles.logGamma(logP, logQ, alpha);
                boolean lower = logit <= 0;
                double tail =
                        lower ? GammaTails.logLower(logZ, alpha) : GammaTails.logUpper(logZ, alpha);
                double ratio =
                        lower
                                ? GammaTails.lowerRatio(logZ, alpha)
                                : GammaTails.upperRatio(logZ, alpha);
                double expected = lower ? logP : logQ;
                assertThat(NamedFunctions.error(tail, expected))
                        .as("alpha %s, logit %s", alpha, logit)
                        .isLessThan(rounding(logZ, ratio, expected));
            }
        }
    }

    @Test
    void invertsBetaTails() {
        for (double a : PARAMETERS) {
            for (double b : PARAMETERS) {
                for (double logit : LOGITS) {
                    double logP = LogisticFunctions.logInvLogit(logit);
                    double logQ = LogisticFunctions.logInvLogit(-logit);
                    double z = Quantiles.logitBeta(logP, logQ, a, b);
                    boolean lower = logit <= 0;
                    double tail =
                            lower ? BetaTails.logLower(z, a, b) : BetaTails.logLower(-z, b, a);
                    double ratio =
                            lower ? BetaTails.lowerRatio(z, a, b) : BetaTails.lowerRatio(-z, b, a);
                    double expected = lower ? logP : logQ;
                    assertThat(NamedFunctions.error(tail, expected))
                            .as("a %s, b %s, logit %s", a, b, logit)
                            .isLessThan(rounding(z, ratio, expected));
                }
            }
        }
    }

    @Test
    void invertsStudentTails() {
        for (double nu : PARAMETERS) {
            for (double logit : LOGITS) {
                double logP = LogisticFunctions.logInvLogit(logit);
                double logQ = LogisticFunctions.logInvLogit(-logit);
                double t = Quantiles.studentT(logP, logQ, nu);
                double tail =
                        logit <= 0 ? StudentTails.logLower(t, nu) : StudentTails.logLower(-t, nu);
                // draws of few degrees of freedom leave the range of a double
                if (!Double.isInfinite(t)) {
                    assertThat(NamedFunctions.error(tail, logit <= 0 ? logP : logQ))
                            .as("nu %s, logit %s", nu, logit)
                            .isLessThan(1e-12);
                }
            }
        }
    }

    /** Closed forms: Cauchy's quantile, t with two degrees of freedom, exponential, power law. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 0.03, 0.4, 0.5, 0.8, 0.999})
    void agreesWithClosedForms(double p) {
        double logP = Math.log(p);
        double logQ = Math.log1p(-p);
        double cauchy = Math.copySign(1 / Math.tan(Math.PI * Math.min(p, 1 - p)), p - 0.5);
        assertThat(Quantiles.studentT(logP, logQ, 1))
                .isCloseTo(cauchy, within(1e-14 * (1 + Math.abs(cauchy))));
        double two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
        assertThat(Quantiles.studentT(logP, logQ, 2))
                .isCloseTo(two, within(1e-14 * (1 + Math.abs(two))));
        assertThat(Quantiles.logGamma(logP, logQ, 1))
                .isCloseTo(Math.log(-logQ), within(1e-14 * (1 - logP)));
        // I_x(a, 1) = x^a
        double logX = logP / 0.3;
        assertThat(Quantiles.logitBeta(logP, logQ, 0.3, 1))
                .isCloseTo(logX - LogisticFunctions.log1mExp(logX), within(1e-14 * (2 - logX)));
    }

    /** The derivative in logit P, against a central difference of the quantile. */
    @Test
    void differentiatesInTheProbability() {
        for (double logit : new double[] {-30, -2, 0.3, 5}) {
            assertThat(
                            GammaTails.logitRatio(
                                    quantile(logit, p -> Quantiles.logGamma(p, 0, 2.5)), 2.5))
                    .isCloseTo(
                            slope(logit, p -> Quantiles.logGamma(p, 0, 2.5)),
                            withinPercentage(1e-5));
            assertThat(
                            BetaTails.logitRatio(
                                    quantile(logit, p -> Quantiles.logitBeta(p, 0, 2.5, 0.6)),
                                    2.5,
                                    0.6))
                    .isCloseTo(
                            slope(logit, p -> Quantiles.logitBeta(p, 0, 2.5, 0.6)),
                            withinPercentage(1e-5));
            assertThat(
                            StudentTails.logitRatio(
                                    quantile(logit, p -> Quantiles.studentT(p, 0, 3.5)), 3.5))
                    .isCloseTo(
                            slope(logit, p -> Quantiles.studentT(p, 0, 3.5)),
                            withinPercentage(1e-5));
        }
    }

    private static double quantile(double logit, DoubleUnaryOperator ofLogit) {
        return ofLogit.applyAsDouble(logit);
    }

    private static double slope(double logit, DoubleUnaryOperator ofLogit) {
        return (ofLogit.applyAsDouble(logit + 1e-4) - ofLogit.applyAsDouble(logit - 1e-4)) / 2e-4;
    }

    /** They too are functions of logit P, whatever its two parts are. */
    @Test
    void countsDependOnTheDifference() {
        for (double shift : new double[] {-3, 0.7, 50}) {
            assertThat(CountQuantiles.poisson(shift - 0.4, shift + 1.1, 30))
                    .isEqualTo(
                            CountQuantiles.poisson(
                                    LogisticFunctions.logInvLogit(-1.5),
                                    LogisticFunctions.logInvLogit(1.5),
                                    30));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "poisson, 1e-3, 0",
        "poisson, 3.5, 0",
        "poisson, 200, 0",
        "binomial, 1, 0.3",
        "binomial, 30, 0.02",
        "binomial, 300, 0.9",
        "negBinomial, 3, 0.05",
        "negBinomial, 20, 5",
        "negBinomial, 2, 1e7"
    })
    void countsAreTheLeastThatReach(String family, double first, double second) {
        // sums of the masses, from below and from above
        int top = 4000;
        double[] below = new double[top + 1];
        double[] above = new double[top + 1];
        for (int k = top; k >= 0; k--) {
            below[k] = Math.exp(logMass(family, k, first, second));
            above[k] = k == top ? 0 : above[k + 1] + below[k + 1];
        }
        for (int k = 1; k <= top; k++) {
            below[k] += below[k - 1];
        }
        for (double p : new double[] {1e-20, 1e-9, 0.1, 0.3, 0.5}) {
            assertThat(count(family, Math.log(p), Math.log1p(-p), first, second))
                    .as("lower %s", p)
                    .isEqualTo(least(below, sum -> sum - p));
            double upper = 0.9 * p;
            assertThat(count(family, Math.log1p(-upper), Math.log(upper), first, second))
                    .as("upper %s", upper)
                    .isEqualTo(least(above, sum -> upper - sum));
        }
    }

    private static int least(double[] sums, DoubleUnaryOperator excess) {
        int k = 0;
        while (excess.applyAsDouble(sums[k]) < 0) {
            k++;
        }
        return k;
    }

    private static double count(
            String family, double logP, double logQ, double first, double second) {
        return switch (family) {
            case "poisson" -> CountQuantiles.poisson(logP, logQ, first);
            case "binomial" -> CountQuantiles.binomial(logP, logQ, first, second);
            default -> CountQuantiles.negBinomial2(logP, logQ, first, second);
        };
    }

    private static double logMass(String family, int k, double first, double second) {
        return switch (family) {
            case "poisson" -> k * Math.log(first) - first - GammaFunctions.lgamma(k + 1.0);
            case "binomial" ->
                    GammaFunctions.lchoose(first, k)
                            + k * Math.log(second)
                            + (first - k) * Math.log1p(-second);
            default ->
                    GammaFunctions.lgamma(k + second)
                            - GammaFunctions.lgamma(second)
                            - GammaFunctions.lgamma(k + 1.0)
                            + k * Math.log(first / (first + second))
                            - second * Math.log1p(first / second);
        };
    }

    @Test
    void takesLimitsAtTheEdges() {
        assertThat(
                        new double[] {
                            Quantiles.logGamma(-INF, 0, 2),
                            Quantiles.logGamma(0, -INF, 2),
                            Quantiles.logitBeta(-INF, 0, 2, 3),
                            Quantiles.logitBeta(0, -INF, 2, 3),
                            Quantiles.studentT(-INF, 0, 2),
                            Quantiles.studentT(0, -INF, 2),
                            CountQuantiles.poisson(-INF, 0, 3),
                            CountQuantiles.poisson(0, -INF, 3),
                            CountQuantiles.poisson(-1, -0.5, 0),
                            CountQuantiles.binomial(0, -INF, 7, 0.3),
                            CountQuantiles.binomial(-1, -0.5, 7, 1),
                            CountQuantiles.binomial(-1, -0.5, 7, 0),
                            CountQuantiles.negBinomial2(-INF, 0, 3, 2),
                            CountQuantiles.negBinomial2(0, -INF, 3, 2)
                        })
                .containsExactly(-INF, INF, -INF, INF, -INF, INF, 0, INF, 0, 7, 7, 0, 0, INF);
        assertThat(Quantiles.studentT(Math.log(0.5), Math.log(0.5), 3)).isZero();
        assertThat(
                        new double[] {
                            Quantiles.logGamma(-1, -0.5, 0),
                            Quantiles.logGamma(Double.NaN, -0.5, 1),
                            Quantiles.logitBeta(-1, -0.5, 1, -1),
                            Quantiles.studentT(-1, Double.NaN, 1),
                            CountQuantiles.poisson(-1, -0.5, -1),
                            CountQuantiles.binomial(-1, -0.5, 3, 1.5),
                            CountQuantiles.negBinomial2(-1, -0.5, 3, 0),
                            CountQuantiles.negBinomial2(-1, -0.5, INF, 1),
                            CountQuantiles.poisson(-1, -0.5, INF)
                        })
                .containsOnly(Double.NaN);
    }
}
