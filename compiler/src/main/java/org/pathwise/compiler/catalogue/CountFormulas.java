package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.ScalarFormula.Density;

/**
 * What formulas of counts share. Masses are written as the largest mass at a count less a deviance
 * (Loader 2000, "Fast and Accurate Computation of Binomial Probabilities"), so that log-gammas of
 * large counts do not cancel; terms of the count alone stand apart, for counts are mostly data, and
 * are then computed once.
 */
final class CountFormulas {
    private CountFormulas() {}

    /** The log of the Poisson mass at its own mean y. */
    static Variable peak(Algebra a, Variable y) {
        return a.of(Function.POISSON_PEAK, y);
    }

    /** {@code x log(x) - x - lgamma(x)}. */
    static Variable excess(Algebra a, Variable x) {
        return a.of(Function.STIRLING_EXCESS, x);
    }

    /** The count, or 1 in place of 0: what a positive number may be divided by. */
    static Variable divisor(Algebra a, Variable y) {
        return a.of(Function.MAXIMUM, y, a.number(1));
    }

    /** {@code y log(m / y)}, 0 where y is 0. */
    static Variable timesLogRatio(Algebra a, Variable y, Variable m) {
        return a.timesOrZero(y, a.log(a.over(m, divisor(a, y))));
    }

    /**
     * {@code y log(m / y) + peak(y)} for m = exp(eta). The logarithm of y is split into an integer
     * and the rest: the difference of eta and an integer is exact where they are close, and what
     * depends on y alone stays one term.
     */
    static Variable timesLogRatioByLog(Algebra a, Variable y, Variable eta) {
        Variable divisor = divisor(a, y);
        Variable centre = a.of(Function.ROUND, a.log(divisor));
        Variable rest = a.log(a.times(divisor, a.exp(a.negate(centre))));
        Variable ofCount = a.minus(peak(a, y), a.times(y, rest));
        return a.plus(a.times(y, a.minus(eta, centre)), ofCount);
    }

    /**
     * {@code log((y + phi) / (m + phi))} for non-negative y and m: where phi is large, both sides
     * are near 1, and where it is small, one of them may be near 0.
     */
    static Variable logShiftedRatio(Algebra a, Variable y, Variable m, Variable phi) {
        Variable above = a.atLeast(y, m);
        Variable distance = a.select(above, a.minus(y, m), a.minus(m, y));
        Variable smaller = a.select(above, m, y);
        Variable log = a.log1p(a.over(distance, a.plus(smaller, phi)));
        return a.select(above, log, a.negate(log));
    }

    /**
     * A log distribution function of integers of at least {@code least}, extended to all reals: the
     * same from one integer to the next, and {@code before} below the least.
     */
    static Density stepping(double least, double before, Density log) {
        return (a, y, p) -> {
            Variable count = a.of(Function.FLOOR, y);
            Variable safe = a.of(Function.MAXIMUM, count, a.number(least));
            Variable below = a.of(Function.LESS, count, a.number(least));
            return a.select(below, a.number(before), log.of(a, safe, p));
        };
    }

    static Density logCdf(double least, Density log) {
        return stepping(least, Double.NEGATIVE_INFINITY, log);
    }

    static Density logCcdf(double least, Density log) {
        return stepping(least, 0, log);
    }

    /**
     * Whether {@code P(Y <= k)} is below a probability, 1 or 0: both are compared on the side on
     * which they are small.
     */
    static Variable isBelow(
            Algebra a, Variable logCdf, Variable logCcdf, Variable logP, Variable logQ) {
        Variable lower = a.of(Function.LESS, logP, a.number(-Math.log(2)));
        return a.select(
                lower, a.of(Function.LESS, logCdf, logP), a.of(Function.LESS, logQ, logCcdf));
    }
}
