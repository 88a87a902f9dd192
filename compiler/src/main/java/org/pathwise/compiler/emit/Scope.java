package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the variables of a program, or of one scan's body, stand for. It answers what is read at a
 * place of a variable, all views dissolved.
 */
final class Scope {
    /** What a variable stands for. */
    sealed interface Meaning {
        record Constant(double value) implements Meaning {}

        record Given(DataArray data) implements Meaning {}

        /** The position along an axis. */
        record Position(Axis axis) implements Meaning {}

        /** The position of a scan's step. */
        record Step(Axis step) implements Meaning {}

        /** The same elements as other variables' under other names. */
        record View(Operation operation) implements Meaning {}

        /** An operand, at the only position along some axes of extent 1. */
        record Only(Variable operand) implements Meaning {}

        /** An array in the work space, over {@code axes}. */
        record Stored(Variable variable, List<Axis> axes) implements Meaning {}

        /** An input that is read where the caller keeps it. */
        record Direct(Binding binding) implements Meaning {}

        /** A variable outside a scan, at the scan's step. */
        record Captured(Scope outside, Variable variable, Axis scanned, Axis step)
                implements Meaning {}
    }

    private final Map<Variable, Meaning> meanings = new HashMap<>();

    void define(Variable variable, Meaning meaning) {
        meanings.put(variable, meaning);
    }

    /** What the variable holds at each point of its own axes. */
    Source read(Variable variable) {
        return read(variable, Index.identity(variable.axes()));
    }

    /** What the variable holds at a place; {@code at} has an entry for each of its axes. */
    Source read(Variable variable, Map<Axis, Index> at) {
        return switch (meaning(variable)) {
            case Meaning.Constant(double value) -> new Source.Constant(value);
            case Meaning.Given(DataArray data) ->
                    element(new Source.Place.Given(data), data.order(), at);
            case Meaning.Position(Axis axis) -> position(index(at, axis));
            case Meaning.Step(Axis step) -> position(Index.along(step));
            case Meaning.Only(Variable operand) -> {
                Map<Axis, Index> wider = new HashMap<>(at);
                operand.axes().forEach(axis -> wider.putIfAbsent(axis, Index.ZERO));
                yield read(operand, wider);
            }
            case Meaning.Stored(Variable stored, List<Axis> axes) ->
                    element(new Source.Place.Stored(stored), axes, at);
            case Meaning.Direct(Binding binding) ->
                    element(new Source.Place.Buffer(binding), binding.order(), at);
            case Meaning.Captured(Scope outside, Variable captured, Axis scanned, Axis step) -> {
                Map<Axis, Index> wider = new HashMap<>(at);
                if (captured.has(scanned)) {
                    wider.put(scanned, Index.along(step));
                }
                yield outside.read(captured, wider);
            }
            case Meaning.View(Operation.Broadcast(Variable operand, _)) -> read(operand, at);
            case Meaning.View(Operation.StopGradient(Variable operand)) -> read(operand, at);
            case Meaning.View(
                            Operation.Rename(Variable operand, List<Axis> from, List<Axis> to)) -> {
                Map<Axis, Index> moved = new HashMap<>();
                for (Axis axis : operand.axes()) {
                    int i = from.indexOf(axis);
                    moved.put(axis, index(at, i < 0 ? axis : to.get(i)));
                }
                yield read(operand, moved);
            }
            case Meaning.View(
                            Operation.Slice(Variable operand, Axis from, Axis to, int offset)) -> {
                Map<Axis, Index> moved = new HashMap<>(at);
                moved.put(from, index(at, to).plus(offset));
                yield read(operand, moved);
            }
            case Meaning.View view ->
                    throw new IllegalStateException("not a view: " + view.operation());
        };
    }

    private static Source position(Index index) {
        return index.loops().isEmpty() && index.lookups().isEmpty()
                ? new Source.Constant(index.constant() + 1)
                : new Source.Position(index);
    }

    private static Index index(Map<Axis, Index> at, Axis axis) {
        Index index = at.get(axis);
        if (index == null) {
            throw new IllegalArgumentException("read at no position of " + axis);
        }
        return index;
    }

    private Meaning meaning(Variable variable) {
        Meaning meaning = meanings.get(variable);
        if (meaning == null) {
            throw new IllegalArgumentException(variable + " is read but not bound");
        }
        return meaning;
    }

    private static Source element(Source.Place place, List<Axis> axes, Map<Axis, Index> at) {
        Map<Axis, Index> own = new HashMap<>();
        axes.stream()
                .filter(axis -> axis.extent() != 1)
                .forEach(axis -> own.put(axis, index(at, axis)));
        return new Source.Element(place, own);
    }
}
