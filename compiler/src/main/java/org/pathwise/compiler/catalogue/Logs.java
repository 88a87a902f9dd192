package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Variable;

/** Formulas on the log scale that several distributions share, without cancellation or overflow. */
final class Logs {
    /** Below it, {@code exp} of a number is the same as {@code -expm1(-exp)} of it. */
    private static final double NEGLIGIBLE = -40;

    private Logs() {}

    /**
     * {@code log(y / m)} for positive y and m: exact in the difference of the two where they are
     * close, and without the quotient, which may overflow, where they are not.
     */
    static Variable ratio(Algebra a, Variable y, Variable m) {
        Variable difference = a.scaledBy(a.minus(y, m), m);
        return a.select(
                a.less(a.abs(difference), 0.5), a.log1p(difference), a.minus(a.log(y), a.log(m)));
    }

    /** {@code log(1 + x / s)} for x of at least 0 and a positive s. */
    static Variable onePlusRatio(Algebra a, Variable x, Variable s) {
        return a.select(
                a.less(x, s), a.log1p(a.scaledBy(x, s)), a.minus(a.log(a.plus(x, s)), a.log(s)));
    }

    /**
     * {@code log(1 - exp(-w))} from {@code log(w)}: the log probability of a waiting time of hazard
     * w.
     */
    static Variable probabilityOfHazard(Algebra a, Variable logW) {
        return a.select(a.less(logW, NEGLIGIBLE), logW, a.log1mExp(a.negate(a.exp(logW))));
    }

    /**
     * {@code log(-log(Q))}, the log hazard, from {@code log(P)} and {@code log(Q)} of P + Q = 1,
     * each of which is accurate where it is small.
     */
    static Variable hazard(Algebra a, Variable logP, Variable logQ) {
        Variable fromP =
                a.select(a.less(logP, NEGLIGIBLE), logP, a.log(a.negate(a.log1mExp(logP))));
        return a.select(a.less(logP, logQ), fromP, a.log(a.negate(logQ)));
    }

    /**
     * {@code log(P)}, accurate also where P is close to 1, from both logs as in {@link #hazard}.
     */
    static Variable accurate(Algebra a, Variable logP, Variable logQ) {
        return a.select(a.less(logP, logQ), logP, a.log1mExp(logQ));
    }

    /** A formula that holds where a parameter is above a limit, and a value for elsewhere. */
    static Variable above(
            Algebra a, Variable parameter, double limit, Variable formula, double elsewhere) {
        return a.select(a.above(parameter, limit), formula, a.number(elsewhere));
    }
}
