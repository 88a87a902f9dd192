package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * A distribution of the language.
 *
 * @param name as in scripts; two parameterizations of one distribution ({@code Bernoulli(p)} and
 *     {@code Bernoulli(logit = eta)}) are two entries of one name
 * @param parameters in the order of positional arguments
 * @param named whether a script chooses it by naming a parameter that the first entry of this name
 *     has not ({@code Binomial(n, logit = eta)}); the other parameters may still come by position
 * @param support of its values; its computed bounds count the parameters
 * @param noise the raw noises of one draw, in the order in which the sampler takes them; empty
 *     where the distribution has no sampler ({@code Flat})
 * @param formula its density and sampler as array operations
 */
public record Distribution(
        String name,
        List<Parameter> parameters,
        boolean named,
        Support support,
        List<Noise> noise,
        Formula formula) {
    public Distribution {
        parameters = List.copyOf(parameters);
        noise = List.copyOf(noise);
    }

    /** Whether it can be drawn from. */
    public boolean hasSampler() {
        return !noise.isEmpty();
    }

    /** Whether its values are integers. */
    public boolean isDiscrete() {
        return support.isDiscrete();
    }

    /**
     * A parameter.
     *
     * @param support where its values must lie; its rank says how many dimensions an argument has
     *     at least
     * @param reparameterization how a draw depends on it
     */
    public record Parameter(String name, Support support, Reparameterization reparameterization) {}

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

    /**
     * What one element of a noise is distributed as; a draw takes one of each noise for each
     * element of the value.
     */
    public enum Noise {
        NORMAL,
        UNIFORM
    }

    /**
     * Density and sampler. Parameters come in declared order; each {@link Value}'s shape is its
     * event shape only (empty for scalars).
     */
    public interface Formula {
        /**
         * The log density (or log mass) of a value that is known to lie on the support; elsewhere
         * any number or NaN. The result has the axes of value and parameters without the value's
         * event axes, and may lack those along which it is constant. Where value or parameters have
         * an event, its axes are the same {@link org.pathwise.compiler.array.Axis} objects: a
         * vector parameter of a vector distribution lies along the value's event axis, a matrix
         * parameter's row lies along it too and its column along an axis of its own.
         */
        Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters);

        /** Whether a value lies on the support (1 or 0), or empty where every value does. */
        Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters);

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
         * A draw, as a differentiable map of the parameters that are declared so.
         *
         * @param noise the distribution's noises, each with one element for each element of the
         *     draw: with the draw's event axes and all axes (plates, particles) along which draws
         *     are independent
         */
        Variable draw(Builder builder, List<Value> noise, List<Value> parameters);
    }
}
