package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.Optional;

/**
 * The factors of dropout (Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks
 * from overfitting", section 4, in the form that scales while training): each is 0 with the rate's
 * probability, else {@code 1 / (1 - rate)}, so that the mean is 1. Where nothing is trained, as in
 * draws and predictions, each is 1.
 */
public final class Dropout {
    private static final String NAME = "dropout";

    private Dropout() {}

    /** Whether a function is one of these. */
    public static boolean is(BuiltIn function) {
        return function.name().startsWith(NAME + ".");
    }

    /**
     * The factors for one place of a script, as a function of the rate.
     *
     * @param number tells places apart: equal factors are those of one place
     * @param shape of the factors
     * @param rate the probability of 0, from 0 to below 1
     */
    public static BuiltIn factors(int number, List<Dimension> shape, double rate) {
        Type type = new Type(Element.REAL, shape);
        return Entries.smooth(
                NAME + "." + number,
                "dropout(rate, x): x, of which each element is 0 with the rate's probability",
                _ -> new BuiltIn.Typing.Fits(type),
                (context, _) -> lower(context, shape, rate),
                _ -> Range.closed(0, 1 / (1 - rate)));
    }

    private static Value lower(BuiltIn.Context context, List<Dimension> shape, double rate) {
        List<Axis> axes = shape.stream().map(context::fresh).toList();
        Algebra a = new Algebra(context.builder());
        Optional<Variable> uniform = context.trainingNoise(NAME, axes);
        if (uniform.isEmpty()) {
            return new Value(a.number(1), axes);
        }
        Variable dropped = a.of(Function.LESS, uniform.get(), a.number(rate));
        return new Value(a.select(dropped, a.number(0), a.number(1 / (1 - rate))), axes);
    }
}
