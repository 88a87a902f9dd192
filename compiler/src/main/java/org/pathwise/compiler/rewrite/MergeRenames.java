package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes one rename of two, none of one that does nothing, and a rename of a slice or pad that keeps
 * all elements.
 */
final class MergeRenames implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        return switch (operation) {
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) ->
                    rename(operand, from, to, r);
            case Operation.Slice(Variable operand, Axis from, Axis to, _)
                    when from.extent() == to.extent() ->
                    r.bind(new Operation.Rename(operand, List.of(from), List.of(to)));
            case Operation.Pad(Variable operand, Axis from, Axis to, _)
                    when from.extent() == to.extent() ->
                    r.bind(new Operation.Rename(operand, List.of(from), List.of(to)));
            default -> null;
        };
    }

    private static @Nullable Variable rename(
            Variable operand, List<Axis> from, List<Axis> to, Rewriter r) {
        if (from.equals(to)) {
            return operand;
        }
        if (!(r.definition(operand)
                instanceof Operation.Rename(Variable source, List<Axis> first, List<Axis> then))) {
            return null;
        }
        List<Axis> old = new ArrayList<>();
        List<Axis> now = new ArrayList<>();
        for (Axis axis : source.axes()) {
            int one = first.indexOf(axis);
            Axis between = one < 0 ? axis : then.get(one);
            int two = from.indexOf(between);
            Axis end = two < 0 ? between : to.get(two);
            if (!end.equals(axis)) {
                old.add(axis);
                now.add(end);
            }
        }
        return old.isEmpty() ? source : r.bind(new Operation.Rename(source, old, now));
    }
}
