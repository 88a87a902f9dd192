package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.estimate.Entropy;

import java.util.List;
import java.util.Optional;

/** What a differentiable draw adds to the objective for the guide's entropy. */
final class DrawEntropy {
    private DrawEntropy() {}

    /**
     * Of a draw of a distribution, element by element; empty where minus the log density of the
     * draw serves as it is.
     *
     * @param drawn whose shape ends with the event
     */
    static Optional<Variable> of(
            Entropy entropy,
            LowerDensity densities,
            Builder builder,
            Distribution distribution,
            Value drawn,
            List<Value> arguments) {
        List<Axis> shape = drawn.shape();
        return switch (entropy) {
            case SAMPLE -> Optional.empty();
            case CLOSED -> densities.entropy(distribution, arguments, shape);
            case STL -> {
                List<Value> held =
                        arguments.stream()
                                .map(
                                        value ->
                                                new Value(
                                                        builder.stopGradient(value.variable()),
                                                        value.shape()))
                                .toList();
                Variable log = densities.density(distribution, drawn, held, true).variable();
                yield Optional.of(builder.negate(log));
            }
        };
    }
}
