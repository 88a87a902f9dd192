package org.pathwise.repl.session;

import org.pathwise.repl.text.Numbers;

import java.util.Arrays;
import java.util.Locale;

/**
 * How often something was so in independent draws.
 *
 * @param count in how many of them
 */
record Frequency(int count, int draws) {
    /** What may be wrong with a bound, one time in twenty. */
    private static final double RISK = 0.05;

    /** Counts what is not 0. */
    static Frequency of(double[] values) {
        return new Frequency(
                (int) Arrays.stream(values).filter(value -> value != 0).count(), values.length);
    }

    private double estimate() {
        return (double) count / draws;
    }

    /** The binomial standard deviation of the estimate: the draws are independent. */
    double standardError() {
        return Math.sqrt(estimate() * (1 - estimate()) / draws);
    }

    /**
     * How far the probability may be from 0 if no draw had it, or from 1 if all had: the exact
     * one-sided bound, at which as few draws as this are 5% likely (Clopper and Pearson 1934).
     */
    double bound() {
        return 1 - Math.pow(RISK, 1.0 / draws);
    }

    /** The estimate, with as many decimals as two digits of its error need. */
    String probability() {
        return Numbers.fixed(estimate(), decimals(isOneSided() ? bound() : standardError()));
    }

    /** How good the estimate is. */
    String error() {
        String all = String.format(Locale.ROOT, "%,d draws", draws);
        if (isOneSided()) {
            return count == 0
                    ? "none of " + all + "; below " + number(bound()) + " with 95% confidence"
                    : "all of " + all + "; above " + number(1 - bound()) + " with 95% confidence";
        }
        return "Monte Carlo error " + number(standardError()) + ", " + all;
    }

    private boolean isOneSided() {
        return count == 0 || count == draws;
    }

    private String number(double value) {
        return Numbers.fixed(value, decimals(isOneSided() ? bound() : standardError()));
    }

    private static int decimals(double error) {
        return Math.clamp(1 - (int) Math.floor(Math.log10(error)), 1, 8);
    }
}
