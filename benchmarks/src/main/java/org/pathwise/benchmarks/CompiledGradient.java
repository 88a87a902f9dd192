package org.pathwise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.emit.Binding;
import org.pathwise.compiler.emit.Emitter;
import org.pathwise.compiler.rewrite.Rewrite;
import org.pathwise.runtime.program.Kernel;

/** A log density and its gradient, compiled the way a fit compiles them, with buffers to run on. */
final class CompiledGradient {
    private final Kernel kernel;
    private final double[][] buffers;

    private CompiledGradient(Kernel kernel, double[][] buffers) {
        this.kernel = kernel;
        this.buffers = buffers;
    }

    /**
     * Compiles the log density with its gradient in all inputs, which get random values in [-1, 1).
     *
     * @param logDensity one value for each particle
     */
    static CompiledGradient of(
            Builder builder, List<Variable> inputs, Variable logDensity, Axis particles) {
        Variable total = builder.sum(logDensity, List.of(particles));
        Program value = new Program(inputs, builder.lets(), List.of(logDensity));
        Program gradient = Differentiate.gradient(value, total, inputs, builder.names());
        Program program = Rewrite.simplifyToRun(gradient, builder.names());
        List<Binding> from = bind(program.inputs(), 0);
        List<Binding> to = bind(program.outputs(), 1);
        SplittableRandom random = new SplittableRandom(1);
        double[][] buffers = {random.doubles(size(from), -1, 1).toArray(), new double[size(to)]};
        return new CompiledGradient(
                Emitter.emit(program, from, to, List.of(particles)), buffers);
    }

    private static List<Binding> bind(List<Variable> variables, int buffer) {
        List<Binding> bindings = new ArrayList<>();
        for (Variable variable : variables) {
            bindings.add(new Binding(variable, buffer, size(bindings), variable.axes()));
        }
        return bindings;
    }

    private static int size(List<Binding> bindings) {
        return bindings.stream().mapToInt(b -> (int) b.variable().size()).sum();
    }

    /** Evaluates once; gives something that depends on the result. */
    double run() {
        kernel.run(buffers);
        return buffers[1][0];
    }
}
