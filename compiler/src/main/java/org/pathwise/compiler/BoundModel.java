package org.pathwise.compiler;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.lower.CheckedData;
import org.pathwise.runtime.program.DrawProgram;

/** A script with its data: what can be compiled and run. */
public final class BoundModel {
    private final CoreProgram core;
    private final Plan plan;
    private final CheckedData data;

    BoundModel(CoreProgram core, Plan plan, CheckedData data) {
        this.core = core;
        this.plan = plan;
        this.data = data;
    }

    public CoreProgram core() {
        return core;
    }

    public Plan plan() {
        return plan;
    }

    /** Whether a site's estimator compares particles, so that an objective needs at least two. */
    public boolean needsSeveralParticles() {
        return plan.sites().stream().anyMatch(site -> site.estimator() == Plan.Estimator.SCORE_FUNCTION);
    }

    /**
     * Compiles the objective of a fit.
     *
     * @throws IllegalArgumentException if there are too few particles for the plan
     */
    public CompiledObjective objective(int particles) {
        if (particles < (needsSeveralParticles() ? 2 : 1)) {
            throw new IllegalArgumentException(particles + " particles are too few");
        }
        return Compiler.objective(core, plan, data, particles);
    }

    /** Compiles the program that makes posterior draws, in batches of a number of draws. */
    public DrawProgram draws(int batch) {
        return Compiler.draws(core, data, batch);
    }

    /** The log joint density of the latents and its gradients. */
    public LogDensity logDensity() {
        return new LogDensity(core, data);
    }
}
