package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.type.Bound;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A measurement that stops at its ends: of a value at or beyond an end only that is known, so that
 * it counts the probability of all such values, {@code P(Y <= lower)} or {@code P(Y >= upper)};
 * between the ends the density counts. Draws are clamped.
 */
public record Censoring(Cut cut) implements Distribution.Formula {

    /**
     * The censored distribution. Its parameters are the base's, then the ends that are computed.
     *
     * @param base a distribution of numbers with a distribution function
     * @param lower the least value that is told apart, {@code -inf} for none; {@code Computed}
     *     where it is an argument
     * @param upper the largest, {@code inf} for none
     */
    public static Distribution of(Distribution base, Bound lower, Bound upper) {
        Cut cut = Cut.of(base, lower, upper);
        return cut.part()
                .built(
                        "Censored",
                        cut.parameters(UnaryOperator.identity(), Reparameterization.NONE),
                        base.support(),
                        Role.OBSERVATION,
                        base.noise(),
                        new Censoring(cut),
                        Optional.empty(),
                        Moments.UNKNOWN);
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return density(builder, value, parameters, true);
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        return density(builder, value, parameters, false);
    }

    private Variable density(
            Builder builder, Value value, List<Value> parameters, boolean onSupport) {
        Algebra a = new Algebra(builder);
        Variable y = value.variable();
        // Beyond the ends the density is not used; a value inside keeps it a number there.
        Value inside = new Value(cut.clamped(a, y, parameters), value.shape());
        Variable density =
                onSupport
                        ? cut.part().logDensityOnSupport(builder, inside, parameters)
                        : cut.part().logDensity(builder, inside, parameters);
        Optional<Variable> most = cut.upper(a, parameters);
        if (most.isPresent()) {
            Variable reached = a.of(Function.LESS_EQUAL, most.get(), y);
            Variable tail = cut.below(a, most.get(), parameters).logCcdf();
            density = a.select(reached, tail, density);
        }
        Optional<Variable> least = cut.lower(a, parameters);
        if (least.isPresent()) {
            Variable reached = a.of(Function.LESS_EQUAL, y, least.get());
            Variable tail = cut.point(a, least.get(), parameters).logCdf();
            density = a.select(reached, tail, density);
        }
        return density;
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Value inside = new Value(cut.clamped(a, value.variable(), parameters), value.shape());
        return cut.part().onSupport(builder, inside, parameters);
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Variable drawn =
                cut.part().base().formula().draw(builder, event, noise, cut.part().of(parameters));
        return cut.clamped(new Algebra(builder), drawn, parameters);
    }
}
