package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Dimension;

import java.util.Map;

/**
 * A learnable array of a net: a parameter of the fit, the same for model, guide and generate.
 *
 * @param start how its starting values are made
 */
public record Weight(Symbol symbol, Start start) {

    /** How the starting values of a weight are made. */
    public sealed interface Start {}

    /** All elements alike: the shift (0) and the gain (1) of a layer. */
    record Constant(double value) implements Start {}

    /**
     * Independent normal numbers of variance {@code gain / fanIn}, which keep the size of a signal
     * from layer to layer: gain 2 before a rectifier (He et al. 2015, "Delving Deep into
     * Rectifiers", section 2.2), else 1 (LeCun et al. 1998, "Efficient BackProp", section 4.6).
     *
     * @param fanIn how many inputs each output sums over
     */
    record FanIn(Dimension fanIn, double gain) implements Start {}

    public static Weight constant(Symbol symbol, double value) {
        return new Weight(symbol, new Constant(value));
    }

    public static Weight fanIn(Symbol symbol, Dimension fanIn, double gain) {
        return new Weight(symbol, new FanIn(fanIn, gain));
    }

    /** The value that the starting values spread around. */
    public double center() {
        return switch (start) {
            case Constant(double value) -> value;
            case FanIn _ -> 0;
        };
    }

    /**
     * The standard deviation of the starting values.
     *
     * @param sizes of the named dimensions
     */
    public double spread(Map<String, Integer> sizes) {
        return switch (start) {
            case Constant _ -> 0;
            case FanIn(Dimension fanIn, double gain) ->
                    Math.sqrt(gain / Math.max(1, fanIn.evaluate(sizes)));
        };
    }
}
