package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The Dirichlet distribution of a simplex. A draw is a vector of Gamma draws over its sum, made in
 * logarithms, for Gamma draws of small alpha are far below the least double; an element of the
 * result is at least the smallest normal double, so that its logarithm and density are finite.
 */
record Dirichlet() implements Distribution.Formula {
    /** How far from the mean, relative to it, a share may be for the form without cancellation. */
    private static final double NEAR = 0.5;

    /** How far a simplex may be from the sum 1, as data read from decimal text is. */
    private static final double TOLERANCE = 1e-8;

    static Distribution entry() {
        return Distribution.named("Dirichlet")
                .text(
                        "The Dirichlet distribution of a simplex.",
                        "Gamma(sum(alpha)) prod(y[k]^(alpha[k] - 1) / Gamma(alpha[k]))",
                        "theta ~ Dirichlet([1, 1, 1])")
                .parameter("alpha", Support.Structured.POSITIVE_VECTOR, IMPLICIT)
                .on(Support.Structured.SIMPLEX)
                .mean(
                        (builder, event, p) -> {
                            Algebra a = new Algebra(builder);
                            Variable alpha = p.getFirst().variable();
                            return a.over(alpha, a.sum(alpha, event));
                        })
                .variance(
                        (builder, event, p) -> {
                            Algebra a = new Algebra(builder);
                            Variable alpha = p.getFirst().variable();
                            Variable total = a.sum(alpha, event);
                            Variable mean = a.over(alpha, total);
                            return a.over(a.times(mean, a.minus(1, mean)), a.plus(total, 1));
                        })
                .formula(new Dirichlet(), UNIFORM)
                .build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis event = value.last();
        Variable alpha = parameters.getFirst().variable();
        Variable logs = a.log(value.variable());
        Variable total = a.sum(alpha, event);
        Variable kernel = a.sum(a.timesOrZero(a.minus(alpha, 1), logs), event);
        Variable normaliser = a.minus(a.lgamma(total), a.sum(a.lgamma(alpha), event));
        Variable share = a.minus(a.over(a.times(value.variable(), total), alpha), 1);
        Variable largest = a.extreme(Reducer.MAX, a.abs(share), List.of(event));
        return a.select(
                a.of(Function.LESS, largest, a.number(NEAR)),
                nearMean(a, a.full(value), alpha, total, share, event),
                a.plus(kernel, normaliser));
    }

    /**
     * The same near the mean, where terms of the size of alpha log(alpha) would cancel: with the
     * excess {@code d[k] = y[k] sum(alpha) / alpha[k] - 1}, the sum of {@code alpha[k] (log(1 +
     * d[k]) - d[k])}, of what Stirling's formula leaves of the log-gammas, and of {@code
     * -log(y[k])} (the deviance form of Loader 2000, "Fast and Accurate Computation of Binomial
     * Probabilities", for several shares).
     */
    private static Variable nearMean(
            Algebra a, Variable y, Variable alpha, Variable total, Variable excess, Axis event) {
        Variable deviance = a.times(alpha, a.of(Function.LOG1P_MINUS, excess));
        Variable stirling = a.of(Function.STIRLING_EXCESS, alpha);
        Variable parts = a.sum(a.minus(a.plus(deviance, stirling), a.log(y)), event);
        // the sum of y less 1, from differences to a power of 2 so that it is nearly exact
        double part = 1.0 / Integer.highestOneBit(2 * event.extent() - 1);
        Variable off = a.plus(a.sum(a.minus(y, part), event), event.extent() * part - 1);
        return a.minus(a.plus(parts, a.times(total, off)), a.of(Function.STIRLING_EXCESS, total));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        return Optional.of(a.both(a.atLeast(smallest(a, value), 0), sumsToOne(a, value)));
    }

    static Variable smallest(Algebra a, Value value) {
        return a.extreme(Reducer.MIN, value.variable(), value.shape());
    }

    /** Whether the elements of a vector sum to 1, up to the rounding of decimal text. */
    static Variable sumsToOne(Algebra a, Value value) {
        Variable excess = a.abs(a.minus(a.sum(value.variable(), value.last()), 1));
        return a.of(Function.LESS, excess, a.number(TOLERANCE));
    }

    @Override
    public Optional<Variable> entropy(Builder builder, List<Axis> event, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis axis = event.getFirst();
        Variable alpha = parameters.getFirst().variable();
        Variable total = a.sum(alpha, axis);
        Variable logBeta = a.minus(a.sum(a.lgamma(alpha), axis), a.lgamma(total));
        Variable own = a.sum(a.times(a.minus(alpha, 1), a.of(Function.DIGAMMA, alpha)), axis);
        Variable all = a.times(a.minus(total, axis.extent()), a.of(Function.DIGAMMA, total));
        return Optional.of(a.minus(a.plus(logBeta, all), own));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable alpha = parameters.getFirst().variable();
        Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, noise.getFirst().variable(), alpha);
        return a.positiveFromLog(a.logShares(logGamma, event));
    }
}
