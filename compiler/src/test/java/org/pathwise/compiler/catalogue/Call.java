package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Typed and lowered calls of functions, as a compilation would make them: one axis for each
 * dimension of a value.
 */
final class Call implements BuiltIn.Context {
    private static final Map<String, Integer> SIZES = Map.of("N", 3, "D", 2, "K", 4);

    final Sketch sketch;
    private final Map<String, Axis> canonical = new HashMap<>();

    Call(long seed) {
        sketch = new Sketch(seed);
    }

    /** A value with its type. */
    record Typed(Value value, Type type) {}

    static Dimension dimension(String text) {
        return text.matches("\\d+") ? Dimension.of(Integer.parseInt(text)) : Dimension.of(text);
    }

    /** A type of reals: {@code "N,D"}, or an empty text for a scalar. */
    static Type type(String shape) {
        return shape.isEmpty()
                ? Type.REAL
                : Type.real(
                        java.util.Arrays.stream(shape.split(","))
                                .map(Call::dimension)
                                .toArray(Dimension[]::new));
    }

    /** An input of random values. */
    Typed input(String shape, double low, double high) {
        Type type = type(shape);
        List<Axis> axes = axes(type);
        return new Typed(
                new Value(sketch.input("x", low, high, axes.toArray(Axis[]::new)), axes), type);
    }

    /** Calls a function, and moves the result to its dimensions' own axes. */
    Typed apply(String name, Typed... arguments) {
        BuiltIn function = Catalogue.function(name).orElseThrow();
        List<Type> types = java.util.Arrays.stream(arguments).map(Typed::type).toList();
        if (!(function.typing().type(types) instanceof Typing.Fits(Type type))) {
            throw new AssertionError(function.typing().type(types).toString());
        }
        List<Value> values = java.util.Arrays.stream(arguments).map(Typed::value).toList();
        Value result = function.lowering().lower(this, values);
        if (!result.shape().stream()
                .map(Axis::dimension)
                .toList()
                .equals(type.shape().stream().map(Dimension::toString).toList())) {
            throw new AssertionError(
                    name + " has the type " + type + " but the shape " + result.shape());
        }
        List<Axis> axes = axes(type);
        Variable renamed = Products.rename(this, result.variable(), result.shape(), axes);
        return new Typed(new Value(renamed, axes), type);
    }

    /** The elements, row-major. */
    double[] elements(Typed result) {
        Variable full = new Algebra(sketch.builder).full(result.value());
        return Interpreter.run(sketch.program(full), sketch.inputs)
                .get(full)
                .arranged(result.value().shape())
                .values();
    }

    double[] given(Typed input) {
        Tensor tensor = sketch.inputs.get(input.value().variable());
        return tensor.arranged(input.value().shape()).values();
    }

    private List<Axis> axes(Type type) {
        List<Axis> axes = new ArrayList<>();
        Map<Dimension, Integer> seen = new HashMap<>();
        for (Dimension dimension : type.shape()) {
            int occurrence = seen.merge(dimension, 1, Integer::sum);
            axes.add(
                    canonical.computeIfAbsent(dimension + "/" + occurrence, _ -> fresh(dimension)));
        }
        return axes;
    }

    @Override
    public Builder builder() {
        return sketch.builder;
    }

    @Override
    public Axis fresh(Dimension dimension) {
        return sketch.axis(dimension.toString(), dimension.evaluate(SIZES));
    }

    @Override
    public Axis freshLike(Axis axis) {
        return sketch.axis(axis.dimension(), axis.extent());
    }
}
