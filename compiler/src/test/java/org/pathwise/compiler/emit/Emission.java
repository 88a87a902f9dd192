package org.pathwise.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.runtime.program.Kernel;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A compiled program with its buffers, to be compared with the interpreter. */
final class Emission {
    private static final int METHOD_LIMIT = 6000;
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    private final Precision precision;
    private final Program program;
    private final Map<Variable, Tensor> inputs;
    private final List<Binding> outputs;
    private final Kernel kernel;
    private final double[][] buffers;

    /**
     * Lays the inputs into two buffers and the outputs into one, with gaps, in a random order of
     * axes.
     */
    Emission(
            Program program,
            Map<Variable, Tensor> inputs,
            List<Axis> innermost,
            boolean vectors,
            Precision precision,
            long seed) {
        this.program = precision == Precision.FLOAT ? rounded(program) : program;
        this.inputs = inputs;
        this.precision = precision;
        Random random = new Random(seed);
        int[] sizes = new int[3];
        List<Binding> from = new ArrayList<>();
        for (Variable input : program.inputs()) {
            from.add(bind(input, random.nextInt(2), sizes, random));
        }
        outputs = new ArrayList<>();
        for (Variable output : program.outputs()) {
            outputs.add(bind(output, 2, sizes, random));
        }
        buffers = new double[3][];
        for (int i = 0; i < 3; i++) {
            buffers[i] = new double[sizes[i]];
            Arrays.fill(buffers[i], Double.NaN);
        }
        Map<Variable, Tensor> seen = seen(0, 0);
        for (Binding binding : from) {
            double[] values = tensor(seen, binding.variable()).arranged(binding.order()).values();
            System.arraycopy(values, 0, buffers[binding.buffer()], binding.offset(), values.length);
        }
        Emitter.Compiled compiled =
                Emitter.compile(
                        this.program,
                        from,
                        outputs,
                        new Layout(innermost, () -> vectors, Elements.of(precision)));
        checkClass(compiled.classFile());
        kernel = compiled.kernel();
    }

    /** With such data as single precision holds. */
    private static Program rounded(Program program) {
        List<Let> lets =
                program.lets().stream()
                        .map(
                                let ->
                                        let.operation() instanceof Operation.Data(DataArray data)
                                                ? new Let(
                                                        let.variables(),
                                                        new Operation.Data(rounded(data)))
                                                : let)
                        .toList();
        return new Program(program.inputs(), lets, program.outputs());
    }

    private static DataArray rounded(DataArray data) {
        double[] values = Arrays.stream(data.values()).map(x -> (float) x).toArray();
        return new DataArray(data.name(), data.order(), values);
    }

    private static Binding bind(Variable variable, int buffer, int[] sizes, Random random) {
        List<Axis> order = new ArrayList<>(variable.axes());
        Collections.shuffle(order, random);
        int offset = sizes[buffer] + random.nextInt(3);
        sizes[buffer] = offset + (int) variable.size();
        return new Binding(variable, buffer, offset, order);
    }

    private static void checkClass(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        assertThat(ClassFile.of().verify(model)).isEmpty();
        model.methods()
                .forEach(
                        method ->
                                method.findAttribute(java.lang.classfile.Attributes.code())
                                        .map(CodeAttribute.class::cast)
                                        .ifPresent(
                                                code ->
                                                        assertThat(code.codeLength())
                                                                .as(
                                                                        method.methodName()
                                                                                .stringValue())
                                                                .isLessThan(METHOD_LIMIT)));
    }

    Kernel kernel() {
        return kernel;
    }

    double[][] buffers() {
        return buffers;
    }

    /** Runs the kernel, twice, and the interpreter, and compares all outputs. */
    void check(String name) {
        Map<Variable, Tensor> expected = Interpreter.run(program, seen(0, 0));
        Map<Variable, Double> bounds = bounds(expected);
        for (int run = 0; run < 2; run++) {
            Arrays.fill(buffers[2], Double.NaN);
            kernel.run(buffers);
            for (Binding binding : outputs) {
                Variable output = binding.variable();
                double[] values = tensor(expected, output).arranged(binding.order()).values();
                double bound = java.util.Objects.requireNonNull(bounds.get(output));
                compare(name + " " + output, values, binding.offset(), bound);
            }
        }
    }

    /**
     * How far an output's elements may be off. In double precision, 1e-11 of the largest. In single
     * precision, a rounding, for each operation of the program, of the largest number that it meets
     * (terms of sums that cancel are among them); and what the output changes if the inputs do, by
     * up to 16 roundings in random directions.
     */
    private Map<Variable, Double> bounds(Map<Variable, Tensor> expected) {
        Map<Variable, Double> bounds = new HashMap<>();
        double all =
                Interpreter.runAll(program, seen(0, 0)).values().stream()
                        .mapToDouble(tensor -> largest(tensor.values()))
                        .max()
                        .orElse(0);
        for (Binding binding : outputs) {
            double own = largest(tensor(expected, binding.variable()).values());
            bounds.put(
                    binding.variable(),
                    switch (precision) {
                        case DOUBLE -> 1e-11 * Math.max(1, own);
                        case FLOAT -> UNIT_ROUNDOFF * (4 + program.lets().size()) * all;
                    });
        }
        if (precision == Precision.FLOAT) {
            for (int seed = 1; seed <= 4; seed++) {
                Map<Variable, Tensor> moved =
                        Interpreter.run(program, seen(16 * UNIT_ROUNDOFF, seed));
                bounds.replaceAll(
                        (output, bound) -> {
                            double[] from = tensor(expected, output).values();
                            double[] to = tensor(moved, output).values();
                            double[] change = new double[from.length];
                            Arrays.setAll(change, i -> Math.abs(to[i] - from[i]));
                            return bound + largest(change);
                        });
            }
        }
        return bounds;
    }

    private static Tensor tensor(Map<Variable, Tensor> tensors, Variable variable) {
        return java.util.Objects.requireNonNull(tensors.get(variable));
    }

    /** The inputs as the kernel sees them, each element moved by a random part of itself. */
    private Map<Variable, Tensor> seen(double part, long seed) {
        if (precision == Precision.DOUBLE) {
            return inputs;
        }
        Random random = new Random(seed);
        Map<Variable, Tensor> seen = new HashMap<>();
        inputs.forEach(
                (variable, tensor) ->
                        seen.put(
                                variable,
                                new Tensor(
                                        tensor.order(),
                                        Arrays.stream(tensor.values())
                                                .map(x -> (float) x)
                                                .map(x -> x * (1 + part * random.nextGaussian()))
                                                .toArray())));
        return seen;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    }

    private void compare(String name, double[] expected, int offset, double bound) {
        for (int i = 0; i < expected.length; i++) {
            double actual = buffers[2][offset + i];
            if (!Double.isFinite(expected[i]) || !Double.isFinite(actual)) {
                assertThat(Double.valueOf(actual))
                        .as(name + " at " + i)
                        .isEqualTo(Double.valueOf(expected[i]));
            } else {
                assertThat(Math.abs(actual - expected[i]))
                        .as(name + " at " + i + ": " + actual + " and " + expected[i])
                        .isLessThanOrEqualTo(bound);
            }
        }
    }
}
