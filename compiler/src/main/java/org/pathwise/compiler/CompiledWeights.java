package org.pathwise.compiler;

import org.pathwise.compiler.lower.LowerWeights;
import org.pathwise.runtime.program.Kernel;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.WeightProgram;

import java.util.Optional;

/** Log densities from a kernel over four flat arrays. */
final class CompiledWeights implements WeightProgram {
    static final int PARAMETERS = 0;
    static final int NOISE = 1;
    static final int MODEL = 2;
    static final int GUIDE = 3;

    private final LowerWeights lowered;
    private final Kernel kernel;
    private final double[][] buffers = new double[4][];

    CompiledWeights(LowerWeights lowered, Kernel kernel) {
        this.lowered = lowered;
        this.kernel = kernel;
    }

    @Override
    public NoiseLayout noise() {
        return lowered.noise();
    }

    @Override
    public Optional<String> dimension() {
        return lowered.rows().map(axis -> axis.dimension());
    }

    @Override
    public int rows() {
        return lowered.rows().map(axis -> axis.extent()).orElse(1);
    }

    @Override
    public void run(double[] parameters, double[] noise, double[] logModel, double[] logGuide) {
        buffers[PARAMETERS] = parameters;
        buffers[NOISE] = noise;
        buffers[MODEL] = logModel;
        buffers[GUIDE] = logGuide;
        kernel.run(buffers);
    }

    @Override
    public WeightProgram fork() {
        return new CompiledWeights(lowered, kernel.fork());
    }
}
