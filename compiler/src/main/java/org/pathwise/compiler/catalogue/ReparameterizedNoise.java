package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Quantity.Form;
import org.pathwise.compiler.type.Dimension;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link Reparameterized} distribution starts from.
 *
 * @param arguments of the noise's distribution
 * @param shape the labels of one draw's dimensions, those of the distribution's own values last
 * @param range where it lies
 */
record ReparameterizedNoise(
        Distribution distribution, List<Term> arguments, List<Dimension> shape, Range range) {
    ReparameterizedNoise {
        arguments = List.copyOf(arguments);
        shape = List.copyOf(shape);
    }

    /** A logarithm of a probability as a function of the noise. */
    @FunctionalInterface
    interface Log {
        Variable of(Quantity noise, List<Value> arguments);
    }

    /** The noise at a probability, see {@link Cumulative.Quantile}. */
    @FunctionalInterface
    interface OfProbabilities {
        Quantity of(Algebra a, Variable logP, Variable logQ, List<Value> arguments);
    }

    /** The noise's distribution function. */
    record Probabilities(Log logCdf, Log logCcdf, Optional<OfProbabilities> quantile) {}

    /** Whether it is uniform between 0 and 1: its own distribution function. */
    boolean isStandardUniform() {
        return distribution.name().equals("Uniform")
                && arguments.get(0).is(0)
                && arguments.get(1).is(1);
    }

    /**
     * The distribution function. That of a standard uniform noise is the noise, in the form of
     * which more digits are known.
     */
    Optional<Probabilities> cumulative() {
        if (isStandardUniform()) {
            return Optional.of(
                    new Probabilities(
                            (u, _) -> u.log(),
                            (u, _) -> u.logOneMinus(),
                            Optional.of((a, logP, logQ, _) -> uniform(a, logP, logQ))));
        }
        return distribution
                .cumulative()
                .map(
                        of ->
                                new Probabilities(
                                        (x, p) -> of.logCdf().of(x.a.builder, x.value(), p),
                                        (x, p) -> of.logCcdf().of(x.a.builder, x.value(), p),
                                        of.quantile().map(this::quantile)));
    }

    private Quantity uniform(Algebra a, Variable logP, Variable logQ) {
        return Quantity.of(a, range, () -> a.exp(logP))
                .with(Form.LOG, () -> logP)
                .with(Form.LOG_ONE_MINUS, () -> logQ)
                .with(Form.LESS_ONE, () -> a.negate(a.exp(logQ)));
    }

    private OfProbabilities quantile(Cumulative.Quantile of) {
        return (a, logP, logQ, p) -> Quantity.of(a, range, () -> of.of(a.builder, logP, logQ, p));
    }
}
