package org.pathwise.compiler.rewrite;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operands;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Simplifies the body of a scan, and takes out of it what is the same at each step: operations on
 * captured variables without the scan's axis are computed once, before.
 */
final class RewriteScan {
    private RewriteScan() {}

    static void apply(Let let, Scan scan, Rewriter outside, List<Rule> rules) {
        Body body = scan.body();
        Rewriter inside = new Rewriter(outside.names(), rules);
        List<Let> constants = new ArrayList<>();
        Map<Variable, Variable> first = new HashMap<>();
        for (int i = 0; i < body.captures().size(); i++) {
            Variable captured = scan.captured().get(i);
            Variable capture = body.captures().get(i);
            Variable same = first.putIfAbsent(captured, capture);
            if (same != null) {
                inside.replace(capture, same);
            } else if (outside.definition(captured) instanceof Operation.Constant constant) {
                Variable copy = outside.names().variable(capture.name(), List.of());
                constants.add(new Let(copy, constant));
                inside.replace(capture, copy);
            }
        }
        List<Let> lets = new ArrayList<>(constants);
        lets.addAll(body.lets());
        inside.rewrite(lets);
        List<Variable> captured = new ArrayList<>(scan.captured());
        List<Variable> captures = new ArrayList<>(body.captures());
        List<Let> rest = hoist(scan, inside.lets(), captured, captures, outside);
        Body simpler =
                new Body(
                        body.position(),
                        body.carries(),
                        captures,
                        rest,
                        inside.replaced(body.next()),
                        inside.replaced(body.outputs()));
        outside.include(
                new Let(
                        let.variables(),
                        new Scan(scan.axis(), scan.reverse(), scan.initial(), captured, simpler)));
    }

    /**
     * Writes outside what does not change from step to step.
     *
     * @return the bindings that stay
     */
    private static List<Let> hoist(
            Scan scan,
            List<Let> lets,
            List<Variable> captured,
            List<Variable> captures,
            Rewriter outside) {
        Map<Variable, Variable> invariant = new HashMap<>();
        for (int i = 0; i < captures.size(); i++) {
            if (!captured.get(i).has(scan.axis())) {
                invariant.put(captures.get(i), captured.get(i));
            }
        }
        List<Let> rest = new ArrayList<>();
        for (Let let : lets) {
            switch (let.operation()) {
                // These cost nothing where they stand.
                case Operation.Constant _, Operation.Data _, Operation.Position _ -> {
                    invariant.put(let.variable(), outside.bind(let.operation()));
                    rest.add(let);
                }
                case Operation.Broadcast(Variable operand, List<Axis> axes)
                        when invariant.containsKey(operand) -> {
                    Operation once = new Operation.Broadcast(invariant.get(operand), axes);
                    invariant.put(let.variable(), outside.bind(once));
                    rest.add(let);
                }
                case Operation.Scan _ -> rest.add(let);
                case Operation operation
                        when invariant.keySet().containsAll(operation.operands()) -> {
                    Variable once =
                            outside.bind(
                                    let.variable().name(), Operands.map(operation, invariant::get));
                    invariant.put(let.variable(), once);
                    captured.add(once);
                    captures.add(let.variable());
                }
                case Operation _ -> rest.add(let);
            }
        }
        return rest;
    }
}
