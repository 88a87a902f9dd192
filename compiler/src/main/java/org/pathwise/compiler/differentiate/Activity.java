package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which variables change when some inputs are changed a little. */
final class Activity {
    private Activity() {}

    /** Those of {@code inputs} and of the bound variables that are active. */
    static Set<Variable> of(List<Let> lets, Collection<Variable> inputs) {
        Set<Variable> active = new HashSet<>(inputs);
        for (Let let : lets) {
            if (let.operation() instanceof Operation.Scan scan) {
                active.addAll(results(let, scan, active));
            } else if (depends(let.operation(), active)) {
                active.add(let.variable());
            }
        }
        return active;
    }

    private static boolean depends(Operation operation, Set<Variable> active) {
        return switch (operation) {
            case Operation.Elementwise elementwise -> {
                List<Variable> operands = elementwise.operands();
                for (int i = 0; i < operands.size(); i++) {
                    if (active.contains(operands.get(i))
                            && !Derivatives.isZero(elementwise.function(), i)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Operation.Gather gather -> active.contains(gather.source());
            case Operation.Scatter scatter -> active.contains(scatter.values());
            case Operation.StopGradient _ -> false;
            default -> operation.operands().stream().anyMatch(active::contains);
        };
    }

    /** The active ones of the body's carries and captures, when {@code active} are so outside. */
    static Set<Variable> parameters(Operation.Scan scan, Set<Variable> active) {
        Operation.Body body = scan.body();
        Set<Variable> parameters = new HashSet<>();
        for (int i = 0; i < body.captures().size(); i++) {
            if (active.contains(scan.captured().get(i))) {
                parameters.add(body.captures().get(i));
            }
        }
        for (int i = 0; i < body.carries().size(); i++) {
            if (active.contains(scan.initial().get(i))) {
                parameters.add(body.carries().get(i));
            }
        }
        // A carry that starts as a constant becomes active when an active value flows into it.
        boolean grown = true;
        while (grown) {
            Set<Variable> inside = of(body.lets(), parameters);
            grown = false;
            for (int i = 0; i < body.carries().size(); i++) {
                grown |=
                        inside.contains(body.next().get(i))
                                && parameters.add(body.carries().get(i));
            }
        }
        return parameters;
    }

    private static List<Variable> results(Let let, Operation.Scan scan, Set<Variable> active) {
        Operation.Body body = scan.body();
        Set<Variable> parameters = parameters(scan, active);
        Set<Variable> inside = of(body.lets(), parameters);
        List<Variable> results = new ArrayList<>();
        int carries = body.carries().size();
        for (int i = 0; i < let.variables().size(); i++) {
            if (inside.contains(
                    i < carries ? body.carries().get(i) : body.outputs().get(i - carries))) {
                results.add(let.variables().get(i));
            }
        }
        return results;
    }
}
