package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.Distribution.Text;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * All probability at one point, element by element: in a guide, a point estimate. It has no density
 * with respect to those of the model; its logarithm counts 0, so that the objective is the expected
 * log joint density, no evidence lower bound.
 */
public record PointMass() implements Distribution.Formula {
    public static final String NAME = "Delta";

    /** {@code Delta(x)}. */
    public static Distribution entry() {
        return new Distribution(
                NAME,
                List.of(new Parameter("x", Support.REAL, Reparameterization.COMPOSITION)),
                false,
                Support.REAL,
                List.of(),
                Role.POINT,
                List.of(),
                new PointMass(),
                Optional.empty(),
                Moments.UNKNOWN,
                new Text("A point estimate: the value x itself.", "", "mu ~ Delta(m)"));
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return builder.constant(0);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        return parameters.getFirst().variable();
    }
}
