package org.pathwise.compiler;

import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.emit.Binding;
import org.pathwise.compiler.emit.Emitter;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.lower.CheckedData;
import org.pathwise.compiler.lower.LowerLogDensity;
import org.pathwise.compiler.lower.Slot;
import org.pathwise.compiler.rewrite.Rewrite;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The normalised log joint density of data and latents, for users who compare systems. */
public final class LogDensity {
    private final CoreProgram core;
    private final Plan plan;
    private final CheckedData data;

    LogDensity(CoreProgram core, Plan plan, CheckedData data) {
        this.core = core;
        this.plan = plan;
        this.data = data;
    }

    /**
     * A value and its derivatives.
     *
     * @param points the latents at which it was taken, by name, row-major
     * @param gradient for each continuous latent, in the same layout
     */
    public record Evaluation(
            double value, Map<String, double[]> points, Map<String, double[]> gradient) {}

    /**
     * Each latent that is not summed out and each weight of a net by name, in the program's order:
     * what a point must give. One that stands for missing data holds the missing elements alone.
     */
    public Map<String, Quantity> latents() {
        Map<String, Quantity> latents = new LinkedHashMap<>();
        plan.drawn(core).latents().forEach(latent -> add(latents, latent.symbol()));
        data.imputation()
                .latents()
                .forEach(one -> latents.put(one.symbol().name(), one.quantity()));
        core.weights().forEach(weight -> add(latents, weight.symbol()));
        return latents;
    }

    /** The latents that the density is summed over. */
    public List<String> summedOut() {
        return plan.elimination().steps().stream().map(step -> step.symbol().name()).toList();
    }

    private void add(Map<String, Quantity> latents, Symbol symbol) {
        List<Integer> shape =
                symbol.type().shape().stream()
                        .map(dimension -> dimension.evaluate(data.data().sizes()))
                        .toList();
        latents.put(symbol.name(), new Quantity(symbol.name(), Quantity.Kind.LATENT, shape));
    }

    /**
     * At latents on their own supports.
     *
     * @param latents a row-major array for each latent, as long as {@link #latents} says
     */
    public Evaluation constrained(Map<String, double[]> latents) {
        Names names = new Names();
        return evaluate(LowerLogDensity.constrained(core, plan, data, names), latents, names);
    }

    /** At the same latents on the unconstrained scale, with the log Jacobian of the transforms. */
    public Evaluation unconstrained(Map<String, double[]> latents) {
        Names names = new Names();
        LowerLogDensity inverse = LowerLogDensity.inverse(core, plan, data, names);
        LowerLogDensity density = LowerLogDensity.unconstrained(core, plan, data, names);
        List<Binding> outputs = new ArrayList<>();
        double[][] buffers = new double[2 * inverse.latents().size()][];
        Map<String, double[]> free = new LinkedHashMap<>();
        for (int i = 0; i < inverse.latents().size(); i++) {
            Slot slot = density.latents().get(i);
            String name = slot.variable().name();
            double[] values = new double[Math.toIntExact(slot.variable().size())];
            free.put(name, values);
            buffers[i] = latents.get(name);
            buffers[inverse.latents().size() + i] = values;
            Variable output = inverse.program().outputs().get(i);
            outputs.add(
                    new Binding(
                            output, inverse.latents().size() + i, 0, inverse.freeOrders().get(i)));
        }
        Emitter.emit(inverse.program(), inputs(inverse.latents()), outputs, List.of()).run(buffers);
        return evaluate(density, free, names);
    }

    private static List<Binding> inputs(List<Slot> slots) {
        List<Binding> inputs = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            inputs.add(new Binding(slots.get(i).variable(), i, 0, slots.get(i).order()));
        }
        return inputs;
    }

    private Evaluation evaluate(
            LowerLogDensity lowered, Map<String, double[]> points, Names names) {
        List<Slot> slots = lowered.latents();
        List<Variable> variables = slots.stream().map(Slot::variable).toList();
        Program program =
                Rewrite.simplifyToRun(
                        Differentiate.gradient(
                                lowered.program(), lowered.logDensity(), variables, names),
                        names);
        double[][] buffers = new double[2 * slots.size() + 1][];
        List<Binding> outputs = new ArrayList<>();
        double[] value = new double[1];
        buffers[slots.size()] = value;
        outputs.add(new Binding(program.outputs().getFirst(), slots.size(), 0, List.of()));
        Map<String, double[]> gradient = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            String name = slots.get(i).variable().name();
            double[] point = points.get(name);
            if (point == null || point.length != slots.get(i).variable().size()) {
                throw new IllegalArgumentException("no value of the right length for " + name);
            }
            buffers[i] = point;
            double[] adjoint = new double[point.length];
            buffers[slots.size() + 1 + i] = adjoint;
            outputs.add(
                    new Binding(
                            program.outputs().get(i + 1),
                            slots.size() + 1 + i,
                            0,
                            slots.get(i).order()));
            if (!isDiscrete(name)) {
                gradient.put(name, adjoint);
            }
        }
        Emitter.emit(program, inputs(slots), outputs, List.of()).run(buffers);
        return new Evaluation(value[0], points, gradient);
    }

    private boolean isDiscrete(String name) {
        return core.latents().stream()
                .anyMatch(
                        latent ->
                                latent.symbol().name().equals(name)
                                        && latent.support().isDiscrete());
    }
}
