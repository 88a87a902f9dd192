package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;

import java.util.List;
import java.util.Optional;

/**
 * The distribution function of a distribution of one number, in logarithms, which keep the far
 * tails: what truncation and censoring build on.
 *
 * @param logCdf {@code log P(Y <= y)}, for every y of the support's hull (its ends included where
 *     they are finite); accurate where it is small
 * @param logCcdf {@code log P(Y > y)}, likewise
 * @param quantile the inverse; empty where there is none
 */
public record Cumulative(Log logCdf, Log logCcdf, Optional<Quantile> quantile) {

    /**
     * A logarithm of a probability as a function of the value and the parameters, which come as in
     * {@link Distribution.Formula}.
     */
    @FunctionalInterface
    public interface Log {
        Variable of(Builder builder, Variable value, List<Value> parameters);
    }

    /** The value at a probability. */
    @FunctionalInterface
    public interface Quantile {
        /**
         * The value y with {@code P(Y <= y) = exp(logP)} and {@code P(Y > y) = exp(logQ)} (for
         * discrete values the least one with at least {@code exp(logP)}). Both are given, for each
         * is accurate only where it is small; the derivative must be right when both move together.
         * For continuous values it is a differentiable map of all real parameters.
         */
        Variable of(Builder builder, Variable logP, Variable logQ, List<Value> parameters);
    }
}
