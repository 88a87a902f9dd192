package org.pathwise.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.compiler.array.Axis;
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
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A compiled program with its buffers, to be compared with the interpreter. */
final class Emission {
    private static final int METHOD_LIMIT = 6000;
    private static final double TOLERANCE = 1e-11;

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
            long seed) {
        this.program = program;
        this.inputs = inputs;
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
        for (Binding binding : from) {
            double[] values = inputs.get(binding.variable()).arranged(binding.order()).values();
            System.arraycopy(values, 0, buffers[binding.buffer()], binding.offset(), values.length);
        }
        Emitter.Compiled compiled =
                Emitter.compile(program, from, outputs, new Layout(innermost, () -> vectors));
        checkClass(compiled.classFile());
        kernel = compiled.kernel();
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
        Map<Variable, Tensor> expected = Interpreter.run(program, inputs);
        for (int run = 0; run < 2; run++) {
            Arrays.fill(buffers[2], Double.NaN);
            kernel.run(buffers);
            for (Binding binding : outputs) {
                double[] values =
                        expected.get(binding.variable()).arranged(binding.order()).values();
                compare(name + " " + binding.variable(), values, binding.offset());
            }
        }
    }

    private void compare(String name, double[] expected, int offset) {
        double scale =
                Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            double actual = buffers[2][offset + i];
            if (!Double.isFinite(expected[i]) || !Double.isFinite(actual)) {
                assertThat(Double.valueOf(actual))
                        .as(name + " at " + i)
                        .isEqualTo(Double.valueOf(expected[i]));
            } else {
                double error = Math.abs(actual - expected[i]) / Math.max(scale, 1);
                assertThat(error)
                        .as(name + " at " + i + ": " + actual + " and " + expected[i])
                        .isLessThan(TOLERANCE);
            }
        }
    }
}
