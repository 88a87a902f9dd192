package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Transform;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Weight;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log joint density as an array program of the latents; those that the plan sums out are summed
 * out of it.
 *
 * @param program its inputs are the latents; its output is the log joint density (on the
 *     unconstrained scale with the log Jacobian), or, of {@link #inverse}, each latent's
 *     unconstrained elements
 * @param latents one slot for each latent and then each weight of a net, in the program's order:
 *     its input, with its axes in their order
 * @param freeOrders of {@link #inverse}: the axes of each output, in their order
 */
public record LowerLogDensity(
        Program program, Variable logDensity, List<Slot> latents, List<List<Axis>> freeOrders) {
    public LowerLogDensity {
        latents = List.copyOf(latents);
        freeOrders = List.copyOf(freeOrders);
    }

    /** In the latents on their own supports. */
    public static LowerLogDensity constrained(
            CoreProgram core, Plan plan, CheckedData data, Names names) {
        Scope scope = LowerModel.dataScope(core, data.data(), names);
        List<Slot> slots = new ArrayList<>();
        for (Latent latent : plan.drawn(core).latents()) {
            List<Axis> shape = scope.axes().canonical(latent.symbol().type());
            Variable input = names.variable(latent.symbol().name(), shape);
            slots.add(new Slot(input, 0, shape));
            scope.environment().put(latent.symbol(), new Value(input, shape));
        }
        slots.addAll(weights(core, scope));
        Variable density = LowerModel.logJoint(scope, terms(core, plan, scope));
        return of(scope, density, slots, List.of(density), List.of());
    }

    /** In the continuous latents on the unconstrained scale; the discrete ones stay as they are. */
    public static LowerLogDensity unconstrained(
            CoreProgram core, Plan plan, CheckedData data, Names names) {
        Scope scope = LowerModel.dataScope(core, data.data(), names);
        Builder builder = scope.builder();
        List<Slot> slots = new ArrayList<>();
        List<Variable> jacobians = new ArrayList<>();
        for (Latent latent : plan.drawn(core).latents()) {
            if (latent.support().isDiscrete()) {
                List<Axis> shape = scope.axes().canonical(latent.symbol().type());
                Variable input = names.variable(latent.symbol().name(), shape);
                slots.add(new Slot(input, 0, shape));
                scope.environment().put(latent.symbol(), new Value(input, shape));
            } else {
                Unconstrained space = new Unconstrained(scope, latent);
                Variable input = names.variable(latent.symbol().name(), space.order());
                slots.add(new Slot(input, 0, space.order()));
                Transform.Result result = space.forward(input);
                scope.environment().put(latent.symbol(), new Value(result.value(), space.shape()));
                jacobians.add(builder.sum(result.logAbsDetJacobian(), space.plates()));
            }
        }
        slots.addAll(weights(core, scope));
        Map<Statement.Term, LowerStatement.Lowered> terms = terms(core, plan, scope);
        Variable density =
                jacobians.stream().reduce(LowerModel.logJoint(scope, terms), builder::add);
        return of(scope, density, slots, List.of(density), List.of());
    }

    /**
     * The unconstrained values of latents, as a program of their constrained values; continuous
     * latents only.
     */
    public static LowerLogDensity inverse(
            CoreProgram core, Plan plan, CheckedData data, Names names) {
        Scope scope = LowerModel.dataScope(core, data.data(), names);
        List<Slot> slots = new ArrayList<>();
        List<Variable> outputs = new ArrayList<>();
        List<List<Axis>> orders = new ArrayList<>();
        for (Latent latent : plan.drawn(core).latents()) {
            List<Axis> shape = scope.axes().canonical(latent.symbol().type());
            Variable input = names.variable(latent.symbol().name(), shape);
            slots.add(new Slot(input, 0, shape));
            scope.environment().put(latent.symbol(), new Value(input, shape));
            if (latent.support().isDiscrete()) {
                outputs.add(input);
                orders.add(shape);
            } else {
                Unconstrained space = new Unconstrained(scope, latent);
                outputs.add(scope.builder().broadcast(space.inverse(input), space.order()));
                orders.add(space.order());
            }
        }
        for (Slot weight : weights(core, scope)) {
            slots.add(weight);
            outputs.add(weight.variable());
            orders.add(weight.order());
        }
        return of(scope, scope.builder().constant(0), slots, outputs, orders);
    }

    private static Map<Statement.Term, LowerStatement.Lowered> terms(
            CoreProgram core, Plan plan, Scope scope) {
        return SumOut.of(core, plan, scope, _ -> false).terms();
    }

    /** The weights of nets, which stay as they are. */
    private static List<Slot> weights(CoreProgram core, Scope scope) {
        List<Slot> slots = new ArrayList<>();
        for (Weight weight : core.weights()) {
            List<Axis> shape = scope.axes().canonical(weight.symbol().type());
            Variable input = scope.builder().names().variable(weight.symbol().name(), shape);
            slots.add(new Slot(input, 0, shape));
            scope.environment().put(weight.symbol(), new Value(input, shape));
        }
        return slots;
    }

    private static LowerLogDensity of(
            Scope scope,
            Variable density,
            List<Slot> slots,
            List<Variable> outputs,
            List<List<Axis>> orders) {
        Program program =
                new Program(
                        slots.stream().map(Slot::variable).toList(),
                        scope.builder().lets(),
                        outputs);
        return new LowerLogDensity(program, density, slots, orders);
    }
}
