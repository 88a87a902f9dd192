package org.pathwise.compiler.differentiate;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Copier;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The adjoint of a scan: a scan in the other direction, which carries the adjoints of the carried
 * values.
 *
 * <p>The forward scan also puts out its carried values at the start of each step. From them a step
 * of the reverse scan computes the forward step again, and then its adjoint. The adjoint of a
 * captured variable that has the scan's axis is put out step by step, that of one without it is
 * summed up in a carry.
 */
final class ReverseScan {
    private final Reverse outer;
    private final Let let;
    private final Scan scan;
    private final Body body;
    private final List<Variable> stacks;

    // The body of the reverse scan, as far as it is written.
    private final Copier copier;
    private final Builder builder;
    private final Reverse inside;
    private final Variable position;
    private final List<Variable> carries = new ArrayList<>();
    private final List<Variable> initial = new ArrayList<>();
    private final List<Variable> next = new ArrayList<>();
    private final List<Variable> captures = new ArrayList<>();
    private final List<Variable> captured = new ArrayList<>();

    private ReverseScan(Reverse outer, Let let, Scan scan, List<Variable> stacks) {
        this.outer = outer;
        this.let = let;
        this.scan = scan;
        this.body = scan.body();
        this.stacks = stacks;
        Names names = outer.builder().names();
        copier = new Copier(names);
        builder = new Builder(names);
        position = copier.fresh(body.position());
        captures.addAll(copier.fresh(body.carries()));
        captures.addAll(copier.fresh(body.captures()));
        captured.addAll(stacks);
        captured.addAll(scan.captured());
        List<Let> copies = body.lets().stream().map(copier::copy).toList();
        List<Variable> parameters =
                Activity.parameters(scan, outer.active()).stream().map(copier::get).toList();
        inside = Reverse.forward(builder, copies, parameters);
    }

    /**
     * Writes a scan that also puts out its carried values at the start of each step.
     *
     * @return these stacks, one for each carry
     */
    static List<Variable> includeStacked(Builder builder, Let let, Scan scan) {
        Body body = scan.body();
        List<Variable> stacks = new ArrayList<>();
        for (Variable carry : body.carries()) {
            List<Axis> axes = new ArrayList<>(carry.axes());
            axes.add(scan.axis());
            stacks.add(builder.names().variable(carry.name(), axes));
        }
        List<Variable> results = new ArrayList<>(let.variables());
        results.addAll(stacks);
        List<Variable> outputs = new ArrayList<>(body.outputs());
        outputs.addAll(body.carries());
        Body wider =
                new Body(
                        body.position(),
                        body.carries(),
                        body.captures(),
                        body.lets(),
                        body.next(),
                        outputs);
        builder.include(
                new Let(
                        results,
                        new Scan(
                                scan.axis(),
                                scan.reverse(),
                                scan.initial(),
                                scan.captured(),
                                wider)));
        return stacks;
    }

    /** Contributes to the adjoints of a scan's initial and captured values. */
    static void contribute(Reverse outer, Let let, Scan scan, List<Variable> stacks) {
        // Which carries have an adjoint at all, and whether one is masked, shows when the step is
        // written:
        // an adjoint may flow from one carry into another. Repeated until nothing is added.
        Set<Integer> live = new LinkedHashSet<>();
        for (int i = 0; i < scan.body().carries().size(); i++) {
            if (outer.adjoint(let.variables().get(i)) != null) {
                live.add(i);
            }
        }
        boolean masked = outer.mask();
        while (true) {
            ReverseScan attempt = new ReverseScan(outer, let, scan, stacks);
            attempt.backward(live, masked);
            boolean settled = true;
            for (int i = 0; i < scan.body().carries().size(); i++) {
                Variable carry = attempt.copier.get(scan.body().carries().get(i));
                settled &= attempt.inside.adjoint(carry) == null || !live.add(i);
                if (attempt.inside.isMasked(carry) && !masked) {
                    masked = true;
                    settled = false;
                }
            }
            if (settled) {
                attempt.finish(live, masked);
                return;
            }
        }
    }

    private void backward(Set<Integer> live, boolean masked) {
        for (int i : live) {
            Variable carry = body.carries().get(i);
            Variable adjoint = builder.names().variable(carry.name(), carry.axes());
            carries.add(adjoint);
            initial.add(
                    outer.builder()
                            .broadcast(outer.adjointOrZero(let.variables().get(i)), carry.axes()));
            inside.seed(copier.get(body.next().get(i)), adjoint, masked);
        }
        for (int i = 0; i < body.outputs().size(); i++) {
            Variable result = let.variables().get(body.carries().size() + i);
            Variable adjoint = outer.adjoint(result);
            if (adjoint != null) {
                Variable element =
                        builder.names()
                                .variable(
                                        adjoint.name(),
                                        Axes.minus(adjoint.axes(), List.of(scan.axis())));
                captures.add(element);
                captured.add(adjoint);
                inside.seed(copier.get(body.outputs().get(i)), element, masked);
            }
        }
        inside.backward();
    }

    private void finish(Set<Integer> live, boolean masked) {
        for (int i : live) {
            Variable carry = body.carries().get(i);
            next.add(builder.broadcast(inside.adjointOrZero(copier.get(carry)), carry.axes()));
        }
        List<Variable> outputs = new ArrayList<>();
        List<Variable> targets = new ArrayList<>();
        List<Variable> outputTargets = new ArrayList<>();
        live.forEach(i -> targets.add(scan.initial().get(i)));
        for (int i = 0; i < body.captures().size(); i++) {
            Variable target = scan.captured().get(i);
            @Nullable Variable adjoint = inside.adjoint(copier.get(body.captures().get(i)));
            masked |= inside.isMasked(copier.get(body.captures().get(i)));
            if (adjoint != null && target.has(scan.axis())) {
                outputs.add(adjoint);
                outputTargets.add(target);
            } else if (adjoint != null) {
                Variable sum = builder.names().variable(adjoint.name(), adjoint.axes());
                carries.add(sum);
                initial.add(outer.builder().broadcast(outer.builder().constant(0), sum.axes()));
                next.add(builder.add(sum, adjoint));
                targets.add(target);
            }
        }
        targets.addAll(outputTargets);
        Body step = new Body(position, carries, captures, builder.lets(), next, outputs);
        List<Variable> results =
                outer.builder()
                        .scan(
                                "adjoint",
                                new Scan(scan.axis(), !scan.reverse(), initial, captured, step));
        outer.setMask(masked);
        for (int i = 0; i < results.size(); i++) {
            outer.contribute(targets.get(i), results.get(i), targets.get(i).axes());
        }
    }
}
