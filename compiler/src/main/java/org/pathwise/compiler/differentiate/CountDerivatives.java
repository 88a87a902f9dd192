package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/** Derivatives of the functions that masses of counts and of ordered categories are built from. */
final class CountDerivatives {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    private CountDerivatives() {}

    /** The derivative of a function of a table of rows (a, b) and (c, d) in cell {@code i}. */
    static Variable table(Derivatives d, Function function, int i) {
        return function == Function.TABLE_DEVIANCE ? deviance(d, i) : logRatio(d, i);
    }

    /**
     * The log ratio of the table whose rows and columns are exchanged so that the cell is first.
     */
    private static Variable deviance(Derivatives d, int i) {
        return d.apply(
                Function.TABLE_LOG_RATIO,
                d.operand(i),
                d.operand(i ^ 1),
                d.operand(i ^ 2),
                d.operand(i ^ 3));
    }

    /** {@code log(a + b) + log(a + c) - log(a) - log(a + b + c + d)}, term by term. */
    private static Variable logRatio(Derivatives d, int i) {
        Builder builder = d.builder();
        Variable row = builder.add(d.operand(0), d.operand(1));
        Variable column = builder.add(d.operand(0), d.operand(2));
        Variable total = builder.add(row, builder.add(d.operand(2), d.operand(3)));
        Variable sum = d.negate(d.reciprocal(total));
        for (Variable part : i == 0 ? List.of(row, column) : margin(i, row, column)) {
            sum = builder.add(sum, d.reciprocal(part));
        }
        return i == 0 ? builder.subtract(sum, d.reciprocal(d.x())) : sum;
    }

    private static List<Variable> margin(int i, Variable row, Variable column) {
        return switch (i) {
            case 1 -> List.of(row);
            case 2 -> List.of(column);
            default -> List.of();
        };
    }

    /** {@code 1 / x - trigamma(y)}: of {@code log(x) - digamma(y)}. */
    static Variable lessTrigamma(Derivatives d, Variable y) {
        return d.builder().subtract(d.reciprocal(d.x()), d.apply(Function.TRIGAMMA, y));
    }

    /** The derivative of the negative binomial deviance in the count or the mean. */
    static Variable negBinomial(Derivatives d, int i) {
        return i == 0 ? inCount(d) : inMean(d);
    }

    /** {@code log(mu (y + phi) / (y (mu + phi)))}. */
    private static Variable inCount(Derivatives d) {
        Builder builder = d.builder();
        Variable count = builder.divide(builder.add(d.x(), d.operand(2)), d.x());
        Variable mean = builder.divide(builder.add(d.y(), d.operand(2)), d.y());
        return builder.log(builder.divide(count, mean));
    }

    /** {@code phi (y - mu) / (mu (mu + phi))}. */
    private static Variable inMean(Derivatives d) {
        Builder builder = d.builder();
        Variable relative = builder.divide(builder.subtract(d.x(), d.y()), d.y());
        return builder.divide(relative, d.plusOne(builder.divide(d.y(), d.operand(2))));
    }

    /** The density at the upper end over the probability of the interval. */
    static Variable intervalInWidth(Derivatives d) {
        Builder builder = d.builder();
        Variable upper = builder.add(d.x(), d.y());
        Variable log = builder.subtract(d.scaled(-0.5, builder.square(upper)), d.result());
        return d.scaled(1 / SQRT_TWO_PI, builder.exp(log));
    }
}
