package org.pathwise.compiler;

import org.pathwise.compiler.lower.LowerDraws;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.Kernel;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.List;

/** Posterior draws from a kernel that writes each quantity to an array of its own. */
final class CompiledDraws implements DrawProgram {
    static final int PARAMETERS = 0;
    static final int NOISE = 1;
    static final int FIRST_OUTPUT = 2;

    private final LowerDraws lowered;
    private final Kernel kernel;
    private final double[][] buffers;
    private final int width;

    CompiledDraws(LowerDraws lowered, Kernel kernel) {
        this.lowered = lowered;
        this.kernel = kernel;
        this.width = quantities().stream().mapToInt(Quantity::size).sum();
        this.buffers = new double[FIRST_OUTPUT + quantities().size() + 2][];
        int batch = noise().particles();
        for (int q = 0; q < quantities().size(); q++) {
            buffers[FIRST_OUTPUT + q] = new double[batch * quantities().get(q).size()];
        }
    }

    @Override
    public NoiseLayout noise() {
        return lowered.noise();
    }

    @Override
    public List<Quantity> quantities() {
        return lowered.quantities();
    }

    @Override
    public void draw(
            double[] parameters,
            double[] noise,
            double[] values,
            double[] logJoint,
            double[] logGuide) {
        buffers[PARAMETERS] = parameters;
        buffers[NOISE] = noise;
        buffers[FIRST_OUTPUT + quantities().size()] = logJoint;
        buffers[FIRST_OUTPUT + quantities().size() + 1] = logGuide;
        kernel.run(buffers);
        int offset = 0;
        for (int q = 0; q < quantities().size(); q++) {
            int size = quantities().get(q).size();
            for (int d = 0; d < noise().particles(); d++) {
                System.arraycopy(
                        buffers[FIRST_OUTPUT + q], d * size, values, d * width + offset, size);
            }
            offset += size;
        }
    }

    @Override
    public DrawProgram fork() {
        return new CompiledDraws(lowered, kernel.fork());
    }
}
