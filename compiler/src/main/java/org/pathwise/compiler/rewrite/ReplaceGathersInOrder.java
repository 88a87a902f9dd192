package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.List;

/**
 * Elements that are read, or added up, at the positions of an axis lie in order: {@code mu[z]} for
 * every state z is mu itself under the axis of the states. A gather by a position, plus a number,
 * becomes a slice, and its adjoint a pad; both are renames where they take all elements.
 */
final class ReplaceGathersInOrder implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        return switch (operation) {
            case Operation.Gather gather -> gather(gather, r);
            case Operation.Scatter scatter -> scatter(scatter, r);
            default -> null;
        };
    }

    /** The positions along an axis, from {@code offset} (0 is the first element). */
    private record Run(Axis axis, int offset) {
        boolean isWithin(Axis other) {
            return offset >= 0 && offset + axis.extent() <= other.extent();
        }
    }

    /** Sums of positions and numbers have become data when a rule gets to see them. */
    private static @Nullable Run run(Variable index, Rewriter r) {
        return switch (r.definition(index)) {
            case Operation.Position(Axis axis) -> new Run(axis, 0);
            case Operation.Data(DataArray array) -> run(array);
            case null, default -> null;
        };
    }

    private static @Nullable Run run(DataArray array) {
        double[] values = array.values();
        if (array.order().size() != 1 || values.length == 0 || !(values[0] >= 1)) {
            return null;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != Math.rint(values[0]) + i) {
                return null;
            }
        }
        return new Run(array.order().getFirst(), (int) values[0] - 1);
    }

    private static @Nullable Variable gather(Operation.Gather gather, Rewriter r) {
        Variable source = gather.source();
        for (int i = 0; i < gather.axes().size(); i++) {
            Axis from = gather.axes().get(i);
            Run run = run(gather.indices().get(i), r);
            // An axis that the source has already would be read along its diagonal.
            if (run == null || source.has(run.axis()) || !run.isWithin(from)) {
                continue;
            }
            Variable part = r.bind(new Operation.Slice(source, from, run.axis(), run.offset()));
            List<Axis> axes = without(gather.axes(), i);
            return axes.isEmpty()
                    ? part
                    : r.bind(new Operation.Gather(part, axes, without(gather.indices(), i)));
        }
        return null;
    }

    private static @Nullable Variable scatter(Operation.Scatter scatter, Rewriter r) {
        Variable values = scatter.values();
        for (int i = 0; i < scatter.axes().size(); i++) {
            Axis to = scatter.axes().get(i);
            Run run = run(scatter.indices().get(i), r);
            List<Variable> indices = without(scatter.indices(), i);
            if (run == null
                    || !scatter.over().contains(run.axis())
                    || !values.has(run.axis())
                    || values.has(to)
                    || !run.isWithin(to)
                    || indices.stream().anyMatch(index -> index.has(run.axis()) || index.has(to))) {
                continue;
            }
            Variable placed = r.bind(new Operation.Pad(values, run.axis(), to, run.offset()));
            List<Axis> axes = without(scatter.axes(), i);
            List<Axis> over = new ArrayList<>(scatter.over());
            over.remove(run.axis());
            return axes.isEmpty()
                    ? r.sum(placed, over)
                    : r.bind(new Operation.Scatter(placed, axes, indices, over));
        }
        return null;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }
}
