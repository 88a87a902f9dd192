package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.ReferenceRow.Numbers;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A distribution at the value and parameters of a reference row, and what it gives there. */
final class ReferencePoint {
    private final Distribution distribution;
    private final Sketch sketch = new Sketch(1);
    private final Value value;
    private final List<Value> parameters = new ArrayList<>();

    ReferencePoint(Distribution distribution, ReferenceRow row) {
        this.distribution = distribution;
        Labelled labelled = new Labelled(sketch);
        value = input(row.value(), distribution.dimensions(), labelled);
        List<String> names = row.parameters();
        for (int i = 0; i < names.size(); i++) {
            parameters.add(
                    input(
                            row.parameter(names.get(i)),
                            distribution.parameters().get(i).dimensions(),
                            labelled));
        }
    }

    private Value input(Numbers numbers, List<String> labels, Labelled labelled) {
        List<Axis> shape = labelled.axes(labels, numbers.extents());
        return new Value(sketch.input("x", new Tensor(shape, numbers.values())), shape);
    }

    private double run(Variable result) {
        return Interpreter.run(sketch.program(result), sketch.inputs).get(result).scalar();
    }

    double logDensity() {
        return run(distribution.formula().logDensity(sketch.builder, value, parameters));
    }

    /** The derivatives of the log density in the value and each parameter, row-major. */
    List<double[]> derivatives() {
        Variable density = distribution.formula().logDensity(sketch.builder, value, parameters);
        List<Variable> inputs = new ArrayList<>();
        inputs.add(value.variable());
        parameters.forEach(parameter -> inputs.add(parameter.variable()));
        Program gradient =
                Differentiate.gradient(sketch.program(density), density, inputs, sketch.names);
        Map<Variable, Tensor> values = Interpreter.run(gradient, sketch.inputs);
        List<double[]> found = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            found.add(
                    values.get(gradient.outputs().get(1 + i))
                            .arranged(sketch.inputs.get(inputs.get(i)).order())
                            .values());
        }
        return found;
    }

    /** The log distribution function, or its complement; null where the entry has none. */
    @Nullable Double logCumulative(boolean upper) {
        Optional<Cumulative> cumulative = distribution.cumulative();
        if (cumulative.isEmpty()) {
            return null;
        }
        Cumulative.Log log = upper ? cumulative.get().logCcdf() : cumulative.get().logCdf();
        return run(log.of(sketch.builder, value.variable(), parameters));
    }

    /** The mean or variance; null where the entry has no formula. */
    @Nullable Double moment(boolean variance) {
        Optional<Distribution.Moment> moment =
                variance ? distribution.moments().variance() : distribution.moments().mean();
        return moment.map(of -> run(of.of(sketch.builder, value.shape(), parameters))).orElse(null);
    }
}
