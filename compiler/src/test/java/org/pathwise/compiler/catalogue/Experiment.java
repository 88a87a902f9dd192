package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.runtime.random.RandomStream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many draws of a distribution at once, with the gradient of a test function of each draw. */
final class Experiment {
    private Experiment() {}

    /**
     * What came out.
     *
     * @param draws the test function of each draw, or the draws themselves
     * @param gradients for each parameter and each of its elements, the derivative at each draw
     */
    record Result(double[] draws, List<double[][]> gradients) {}

    /**
     * Makes draws.
     *
     * @param parameters scalars, vectors or (row-major) square matrices, one array each
     * @param ranks how many dimensions each has
     * @param eventRank the dimensions of a draw, 0 or 1
     * @param test from the event's axis and the draws to what is wanted of each draw, a scalar
     */
    static Result run(
            Distribution distribution,
            List<double[]> parameters,
            int[] ranks,
            int eventRank,
            int extent,
            int draws,
            long seed,
            TestFunction test) {
        Sketch sketch = new Sketch(seed);
        Axis n = sketch.axis("draws", draws);
        Axis event = sketch.axis("K", extent);
        Axis column = sketch.axis("K", extent);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            List<Axis> shape = List.of(event, column).subList(0, ranks[i]);
            List<Axis> order = new ArrayList<>(List.of(n));
            order.addAll(shape);
            double[] repeated = new double[draws * parameters.get(i).length];
            for (int k = 0; k < repeated.length; k++) {
                repeated[k] = parameters.get(i)[k % parameters.get(i).length];
            }
            values.add(new Value(sketch.input("parameter", new Tensor(order, repeated)), shape));
        }
        List<Axis> shape = List.of(event).subList(0, eventRank);
        List<Value> noise = new ArrayList<>();
        for (Noise kind : distribution.noise()) {
            List<Axis> own = kind.isSingle() ? List.of() : shape;
            List<Axis> order = new ArrayList<>(List.of(n));
            order.addAll(own);
            Tensor tensor = Tensor.zeros(order);
            RandomStream stream = new RandomStream(seed, 1, 0, noise.size());
            switch (kind) {
                case NORMAL -> stream.fillNormal(tensor.values(), 0, 1, tensor.values().length);
                case UNIFORM, SINGLE_UNIFORM ->
                        stream.fillUniform(tensor.values(), 0, 1, tensor.values().length);
            }
            noise.add(new Value(sketch.data("noise", tensor), own));
        }
        Variable drawn =
                distribution
                        .formula()
                        .draw(sketch.builder, List.of(event).subList(0, eventRank), noise, values);
        Variable result = test.of(sketch, event, drawn);
        Variable total = sketch.builder.sum(result, List.of(n));
        List<Variable> inputs = values.stream().map(Value::variable).toList();
        Program program =
                Differentiate.gradient(sketch.program(result, total), total, inputs, sketch.names);
        Map<Variable, Tensor> found = Interpreter.run(program, sketch.inputs);
        List<double[][]> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            double[] all =
                    found.get(program.outputs().get(2 + i))
                            .arranged(sketch.inputs.get(inputs.get(i)).order())
                            .values();
            int size = parameters.get(i).length;
            double[][] byElement = new double[size][draws];
            for (int k = 0; k < all.length; k++) {
                byElement[k % size][k / size] = all[k];
            }
            gradients.add(byElement);
        }
        return new Result(found.get(result).values(), gradients);
    }

    @FunctionalInterface
    interface TestFunction {
        TestFunction ITSELF = (sketch, event, draw) -> draw;
        TestFunction TANH =
                (sketch, event, draw) ->
                        sketch.builder.apply(org.pathwise.compiler.array.Function.TANH, draw);

        Variable of(Sketch sketch, Axis event, Variable draw);

        /** A weighted sum of a vector's elements. */
        static TestFunction weighted(double... weights) {
            return (sketch, event, draw) -> {
                Variable weight = sketch.data("weights", new Tensor(List.of(event), weights));
                return sketch.bind(new Operation.Contract(weight, draw, List.of(event)));
            };
        }

        /** The hyperbolic tangent of a weighted sum of a vector's elements. */
        static TestFunction ofWeighted(double... weights) {
            TestFunction sum = weighted(weights);
            return (sketch, event, draw) -> TANH.of(sketch, event, sum.of(sketch, event, draw));
        }
    }

    /** The log density of one vector, along whose axis the vectors among the parameters lie. */
    static double logDensityOfVector(
            Distribution distribution, List<double[]> parameters, double[] value) {
        Sketch sketch = new Sketch(1);
        Axis k = sketch.axis("K", value.length);
        List<Value> arguments = new ArrayList<>();
        for (double[] parameter : parameters) {
            List<Axis> shape = parameter.length == 1 ? List.of() : List.of(k);
            arguments.add(
                    new Value(sketch.input("parameter", new Tensor(shape, parameter)), shape));
        }
        Value y = new Value(sketch.input("y", new Tensor(List.of(k), value)), List.of(k));
        Variable density = distribution.formula().logDensity(sketch.builder, y, arguments);
        return Interpreter.run(sketch.program(density), sketch.inputs).get(density).scalar();
    }

    /** The log density of scalars at many values. */
    static double[] logDensity(
            Distribution distribution, List<double[]> parameters, double[] values) {
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("N", values.length);
        Variable value = sketch.input("y", new Tensor(List.of(n), values));
        List<Value> arguments = arguments(sketch, parameters);
        Variable density =
                distribution.formula().logDensity(sketch.builder, Value.scalar(value), arguments);
        return Interpreter.run(sketch.program(density), sketch.inputs).get(density).values();
    }

    /** A mean or variance of a number; parameters of more than one element are vectors. */
    static double moment(Distribution.Moment moment, List<double[]> parameters) {
        Sketch sketch = new Sketch(1);
        Variable result = moment.of(sketch.builder, List.of(), arguments(sketch, parameters));
        return Interpreter.run(sketch.program(result), sketch.inputs).get(result).scalar();
    }

    /** All vectors of one length lie along one axis. */
    private static List<Value> arguments(Sketch sketch, List<double[]> parameters) {
        Map<Integer, Axis> axes = new HashMap<>();
        List<Value> arguments = new ArrayList<>();
        for (double[] parameter : parameters) {
            if (parameter.length == 1) {
                arguments.add(Value.scalar(sketch.input("parameter", Tensor.scalar(parameter[0]))));
            } else {
                Axis k = axes.computeIfAbsent(parameter.length, length -> sketch.axis("K", length));
                arguments.add(
                        new Value(
                                sketch.input("parameter", new Tensor(List.of(k), parameter)),
                                List.of(k)));
            }
        }
        return arguments;
    }
}
