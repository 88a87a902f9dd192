package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings arrays from the axes of a target (a term, say) to the plates of a site that reaches it,
 * and back. Further axes, such as particles and states, stay as they are.
 */
final class Aligning {
    private final Scope scope;
    private final Builder builder;

    Aligning(Scope scope) {
        this.scope = scope;
        this.builder = scope.builder();
    }

    /**
     * Adds a target up to one number for each element of the site that reaches it.
     *
     * @param over the axes of the target that are to be summed over, or become plates
     * @param value the axes of the target's own dimensions, which {@link
     *     Plan.Alignment.Elementwise} counts
     * @param plates the axes of the site's dimensions
     */
    Variable toPlates(
            Variable target,
            List<Axis> over,
            List<Axis> value,
            Map<Integer, Plan.Alignment> alignments,
            List<Axis> plates) {
        List<Axis> rest = new ArrayList<>(over);
        List<Axis> gathered = new ArrayList<>();
        List<Variable> indices = new ArrayList<>();
        List<Axis> scattered = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < plates.size(); i++) {
            Axis plate = plates.get(i);
            switch (alignments.get(i)) {
                case null -> {}
                case Plan.Alignment.Along(var loop, var offsets) -> {
                    Axis along = scope.axes().of(loop);
                    rest.remove(along);
                    steps.add(
                            new Step(
                                    along,
                                    plate,
                                    offsets.stream()
                                            .map(offset -> scope.lower(loop) - 1 + offset)
                                            .toList()));
                }
                case Plan.Alignment.Gathered(var index) -> {
                    Variable at = new LowerExpression(scope).lower(index).variable();
                    gathered.add(plate);
                    indices.add(at);
                    for (Axis axis : at.axes()) {
                        rest.remove(axis);
                        if (!scattered.contains(axis)) {
                            scattered.add(axis);
                        }
                    }
                }
                case Plan.Alignment.Elementwise(int position) -> {
                    Axis along = value.get(position);
                    rest.remove(along);
                    steps.add(new Step(along, plate, List.of(0)));
                }
            }
        }
        Variable cost = builder.sum(target, rest);
        if (!gathered.isEmpty()) {
            // An axis that an index and an alignment share stays: each element of the plate has an
            // index of its own.
            List<Axis> sum =
                    scattered.stream()
                            .filter(
                                    axis ->
                                            steps.stream()
                                                    .noneMatch(step -> step.from().equals(axis)))
                            .toList();
            cost =
                    builder.bind(
                            "cost",
                            new Operation.Scatter(
                                    builder.broadcast(cost, sum), gathered, indices, sum));
        }
        for (Step step : steps) {
            cost = move(builder.broadcast(cost, List.of(step.from())), step);
        }
        return cost;
    }

    /** Elements along {@code from} belong to those of {@code to} that lie at one of the offsets. */
    private record Step(Axis from, Axis to, List<Integer> offsets) {}

    private Variable move(Variable cost, Step step) {
        List<Variable> shifted = new ArrayList<>();
        for (int offset : step.offsets()) {
            shifted.add(
                    offset == 0 && step.from().extent() == step.to().extent()
                            ? scope.rename(cost, List.of(step.from()), List.of(step.to()))
                            : builder.bind(
                                    "cost",
                                    new Operation.Pad(cost, step.from(), step.to(), offset)));
        }
        return shifted.stream().reduce(builder::add).orElseThrow();
    }

    /**
     * What each element of a target reads of an array over a site's plates, where it meets one
     * element.
     *
     * @param value the axes of the target's own dimensions
     * @param alignments a single one for each plate that the array varies over
     */
    Variable fromPlates(
            Variable array,
            List<Axis> plates,
            List<Axis> value,
            Map<Integer, Plan.Alignment> alignments) {
        // Fresh axes first, so that a plate's axis cannot meet that of another by accident.
        List<Axis> fresh = plates.stream().map(scope::freshLike).toList();
        Variable read = scope.rename(array, plates, fresh);
        List<Axis> gathered = new ArrayList<>();
        List<Variable> indices = new ArrayList<>();
        for (int i = 0; i < plates.size(); i++) {
            Axis plate = fresh.get(i);
            if (!read.has(plate)) {
                continue;
            }
            switch (alignments.get(i)) {
                case null -> throw new IllegalStateException("no single element: " + alignments);
                case Plan.Alignment.Along(var loop, var offsets) ->
                        read =
                                slice(
                                        read,
                                        plate,
                                        scope.axes().of(loop),
                                        scope.lower(loop) - 1 + offsets.getFirst());
                case Plan.Alignment.Gathered(var index) -> {
                    gathered.add(plate);
                    indices.add(new LowerExpression(scope).lower(index).variable());
                }
                case Plan.Alignment.Elementwise(int position) ->
                        read = scope.rename(read, List.of(plate), List.of(value.get(position)));
            }
        }
        return gathered.isEmpty()
                ? read
                : builder.bind(read.name(), new Operation.Gather(read, gathered, indices));
    }

    private Variable slice(Variable variable, Axis from, Axis to, int offset) {
        return offset == 0 && from.extent() == to.extent()
                ? scope.rename(variable, List.of(from), List.of(to))
                : builder.bind(variable.name(), new Operation.Slice(variable, from, to, offset));
    }
}
