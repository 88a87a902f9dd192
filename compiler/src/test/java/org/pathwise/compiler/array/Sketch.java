package org.pathwise.compiler.array;

import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A program in the making, with values for its inputs: what the tests of array programs share. */
public final class Sketch {
    public final Names names = new Names();
    public final Builder builder = new Builder(names);
    public final Map<Variable, Tensor> inputs = new LinkedHashMap<>();
    private final SplittableRandom random;

    public Sketch(long seed) {
        random = new SplittableRandom(seed);
    }

    public Axis axis(String dimension, int extent) {
        return names.axis(dimension, extent);
    }

    /** An input with random values between two bounds. */
    public Variable input(String name, double low, double high, Axis... axes) {
        return input(name, random(low, high, axes));
    }

    /** An input with the given values. */
    public Variable input(String name, Tensor value) {
        Variable input = names.variable(name, value.order());
        inputs.put(input, value);
        return input;
    }

    /** Data with random values between two bounds. */
    public Variable data(String name, double low, double high, Axis... axes) {
        return data(name, random(low, high, axes));
    }

    /** Data with the given values. */
    public Variable data(String name, Tensor value) {
        return bind(new Operation.Data(new DataArray(name, value.order(), value.values())));
    }

    public Variable bind(Operation operation) {
        return builder.bind("v", operation);
    }

    public Tensor random(double low, double high, Axis... axes) {
        Tensor tensor = Tensor.zeros(List.of(axes).stream().sorted().toList());
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = low + (high - low) * random.nextDouble();
        }
        return tensor;
    }

    /** A scalar that depends on every element of the results, on each with another weight. */
    public Variable weigh(Collection<Variable> results) {
        Variable total = builder.constant(0);
        for (Variable result : results) {
            Variable weight = data("weight", 0.5, 1.5, result.axes().toArray(Axis[]::new));
            total =
                    builder.add(
                            total, builder.sum(builder.multiply(weight, result), result.axes()));
        }
        return total;
    }

    /** The program so far. */
    public Program program(Variable... outputs) {
        return Verifier.verify(
                new Program(new ArrayList<>(inputs.keySet()), builder.lets(), List.of(outputs)));
    }
}
