package org.pathwise.compiler;

import org.pathwise.compiler.lower.LowerWeights;
import org.pathwise.runtime.program.Kernel;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.WeightProgram;

import java.util.Optional;
import java.util.stream.Collectors;

/** Log densities from a kernel that writes those of each dimension of rows to arrays of its own. */
final class CompiledWeights implements WeightProgram {
    static final int PARAMETERS = 0;
    static final int NOISE = 1;
    static final int FIRST_OUTPUT = 2;

    private final LowerWeights lowered;
    private final Kernel kernel;
    private final double[][] buffers;

    CompiledWeights(LowerWeights lowered, Kernel kernel) {
        this.lowered = lowered;
        this.kernel = kernel;
        int outputs = lowered.outputOrders().size();
        this.buffers = new double[FIRST_OUTPUT + outputs][];
        for (int i = 0; i < outputs; i++) {
            buffers[FIRST_OUTPUT + i] = new double[noise().particles() * rows(i / 2)];
        }
    }

    @Override
    public NoiseLayout noise() {
        return lowered.noise();
    }

    @Override
    public Optional<String> dimension() {
        return lowered.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        lowered.rows().stream()
                                .map(axis -> axis.dimension())
                                .collect(Collectors.joining(" and ")));
    }

    @Override
    public int rows() {
        return lowered.rows().isEmpty()
                ? 1
                : lowered.rows().stream().mapToInt(axis -> axis.extent()).sum();
    }

    private int rows(int group) {
        return lowered.rows().isEmpty() ? 1 : lowered.rows().get(group).extent();
    }

    @Override
    public void run(double[] parameters, double[] noise, double[] logModel, double[] logGuide) {
        buffers[PARAMETERS] = parameters;
        buffers[NOISE] = noise;
        kernel.run(buffers);
        int offset = 0;
        for (int group = 0; 2 * group < lowered.outputOrders().size(); group++) {
            copy(buffers[FIRST_OUTPUT + 2 * group], rows(group), logModel, offset);
            copy(buffers[FIRST_OUTPUT + 2 * group + 1], rows(group), logGuide, offset);
            offset += rows(group);
        }
    }

    private void copy(double[] from, int count, double[] to, int offset) {
        for (int d = 0; d < noise().particles(); d++) {
            System.arraycopy(from, d * count, to, d * rows() + offset, count);
        }
    }

    @Override
    public WeightProgram fork() {
        return new CompiledWeights(lowered, kernel.fork());
    }
}
