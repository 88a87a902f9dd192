package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.CountFormulas.excess;
import static org.pathwise.compiler.catalogue.CountFormulas.logCcdf;
import static org.pathwise.compiler.catalogue.CountFormulas.logCdf;
import static org.pathwise.compiler.catalogue.CountFormulas.peak;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;
import static org.pathwise.compiler.catalogue.ScalarFormula.COUNTS;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Counts with more variance than a Poisson distribution's: the negative binomial distribution by
 * mean and shape, by shape and rate, and its special case of one success. With {@code t = log((y +
 * phi) / (mu + phi))} and {@code G(x) = x log(x) - x - lgamma(x)} the log mass is {@code y log(mu /
 * y) + (y + phi) t + G(phi) - G(y + phi) + log(Poisson mass of y at y)}.
 */
final class NegativeBinomialDistributions {
    /** The exponential function is finite up to here, and below {@code 1 / exp(-700)} nothing. */
    private static final double LARGEST_LOG = 700;

    private NegativeBinomialDistributions() {}

    static List<Distribution> all() {
        return List.of(byMean(), byLogMean(), byRate(), geometric());
    }

    private static Distribution byMean() {
        return Distribution.named("NegBinomial2")
                .text(
                        "Counts of mean mu and variance mu + mu^2 / phi.",
                        "C(y + phi - 1, y) (mu / (mu + phi))^y (phi / (mu + phi))^phi",
                        "y ~ NegBinomial2(4, 2)")
                .parameter("mu", Support.POSITIVE, NONE)
                .parameter("phi", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density((a, y, p) -> logMass(a, y, p[0], p[1]))
                .draw(
                        (a, u, p) -> a.of(Function.NEG_BINOMIAL2_DRAW, u.getFirst(), p[0], p[1]),
                        UNIFORM)
                .cumulative(
                        logCdf(0, (a, y, p) -> lower(a, y, a.log(p[0]), p[1])),
                        logCcdf(0, (a, y, p) -> upper(a, y, a.log(p[0]), p[1])),
                        (a, logP, logQ, p) -> quantile(a, logP, logQ, p[0], p[1]))
                .mean((a, p) -> p[0])
                .variance((a, p) -> variance(a, p[0], p[1]))
                .build();
    }

    private static Distribution byLogMean() {
        return Distribution.named("NegBinomial2")
                .text(
                        "Counts of mean m = exp(log) and variance m + m^2 / phi.",
                        "C(y + phi - 1, y) (m / (m + phi))^y (phi / (m + phi))^phi for m ="
                                + " exp(log)",
                        "y ~ NegBinomial2(log = 1.4, phi = 2)")
                .parameter("log", Support.REAL, NONE)
                .parameter("phi", Support.POSITIVE, NONE)
                .byName()
                .on(Support.COUNT, COUNTS)
                .density(NegativeBinomialDistributions::logMassByLog)
                .draw(
                        (a, u, p) ->
                                a.of(Function.NEG_BINOMIAL2_DRAW, u.getFirst(), a.exp(p[0]), p[1]),
                        UNIFORM)
                .cumulative(
                        logCdf(0, (a, y, p) -> lower(a, y, p[0], p[1])),
                        logCcdf(0, (a, y, p) -> upper(a, y, p[0], p[1])),
                        (a, logP, logQ, p) -> quantile(a, logP, logQ, a.exp(p[0]), p[1]))
                .mean((a, p) -> a.exp(p[0]))
                .variance((a, p) -> variance(a, a.exp(p[0]), p[1]))
                .build();
    }

    private static Distribution byRate() {
        return Distribution.named("NegBinomial")
                .text(
                        "Counts whose rates are Gamma(alpha, beta): of mean alpha / beta.",
                        "C(y + alpha - 1, y) (beta / (beta + 1))^alpha (1 / (beta + 1))^y",
                        "y ~ NegBinomial(2, 0.5)")
                .parameter("alpha", Support.POSITIVE, NONE)
                .parameter("beta", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density((a, y, p) -> logMass(a, y, a.over(p[0], p[1]), p[0]))
                .draw(
                        (a, u, p) ->
                                a.of(
                                        Function.NEG_BINOMIAL2_DRAW,
                                        u.getFirst(),
                                        a.over(p[0], p[1]),
                                        p[0]),
                        UNIFORM)
                .cumulative(
                        logCdf(
                                0,
                                (a, y, p) ->
                                        a.of(
                                                Function.LOG_INC_BETA_LOGIT,
                                                p[0],
                                                a.plus(y, 1),
                                                a.log(p[1]))),
                        logCcdf(
                                0,
                                (a, y, p) ->
                                        a.of(
                                                Function.LOG_INC_BETA_LOGIT,
                                                a.plus(y, 1),
                                                p[0],
                                                a.negate(a.log(p[1])))),
                        (a, logP, logQ, p) -> quantile(a, logP, logQ, a.over(p[0], p[1]), p[0]))
                .mean((a, p) -> a.over(p[0], p[1]))
                .variance((a, p) -> a.times(a.over(p[0], p[1]), a.over(a.plus(p[1], 1), p[1])))
                .build();
    }

    private static Variable logMass(Algebra a, Variable y, Variable mu, Variable phi) {
        Variable deviance = a.of(Function.NEG_BINOMIAL_DEVIANCE, y, mu, phi);
        return a.plus(a.plus(deviance, ofShape(a, y, phi)), peak(a, y));
    }

    private static Variable ofShape(Algebra a, Variable y, Variable phi) {
        return a.minus(excess(a, phi), excess(a, a.plus(y, phi)));
    }

    /**
     * By array operations, which run over many counts at once. A logarithm whose exponential is too
     * large is taken apart: mu + phi is then mu.
     */
    private static Variable logMassByLog(Algebra a, Variable y, Variable... p) {
        Variable finite = a.of(Function.MINIMUM, p[0], a.number(LARGEST_LOG));
        Variable beyond = a.of(Function.MAXIMUM, a.minus(p[0], LARGEST_LOG), a.number(0));
        Variable ratio = a.minus(CountFormulas.logShiftedRatio(a, y, a.exp(finite), p[1]), beyond);
        Variable ofMean = a.times(a.plus(y, p[1]), ratio);
        return a.plus(
                CountFormulas.timesLogRatioByLog(a, y, p[0]), a.plus(ofMean, ofShape(a, y, p[1])));
    }

    /** {@code I_(phi / (mu + phi))(phi, y + 1)} (DLMF 8.17.24). */
    private static Variable lower(Algebra a, Variable y, Variable logMu, Variable phi) {
        Variable logit = a.minus(a.log(phi), logMu);
        return a.of(Function.LOG_INC_BETA_LOGIT, phi, a.plus(y, 1), logit);
    }

    private static Variable upper(Algebra a, Variable y, Variable logMu, Variable phi) {
        Variable logit = a.minus(logMu, a.log(phi));
        return a.of(Function.LOG_INC_BETA_LOGIT, a.plus(y, 1), phi, logit);
    }

    private static Variable quantile(
            Algebra a, Variable logP, Variable logQ, Variable mu, Variable phi) {
        return a.of(Function.NEG_BINOMIAL2_QUANTILE, logP, logQ, mu, phi);
    }

    private static Variable variance(Algebra a, Variable mu, Variable phi) {
        return a.times(mu, a.plus(a.over(mu, phi), 1));
    }

    private static Distribution geometric() {
        return Distribution.named("Geometric")
                .text(
                        "The number of failures before the first success of probability theta.",
                        "theta (1 - theta)^y",
                        "y ~ Geometric(0.2)")
                .parameter("theta", Support.UNIT, NONE)
                .on(Support.COUNT, COUNTS)
                .density((a, y, p) -> a.plus(a.log(p[0]), a.timesOrZero(y, a.log1m(p[0]))))
                .draw((a, u, p) -> waiting(a, a.log(u.getFirst()), p[0]), UNIFORM)
                .cumulative(
                        logCdf(
                                0,
                                (a, y, p) ->
                                        a.of(Function.LOG1M_EXP, survival(a, a.plus(y, 1), p[0]))),
                        logCcdf(0, (a, y, p) -> survival(a, a.plus(y, 1), p[0])),
                        NegativeBinomialDistributions::geometricQuantile)
                .mean((a, p) -> a.over(a.minus(1, p[0]), p[0]))
                .variance((a, p) -> a.over(a.minus(1, p[0]), a.square(p[0])))
                .build();
    }

    /** {@code log P(Y >= k)}. */
    private static Variable survival(Algebra a, Variable k, Variable theta) {
        return a.timesOrZero(k, a.log1m(theta));
    }

    /** The number of whole failures that a survival probability allows. */
    private static Variable waiting(Algebra a, Variable logQ, Variable theta) {
        return a.of(Function.FLOOR, a.over(logQ, a.log1m(theta)));
    }

    /**
     * The least y with {@code P(Y > y) <= exp(logQ)}: about the quotient of the logarithms, whose
     * rounding may carry it to a neighbour.
     */
    private static Variable geometricQuantile(
            Algebra a, Variable logP, Variable logQ, Variable... p) {
        Variable lower = a.of(Function.LESS, logP, a.number(-Math.log(2)));
        Variable rest = a.select(lower, a.of(Function.LOG1M_EXP, logP), logQ);
        Variable guess = a.of(Function.MAXIMUM, waiting(a, rest, p[0]), a.number(0));
        Variable tooFew = a.of(Function.LESS, rest, survival(a, a.plus(guess, 1), p[0]));
        Variable tooMany = a.atLeast(rest, survival(a, guess, p[0]));
        Variable moved = a.minus(a.plus(guess, tooFew), tooMany);
        return a.of(Function.MAXIMUM, moved, a.number(0));
    }
}
