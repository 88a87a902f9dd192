package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves broadcasts behind the operations that read them, so that those run over fewer axes, and
 * away where the other operands have the axes anyway or a reduction removes them.
 */
final class MoveBroadcasts implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        return switch (operation) {
            case Operation.Elementwise(Function function, List<Variable> operands) -> {
                List<Variable> sources = operands.stream().map(v -> source(v, r)).toList();
                yield sources.equals(operands)
                        ? null
                        : r.spread(
                                r.bind(new Operation.Elementwise(function, sources)),
                                Axes.of(operation));
            }
            case Operation.Broadcast(Variable operand, _) -> {
                Variable source = source(operand, r);
                yield source.equals(operand) ? null : r.spread(source, Axes.of(operation));
            }
            case Operation.StopGradient(Variable operand) -> {
                Variable source = source(operand, r);
                yield source.equals(operand)
                        ? null
                        : r.spread(r.bind(new Operation.StopGradient(source)), operand.axes());
            }
            case Operation.Reduce(Operation.Reducer reducer, Variable operand, List<Axis> over) ->
                    reduce(reducer, operand, over, r);
            case Operation.Contract(Variable left, Variable right, List<Axis> over) -> {
                Variable a = source(left, r);
                Variable b = source(right, r);
                yield a.equals(left) && b.equals(right)
                        ? null
                        : r.spread(
                                ContractProducts.sumOfProduct(a, b, over, r), Axes.of(operation));
            }
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) -> {
                Variable source = source(operand, r);
                yield source.equals(operand)
                        ? null
                        : r.spread(renamed(source, from, to, r), Axes.of(operation));
            }
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) -> {
                Variable source = source(operand, r);
                yield source.equals(operand)
                        ? null
                        : r.spread(
                                source.has(from)
                                        ? r.bind(new Operation.Slice(source, from, to, offset))
                                        : source,
                                Axes.of(operation));
            }
            case Operation.Gather(Variable operand, List<Axis> axes, _) -> {
                Variable source = source(operand, r);
                yield axes.stream().anyMatch(source::has)
                        ? null
                        : r.spread(source, Axes.of(operation));
            }
            default -> null;
        };
    }

    private static @Nullable Variable reduce(
            Operation.Reducer reducer, Variable operand, List<Axis> over, Rewriter r) {
        Variable source = source(operand, r);
        if (source.equals(operand)) {
            return null;
        }
        List<Axis> rest = Axes.minus(operand.axes(), over);
        return switch (reducer) {
            case SUM -> r.spread(r.sum(source, over), rest);
            case MAX, MIN -> {
                List<Axis> present = over.stream().filter(source::has).toList();
                boolean empty = over.stream().anyMatch(axis -> axis.extent() == 0);
                if (empty) {
                    yield null;
                }
                Variable reduced =
                        present.isEmpty()
                                ? source
                                : r.bind(new Operation.Reduce(reducer, source, present));
                yield r.spread(reduced, rest);
            }
            case PRODUCT -> null;
        };
    }

    private static Variable renamed(Variable source, List<Axis> from, List<Axis> to, Rewriter r) {
        List<Axis> present = new ArrayList<>();
        List<Axis> into = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            if (source.has(from.get(i))) {
                present.add(from.get(i));
                into.add(to.get(i));
            }
        }
        return present.isEmpty() ? source : r.bind(new Operation.Rename(source, present, into));
    }

    private static Variable source(Variable variable, Rewriter r) {
        return r.definition(variable) instanceof Operation.Broadcast(Variable source, _)
                ? source
                : variable;
    }
}
