package org.pathwise.compiler;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.bind.Binder;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.check.Checker;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.emit.Binding;
import org.pathwise.compiler.emit.Emitter;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.estimate.Estimate;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.estimate.PointGuide;
import org.pathwise.compiler.lower.CheckedData;
import org.pathwise.compiler.lower.DataChecks;
import org.pathwise.compiler.lower.LowerDraws;
import org.pathwise.compiler.lower.LowerObjective;
import org.pathwise.compiler.lower.LowerWeights;
import org.pathwise.compiler.lower.Slot;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.minibatch.DataFirst;
import org.pathwise.compiler.minibatch.RowByRow;
import org.pathwise.compiler.minibatch.SummedRows;
import org.pathwise.compiler.missing.MissingData;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.rewrite.Rewrite;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.WeightProgram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pipeline.
 *
 * <pre>
 * text --parse--> ast --check--> core --analyze--> plan                      without data
 *      --bind, lower--> array program --differentiate, rewrite--> --emit--> class     with data
 * </pre>
 */
public final class Compiler {
    private Compiler() {}

    /** What can be said of a script without its data. */
    public static CheckedScript check(Source source) {
        return check(source, EstimateOptions.DEFAULT);
    }

    /** What can be said of a script without its data, with other choices of estimators. */
    public static CheckedScript check(Source source, EstimateOptions options) {
        Diagnostics diagnostics = new Diagnostics();
        Script ast = Parser.parse(source, diagnostics);
        return ast == null
                ? new CheckedScript(
                        source,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        options,
                        diagnostics.all())
                : check(ast, options, diagnostics);
    }

    /**
     * What can be said of a tree.
     *
     * @param diagnostics what was said of its text
     */
    static CheckedScript check(Script ast, EstimateOptions options, Diagnostics diagnostics) {
        Optional<CoreProgram> core = Checker.check(ast, diagnostics);
        Optional<Plan> plan =
                core.filter(_ -> !diagnostics.hasErrors())
                        .map(program -> Estimate.plan(program, options, diagnostics));
        return new CheckedScript(
                ast.source(), Optional.of(ast), core, plan, options, diagnostics.all());
    }

    /**
     * The script with point estimates (MAP) of all continuous latents that its own guide does not
     * draw.
     */
    public static CheckedScript withPointEstimates(CheckedScript checked) {
        if (checked.hasErrors() || checked.core().isEmpty()) {
            return checked;
        }
        Diagnostics diagnostics = new Diagnostics();
        checked.diagnostics().forEach(diagnostics::report);
        CoreProgram core = PointGuide.complete(checked.core().get(), diagnostics);
        Plan plan = Estimate.plan(core, checked.options(), diagnostics);
        return new CheckedScript(
                checked.source(),
                checked.ast(),
                Optional.of(core),
                Optional.of(plan),
                checked.options(),
                diagnostics.all());
    }

    /** A script with its data; empty if they do not fit, which is in the diagnostics. */
    static Optional<BoundModel> bind(
            CoreProgram core,
            EstimateOptions options,
            DataSet data,
            Map<String, DataValue> settings,
            Batches batches,
            Diagnostics diagnostics) {
        Optional<BoundData> bound = Binder.bind(core, data, settings, diagnostics);
        CoreProgram dataFirst = DataFirst.of(core, batches);
        return bound.flatMap(values -> MissingData.complete(dataFirst, values, diagnostics))
                .filter(completed -> canBeDrawn(completed, batches, diagnostics))
                .flatMap(completed -> model(options, completed, batches, diagnostics));
    }

    /** Whether the batches are of dimensions that model and guide use row by row. */
    private static boolean canBeDrawn(
            MissingData.Completed completed, Batches batches, Diagnostics diagnostics) {
        RowByRow.checkSizes(batches, completed.data().sizes(), diagnostics);
        RowByRow.check(completed.core(), batches, diagnostics);
        return !diagnostics.hasErrors();
    }

    private static Optional<BoundModel> model(
            EstimateOptions options,
            MissingData.Completed completed,
            Batches batches,
            Diagnostics diagnostics) {
        // Sizes decide what can be enumerated; latents in the places of missing data have
        // estimators too, and may change others'.
        Map<String, Integer> sizes = new HashMap<>(completed.data().sizes());
        sizes.putAll(batches.sizes());
        EstimateOptions sized = options.withSizes(sizes);
        Plan plan = Estimate.plan(completed.core(), sized, diagnostics);
        SummedRows.check(plan, batches, diagnostics);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        return DataChecks.check(
                        completed.core(), completed.data(), completed.imputation(), diagnostics)
                .map(checked -> new BoundModel(completed.core(), plan, sized, checked, batches));
    }

    /** The surrogate objective and its gradient, compiled. */
    static CompiledObjective objective(
            CoreProgram core,
            Plan plan,
            CheckedData data,
            Batches batches,
            int particles,
            Precision precision) {
        Names names = new Names();
        LowerObjective lowered = LowerObjective.of(core, plan, data, batches, particles, names);
        Program gradient = Rewrite.simplifyToRun(gradient(lowered, names), names);
        List<Binding> inputs = new ArrayList<>();
        inputs.addAll(bindings(lowered.parameterSlots(), CompiledObjective.PARAMETERS));
        inputs.addAll(bindings(lowered.noiseSlots(), CompiledObjective.NOISE));
        List<Binding> outputs = new ArrayList<>();
        outputs.add(
                new Binding(
                        gradient.outputs().getFirst(),
                        CompiledObjective.ELBO,
                        0,
                        List.of(lowered.particles())));
        for (int i = 0; i < lowered.parameterSlots().size(); i++) {
            Slot slot = lowered.parameterSlots().get(i);
            Variable adjoint = gradient.outputs().get(i + 1);
            outputs.add(
                    new Binding(adjoint, CompiledObjective.GRADIENT, slot.offset(), slot.order()));
        }
        List<Axis> innermost =
                lowered.particlesInnermost() ? List.of(lowered.particles()) : List.of();
        return new CompiledObjective(
                lowered,
                gradient,
                Emitter.emitWithClass(gradient, inputs, outputs, innermost, precision));
    }

    /** The ELBO of each particle, followed by the surrogate's gradient in each parameter. */
    static Program gradient(LowerObjective lowered, Names names) {
        List<Variable> parameters = lowered.parameterSlots().stream().map(Slot::variable).toList();
        Program forward = lowered.program();
        List<Variable> outputs = new ArrayList<>(forward.outputs());
        outputs.add(lowered.surrogate());
        Program simpler =
                Rewrite.toDifferentiate(
                        new Program(forward.inputs(), forward.lets(), outputs), names);
        List<Variable> values = simpler.outputs().subList(0, forward.outputs().size());
        return Differentiate.gradient(
                new Program(simpler.inputs(), simpler.lets(), values),
                simpler.outputs().getLast(),
                parameters,
                names);
    }

    /** The program that makes posterior draws, compiled for batches of a number of draws. */
    static DrawProgram draws(
            CoreProgram core, Plan plan, CheckedData data, Batches rows, int batch) {
        Names names = new Names();
        return draws(LowerDraws.of(core, plan, data, rows, batch, names), names);
    }

    /** A program that makes draws, compiled. */
    static DrawProgram draws(LowerDraws lowered, Names names) {
        Program program = Rewrite.simplifyToRun(lowered.program(), names);
        List<Binding> inputs = new ArrayList<>();
        inputs.addAll(bindings(lowered.parameterSlots(), CompiledDraws.PARAMETERS));
        inputs.addAll(bindings(lowered.noiseSlots(), CompiledDraws.NOISE));
        List<Binding> outputs = new ArrayList<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            outputs.add(
                    new Binding(
                            program.outputs().get(i),
                            CompiledDraws.FIRST_OUTPUT + i,
                            0,
                            lowered.outputOrders().get(i)));
        }
        return new CompiledDraws(lowered, Emitter.emit(program, inputs, outputs, List.of()));
    }

    /** The program that weighs draws, compiled for batches of a number of draws. */
    static WeightProgram weights(CoreProgram core, Plan plan, CheckedData data, int batch) {
        Names names = new Names();
        LowerWeights lowered = LowerWeights.of(core, plan, data, batch, names);
        Program program = Rewrite.simplifyToRun(lowered.program(), names);
        List<Binding> inputs = new ArrayList<>();
        inputs.addAll(bindings(lowered.parameterSlots(), CompiledWeights.PARAMETERS));
        inputs.addAll(bindings(lowered.noiseSlots(), CompiledWeights.NOISE));
        List<Binding> outputs = new ArrayList<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            outputs.add(
                    new Binding(
                            program.outputs().get(i),
                            CompiledWeights.FIRST_OUTPUT + i,
                            0,
                            lowered.outputOrders().get(i)));
        }
        return new CompiledWeights(lowered, Emitter.emit(program, inputs, outputs, List.of()));
    }

    private static List<Binding> bindings(List<Slot> slots, int buffer) {
        return slots.stream()
                .map(slot -> new Binding(slot.variable(), buffer, slot.offset(), slot.order()))
                .toList();
    }
}
