package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The probabilities of a continuous distribution of one number, from its density alone: the
 * trapezoidal rule over t, with the unconstrained value {@code sinh(t)} and the support's
 * transform. The integrands decay doubly exponentially, where the rule is as exact as the density.
 *
 * @param values the support's points, increasing
 * @param masses their weights, the density included
 */
record Quadrature(double[] values, double[] masses) {
    private static final int POINTS = 8001;

    static Quadrature of(Distribution distribution, double... parameters) {
        // unconstrained values up to 1e16 on the line, and to about 700 where the transform takes
        // their exp
        double end = distribution.support().equals(Support.REAL) ? 38 : 7.2;
        double step = 2 * end / (POINTS - 1);
        double[] x = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = Math.sinh(-end + i * step);
        }
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("N", POINTS);
        Variable input = sketch.input("x", new Tensor(List.of(n), x));
        List<Value> arguments =
                java.util.Arrays.stream(parameters)
                        .mapToObj(
                                value ->
                                        Value.scalar(
                                                sketch.input("parameter", Tensor.scalar(value))))
                        .toList();
        Transform.Result point =
                Catalogue.transform(distribution.support())
                        .forward(
                                sketch.builder,
                                input,
                                n,
                                List.of(),
                                arguments.stream().map(Value::variable).toList());
        Variable density =
                distribution
                        .formula()
                        .logDensityOnSupport(
                                sketch.builder, Value.scalar(point.value()), arguments);
        Variable log = sketch.builder.add(density, point.logAbsDetJacobian());
        Variable spread =
                sketch.builder.add(log, sketch.builder.multiply(sketch.builder.constant(0), input));
        var found = Interpreter.run(sketch.program(spread, point.value()), sketch.inputs);
        double[] masses = found.get(spread).values().clone();
        for (int i = 0; i < POINTS; i++) {
            double mass = Math.exp(masses[i]) * Math.cosh(-end + i * step) * step;
            masses[i] = Double.isFinite(mass) ? mass : 0;
        }
        double[] values = found.get(point.value()).values().clone();
        if (values[0] > values[POINTS - 1]) {
            // below an end that is given, the transform decreases
            reverse(values);
            reverse(masses);
        }
        return new Quadrature(values, masses);
    }

    private static void reverse(double[] array) {
        for (int i = 0; i < array.length / 2; i++) {
            double kept = array[i];
            array[i] = array[array.length - 1 - i];
            array[array.length - 1 - i] = kept;
        }
    }

    double expectation(DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += masses[i] == 0 ? 0 : masses[i] * function.applyAsDouble(values[i]);
        }
        return sum;
    }

    /**
     * The largest distance between the distribution function and that of (sorted) draws, over the
     * points.
     */
    double distance(double[] sorted) {
        double largest = 0;
        double cumulative = 0;
        int below = 0;
        for (int i = 0; i < values.length; i++) {
            while (below < sorted.length && sorted[below] <= values[i]) {
                below++;
            }
            double function = cumulative + masses[i] / 2;
            cumulative += masses[i];
            largest = Math.max(largest, Math.abs(function - below / (double) sorted.length));
        }
        return largest;
    }
}
