package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A distribution of the language. Those of the catalogue are written with {@link
 * DistributionBuilder}; a distribution that a script builds from others ({@code Truncated(...)}, a
 * mixture, a {@code distribution} block) is an instance like them, made for the call.
 *
 * @param name as in scripts; two parameterizations of one distribution ({@code Bernoulli(p)} and
 *     {@code Bernoulli(logit = eta)}) are two entries of one name
 * @param parameters in the order of positional arguments
 * @param named whether a script chooses it by naming a parameter that the first entry of this name
 *     has not ({@code Binomial(n, logit = eta)}); the other parameters may still come by position
 * @param support of its values; its computed bounds count the parameters
 * @param dimensions the labels of the dimensions of one value: none for a number, {@code K} for a
 *     vector, {@code K, K} for a square matrix. Equal labels of values and parameters mean the same
 *     dimension; one that no argument fixes comes from the declared type of what is drawn
 * @param role what it can stand for
 * @param noise the raw noises of one draw, in the order in which the sampler takes them; empty
 *     where the distribution has no sampler ({@code Flat})
 * @param formula its density and sampler as array operations
 * @param cumulative its distribution function, where there is one to build on
 * @param moments its mean and variance, where they have formulas
 * @param text what the reference says of it
 */
public record Distribution(
        String name,
        List<Parameter> parameters,
        boolean named,
        Support support,
        List<String> dimensions,
        Role role,
        List<Noise> noise,
        Formula formula,
        Optional<Cumulative> cumulative,
        Moments moments,
        Text text) {
    public Distribution {
        parameters = List.copyOf(parameters);
        dimensions = List.copyOf(dimensions);
        noise = List.copyOf(noise);
        if (dimensions.size() != support.rank()) {
            throw new IllegalArgumentException(
                    name + " has the dimensions " + dimensions + " on " + support);
        }
    }

    /** Starts the description of a distribution. */
    static DistributionBuilder named(String name) {
        return new DistributionBuilder(name);
    }

    /** As a script writes it: {@code Binomial(n, logit = ...)}. */
    public String signature() {
        List<String> first =
                Catalogue.distributions(name).stream()
                        .limit(1)
                        .flatMap(form -> form.parameters().stream())
                        .map(Parameter::name)
                        .toList();
        return parameters.stream()
                .map(
                        parameter ->
                                named && !first.contains(parameter.name())
                                        ? parameter.name() + " = ..."
                                        : parameter.name())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** Whether it can be drawn from. */
    public boolean hasSampler() {
        return !noise.isEmpty() || role == Role.POINT;
    }

    /** The parameters that give an end of the set that a draw comes from. */
    public List<Integer> endsOfDraws() {
        return ends(formula.hiddenEnds().draws());
    }

    /** The parameters that give an end of the set on which the density is positive. */
    public List<Integer> endsOfDensity() {
        return ends(formula.hiddenEnds().density());
    }

    private List<Integer> ends(List<Integer> hidden) {
        List<Bound> shown =
                switch (support) {
                    case Support.Interval(Bound lower, Bound upper) -> List.of(lower, upper);
                    case Support.Integers(Bound lower, Bound upper) -> List.of(lower, upper);
                    case Support.Structured _ -> List.of();
                };
        List<Integer> all = new ArrayList<>(hidden);
        for (Bound end : shown) {
            if (end instanceof Bound.Computed(int index, String _)) {
                all.add(index);
            }
        }
        return all;
    }

    /** Whether its values are integers. */
    public boolean isDiscrete() {
        return support.isDiscrete();
    }

    /** How many dimensions one value has. */
    public int rank() {
        return dimensions.size();
    }

    /**
     * A parameter.
     *
     * @param support where the elements of its values must lie
     * @param reparameterization how a draw depends on it
     * @param dimensions the labels of the dimensions of one value, see {@link
     *     Distribution#dimensions}
     */
    public record Parameter(
            String name,
            Support support,
            Reparameterization reparameterization,
            List<String> dimensions) {
        public Parameter {
            dimensions = List.copyOf(dimensions);
        }

        /** A parameter whose dimensions, if it has any, are those of the distribution's values. */
        public Parameter(String name, Support support, Reparameterization reparameterization) {
            this(name, support, reparameterization, defaultDimensions(support));
        }

        /** How many dimensions one value has: an argument has them at least. */
        public int rank() {
            return dimensions.size();
        }
    }

    static List<String> defaultDimensions(Support support) {
        return Collections.nCopies(support.rank(), "K");
    }

    /** How a draw is a differentiable map of a parameter; declared for each, never by default. */
    public enum Reparameterization {
        LOCATION_SCALE("location-scale"),
        INVERSE_CDF("inverse CDF"),
        IMPLICIT("implicit"),
        COMPOSITION("composition"),
        /** It is not: the parameter's gradient needs the score function. */
        NONE("none");

        private final String text;

        Reparameterization(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a distribution can stand for in a script. */
    public enum Role {
        /** Priors, observations, guides and generated quantities. */
        ANY,
        /**
         * Observations and generated quantities: its values have atoms inside a continuum, so that
         * no latent can have it.
         */
        OBSERVATION,
        /** Guides alone: it has no density, a point is all there is. */
        POINT
    }

    /**
     * What one element of a noise is distributed as; a draw takes one of each noise for each
     * element of the value, or a single one.
     */
    public enum Noise {
        NORMAL,
        UNIFORM,
        /** One uniform for the whole draw, whatever the dimensions of the value. */
        SINGLE_UNIFORM;

        /** Whether a draw takes one of it, not one for each element. */
        public boolean isSingle() {
            return this == SINGLE_UNIFORM;
        }
    }

    /** Mean and variance, each empty where it has no formula. */
    public record Moments(Optional<Moment> mean, Optional<Moment> variance) {
        static final Moments UNKNOWN = new Moments(Optional.empty(), Optional.empty());
    }

    /** A mean or variance, element by element of the value; NaN where it does not exist. */
    @FunctionalInterface
    public interface Moment {
        /**
         * @param event the axes of one value's dimensions
         * @return with the axes of the parameters and, where it differs between the elements of a
         *     value, those of the event
         */
        Variable of(Builder builder, List<Axis> event, List<Value> parameters);
    }

    /**
     * What the reference says of a distribution.
     *
     * @param summary one sentence
     * @param density its density or mass as a formula in plain text, of {@code y} and the
     *     parameters
     * @param example a statement of a script that uses it
     */
    public record Text(String summary, String density, String example) {}

    /**
     * Parameters with which ends move that the support does not show.
     *
     * @param draws ends of the set that a draw comes from
     * @param density ends of the set on which the density is positive
     */
    public record Ends(List<Integer> draws, List<Integer> density) {
        static final Ends NONE = new Ends(List.of(), List.of());

        public Ends {
            draws = List.copyOf(draws);
            density = List.copyOf(density);
        }
    }

    /**
     * Density and sampler. Parameters come in declared order; each {@link Value}'s shape is its
     * event shape only (empty for scalars).
     */
    public interface Formula {
        /**
         * The log density (or log mass) of a value that is known to lie on the support; elsewhere
         * any number or NaN. The result has the axes of value and parameters without their event
         * axes, and may lack those along which it is constant. Equal labels of value and parameters
         * lie along the same {@link Axis} object: a vector parameter of a vector distribution lies
         * along the value's event axis, a matrix parameter's row lies along it too and its column
         * along an axis of its own.
         */
        Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters);

        /** Whether a value lies on the support (1 or 0), or empty where every value does. */
        Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters);

        /** See {@link Ends}. */
        default Ends hiddenEnds() {
            return Ends.NONE;
        }

        /**
         * The log density (or log mass) of any value, {@code -inf} outside the support; otherwise
         * as {@link #logDensityOnSupport}.
         */
        default Variable logDensity(Builder builder, Value value, List<Value> parameters) {
            Optional<Variable> inside = onSupport(builder, value, parameters);
            return inside.isEmpty()
                    ? logDensityOnSupport(builder, value, parameters)
                    : builder.select(
                            inside.get(),
                            logDensityOnSupport(builder, value, parameters),
                            builder.constant(Double.NEGATIVE_INFINITY));
        }

        /**
         * The entropy of one value in nats, the expectation of {@code -log density}, over the axes
         * of the parameters without their event axes; empty where no closed form is known.
         *
         * @param event the axes of the value's dimensions
         */
        default Optional<Variable> entropy(
                Builder builder, List<Axis> event, List<Value> parameters) {
            return Optional.empty();
        }

        /**
         * A draw, as a differentiable map of the parameters that are declared so.
         *
         * @param event the axes of the draw's dimensions
         * @param noise the distribution's noises, each with one element for each element of the
         *     draw, or for each draw: with the draw's event axes, unless single, and all axes
         *     (plates, particles) along which draws are independent
         */
        Variable draw(Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters);
    }
}
