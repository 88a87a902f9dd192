package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.ReferenceRow.Numbers;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.rewrite.Rewrite;
import org.pathwise.runtime.random.RandomStream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many draws of a distribution of vectors or matrices, and functions of each. */
final class VectorDraws {
    private final Distribution distribution;
    private final int count;
    private final Sketch sketch = new Sketch(1);
    private final Axis draws;
    private final List<Axis> event;
    private final List<Value> parameters = new ArrayList<>();
    private final Variable drawn;

    /**
     * Makes draws.
     *
     * @param extents of a draw
     */
    VectorDraws(
            Distribution distribution,
            List<Numbers> parameters,
            List<Integer> extents,
            int count,
            long seed) {
        this.distribution = distribution;
        this.count = count;
        draws = sketch.axis("draws", count);
        Labelled labelled = new Labelled(sketch);
        event = labelled.axes(distribution.dimensions(), extents);
        for (int i = 0; i < parameters.size(); i++) {
            List<String> labels = distribution.parameters().get(i).dimensions();
            List<Axis> shape = labelled.axes(labels, parameters.get(i).extents());
            this.parameters.add(repeated(parameters.get(i), shape));
        }
        List<Value> noise = new ArrayList<>();
        for (Noise kind : distribution.noise()) {
            noise.add(noise(kind, noise.size(), seed));
        }
        drawn = distribution.formula().draw(sketch.builder, event, noise, this.parameters);
    }

    /** The same numbers for each draw, so that each has a derivative of its own. */
    private Value repeated(Numbers numbers, List<Axis> shape) {
        List<Axis> order = new ArrayList<>(List.of(draws));
        order.addAll(shape);
        double[] values = new double[count * numbers.values().length];
        for (int k = 0; k < values.length; k++) {
            values[k] = numbers.values()[k % numbers.values().length];
        }
        return new Value(sketch.input("parameter", new Tensor(order, values)), shape);
    }

    private Value noise(Noise kind, int place, long seed) {
        List<Axis> shape = kind.isSingle() ? List.of() : event;
        List<Axis> order = new ArrayList<>(List.of(draws));
        order.addAll(shape);
        Tensor tensor = Tensor.zeros(order);
        RandomStream stream = new RandomStream(seed, 1, 0, place);
        if (kind == Noise.NORMAL) {
            stream.fillNormal(tensor.values(), 0, 1, tensor.values().length);
        } else {
            stream.fillUniform(tensor.values(), 0, 1, tensor.values().length);
        }
        return new Value(sketch.data("noise", tensor), shape);
    }

    /** The weighted sum of the elements of each draw. */
    Variable weighted(double... weights) {
        Variable weight = sketch.data("weights", new Tensor(event, weights));
        return sketch.builder.sum(sketch.builder.multiply(weight, drawn), event);
    }

    Algebra algebra() {
        return new Algebra(sketch.builder);
    }

    Value draw() {
        return new Value(drawn, event);
    }

    /** A mean or variance, for each draw anew. */
    Variable moment(Distribution.Moment moment) {
        Variable found = moment.of(sketch.builder, event, parameters);
        List<Axis> order = new ArrayList<>(List.of(draws));
        order.addAll(event);
        return algebra().spread(found, order);
    }

    /** The log density of each draw, the draw itself held fixed. */
    Variable logDensity() {
        Value fixed = new Value(sketch.builder.stopGradient(drawn), event);
        return distribution.formula().logDensity(sketch.builder, fixed, parameters);
    }

    /** A function of each draw, with the draws outermost. */
    double[] values(Variable function) {
        List<Axis> order = new ArrayList<>(List.of(draws));
        event.stream().filter(function::has).forEach(order::add);
        return Interpreter.run(sketch.program(function), sketch.inputs)
                .get(function)
                .arranged(order)
                .values();
    }

    /** A number of each draw, as the simplified program computes it. */
    double[] simplifiedValues(Variable function) {
        Program program = Rewrite.simplifyToRun(sketch.program(function), sketch.names);
        return Interpreter.run(program, sketch.inputs)
                .get(program.outputs().getFirst())
                .arranged(List.of(draws))
                .values();
    }

    /** For each parameter and each of its elements, the derivatives of each draw's function. */
    List<double[][]> gradients(Variable function) {
        Variable total = sketch.builder.sum(function, List.of(draws));
        List<Variable> inputs = parameters.stream().map(Value::variable).toList();
        Program program =
                Differentiate.gradient(sketch.program(total), total, inputs, sketch.names);
        Map<Variable, Tensor> found = Interpreter.run(program, sketch.inputs);
        List<double[][]> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            double[] all =
                    found.get(program.outputs().get(1 + i))
                            .arranged(sketch.inputs.get(inputs.get(i)).order())
                            .values();
            int size = all.length / count;
            double[][] byElement = new double[size][count];
            for (int k = 0; k < all.length; k++) {
                byElement[k % size][k / size] = all[k];
            }
            gradients.add(byElement);
        }
        return gradients;
    }
}
