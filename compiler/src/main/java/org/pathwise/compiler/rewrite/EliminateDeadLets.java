package org.pathwise.compiler.rewrite;

import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes bindings that no output depends on; of scans also outputs, carries and captures. */
final class EliminateDeadLets {
    private EliminateDeadLets() {}

    static Program apply(Program program) {
        return new Program(
                program.inputs(),
                live(program.lets(), new HashSet<>(program.outputs())),
                program.outputs());
    }

    /** The bindings that the used variables depend on; adds to {@code used} what those read. */
    private static List<Let> live(List<Let> lets, Set<Variable> used) {
        List<Let> live = new ArrayList<>();
        for (Let let : lets.reversed()) {
            if (let.variables().stream().anyMatch(used::contains)) {
                Let kept = let.operation() instanceof Scan scan ? narrowed(let, scan, used) : let;
                used.addAll(kept.operation().operands());
                live.add(kept);
            }
        }
        return live.reversed();
    }

    private static Let narrowed(Let let, Scan scan, Set<Variable> used) {
        Body body = scan.body();
        int carries = body.carries().size();
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < body.outputs().size(); i++) {
            if (used.contains(let.variables().get(carries + i))) {
                outputs.add(i);
            }
        }
        // A carry is needed if its final value is, or if a step reads it for something that is
        // needed.
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < carries; i++) {
            if (used.contains(let.variables().get(i))) {
                kept.add(i);
            }
        }
        while (true) {
            Set<Variable> inside = new HashSet<>(pick(body.outputs(), outputs));
            kept.forEach(i -> inside.add(body.next().get(i)));
            List<Let> lets = live(body.lets(), inside);
            boolean grown = false;
            for (int i = 0; i < carries; i++) {
                grown |= inside.contains(body.carries().get(i)) && kept.add(i);
            }
            if (!grown) {
                return narrowed(let, scan, kept.stream().sorted().toList(), outputs, inside, lets);
            }
        }
    }

    private static Let narrowed(
            Let let,
            Scan scan,
            List<Integer> carries,
            List<Integer> outputs,
            Set<Variable> inside,
            List<Let> lets) {
        Body body = scan.body();
        List<Integer> captures = new ArrayList<>();
        for (int i = 0; i < body.captures().size(); i++) {
            if (inside.contains(body.captures().get(i))) {
                captures.add(i);
            }
        }
        List<Variable> results = new ArrayList<>(pick(let.variables(), carries));
        int first = body.carries().size();
        results.addAll(pick(let.variables(), outputs.stream().map(i -> first + i).toList()));
        Body narrower =
                new Body(
                        body.position(),
                        pick(body.carries(), carries),
                        pick(body.captures(), captures),
                        lets,
                        pick(body.next(), carries),
                        pick(body.outputs(), outputs));
        return new Let(
                results,
                new Operation.Scan(
                        scan.axis(),
                        scan.reverse(),
                        pick(scan.initial(), carries),
                        pick(scan.captured(), captures),
                        narrower));
    }

    private static List<Variable> pick(List<Variable> variables, Collection<Integer> at) {
        return at.stream().map(variables::get).toList();
    }
}
