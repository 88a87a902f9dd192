package org.pathwise.compiler;

import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.emit.Emitter;
import org.pathwise.compiler.lower.LowerObjective;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

/** A surrogate objective as a kernel over four flat arrays. */
public final class CompiledObjective implements Objective {
    static final int PARAMETERS = 0;
    static final int NOISE = 1;
    static final int ELBO = 2;
    static final int GRADIENT = 3;

    private final LowerObjective lowered;
    private final Program program;
    private final Emitter.Emitted emitted;
    private final double[][] buffers = new double[4][];

    CompiledObjective(LowerObjective lowered, Program program, Emitter.Emitted emitted) {
        this.lowered = lowered;
        this.program = program;
        this.emitted = emitted;
    }

    @Override
    public ParameterLayout parameters() {
        return lowered.parameters();
    }

    @Override
    public NoiseLayout noise() {
        return lowered.noise();
    }

    @Override
    public void evaluate(double[] parameters, double[] noise, double[] elbo, double[] gradient) {
        buffers[PARAMETERS] = parameters;
        buffers[NOISE] = noise;
        buffers[ELBO] = elbo;
        buffers[GRADIENT] = gradient;
        emitted.kernel().run(buffers);
    }

    @Override
    public String explainNonFinite(double[] parameters, double[] noise) {
        return new NonFinite(lowered).explain(parameters, noise);
    }

    /** What was lowered, before differentiation. */
    public LowerObjective lowered() {
        return lowered;
    }

    /** The array program that was emitted: ELBO and gradient, simplified. */
    public Program program() {
        return program;
    }

    /** The generated class. */
    public byte[] classFile() {
        return emitted.classFile().clone();
    }
}
