package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The surrogate objective of a fit as an array program.
 *
 * @param program its inputs are the parameters and the noise, its output the ELBO of each particle
 * @param surrogate the scalar whose gradient in the parameters is the estimator
 * @param particles the particles' axis
 * @param particlesInnermost whether the model is so small that particles should be the innermost
 *     axis
 * @param parameterSlots where each parameter lies in the parameter vector
 * @param noiseSlots where each noise lies in the noise array
 */
public record LowerObjective(
        Program program,
        Variable surrogate,
        Axis particles,
        boolean particlesInnermost,
        List<Slot> parameterSlots,
        ParameterLayout parameters,
        List<Slot> noiseSlots,
        NoiseLayout noise,
        Origins origins) {

    /**
     * Where particles become the innermost axis: no variable has more elements a particle than
     * this.
     */
    private static final long SMALL = 512;

    public LowerObjective {
        parameterSlots = List.copyOf(parameterSlots);
        noiseSlots = List.copyOf(noiseSlots);
    }

    /**
     * Writes the objective for a number of particles.
     *
     * @param batches the dimensions of which a step sees only drawn rows
     */
    public static LowerObjective of(
            CoreProgram core,
            Plan plan,
            CheckedData data,
            Batches batches,
            int particleCount,
            Names names) {
        Scope known =
                batches.isEmpty()
                        ? LowerModel.dataScope(core, data.data(), names)
                        : Rows.dataScope(core, data.data(), batches, names);
        Axis particles = names.axis("particles", particleCount);
        ParameterTable parameters = new ParameterTable(names, known.rows());
        NoiseTable noise = new NoiseTable(names, particles, known.rows());
        Scope scope = known.training(noise);
        Map<Symbol, Plan.Form> forms =
                plan.sites().stream()
                        .collect(Collectors.toMap(site -> site.latent().symbol(), Plan.Site::form));
        List<GuideSite> sites =
                new LowerGuide(
                                plan.drawn(core),
                                scope,
                                parameters,
                                noise,
                                symbol -> Objects.requireNonNull(forms.get(symbol)),
                                plan.entropy())
                        .lower();
        Map<Statement.Term, LowerStatement.Lowered> terms =
                SumOut.of(core, plan, scope, data.onSupport()::contains).terms();
        Surrogate.Objective objective =
                new Surrogate(
                                core,
                                scope,
                                particles,
                                plan.drawn(),
                                sites,
                                terms,
                                data.onSupport()::contains)
                        .write();

        boolean innermost = isSmall(scope.builder().lets(), particles);
        List<Variable> inputs = new ArrayList<>();
        parameters.slots().forEach(slot -> inputs.add(slot.variable()));
        noise.slots(innermost).forEach(slot -> inputs.add(slot.variable()));
        Program program = new Program(inputs, scope.builder().lets(), List.of(objective.elbo()));
        return new LowerObjective(
                program,
                objective.value(),
                particles,
                innermost,
                parameters.slots(),
                parameters.layout(),
                noise.slots(innermost),
                noise.layout(innermost),
                scope.origins());
    }

    static boolean isSmall(List<Let> lets, Axis particles) {
        return lets.stream()
                .flatMap(let -> let.variables().stream())
                .filter(variable -> variable.has(particles))
                .allMatch(variable -> variable.size() / Math.max(1, particles.extent()) <= SMALL);
    }
}
