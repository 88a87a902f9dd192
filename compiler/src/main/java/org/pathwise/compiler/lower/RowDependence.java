package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the variables of a program depend on noise that is independent from row to row: the element
 * of row n on the noise of row n alone, or on more.
 */
final class RowDependence {
    /** What a variable depends on. */
    sealed interface State {}

    /** No noise. */
    record Fixed() implements State {}

    /** Each element along an axis on the noise of that row alone. */
    record Row(Axis axis) implements State {}

    /** The noise of several rows, or of none in particular. */
    record Mixed() implements State {}

    private static final State FIXED = new Fixed();
    private static final State MIXED = new Mixed();

    private final Map<Variable, State> states = new HashMap<>();

    /**
     * Follows the noise through a program.
     *
     * @param noise the axis of the rows in each noise variable
     */
    RowDependence(Map<Variable, Axis> noise, List<Let> lets) {
        noise.forEach((variable, axis) -> states.put(variable, new Row(axis)));
        run(lets);
    }

    State of(Variable variable) {
        return states.getOrDefault(variable, FIXED);
    }

    private void run(List<Let> lets) {
        for (Let let : lets) {
            if (let.operation() instanceof Operation.Scan scan) {
                scan(scan, let.variables());
            } else {
                states.put(let.variable(), state(let.operation()));
            }
        }
    }

    private State join(Collection<Variable> variables) {
        State joined = FIXED;
        for (Variable variable : variables) {
            State state = of(variable);
            if (joined.equals(FIXED)) {
                joined = state;
            } else if (!state.equals(FIXED) && !state.equals(joined)) {
                return MIXED;
            }
        }
        return joined;
    }

    /** A state after an operation that brings together all elements along some axes. */
    private static State across(State state, List<Axis> axes) {
        return state instanceof Row(Axis axis) && axes.contains(axis) ? MIXED : state;
    }

    private State state(Operation operation) {
        State joined = join(operation.operands());
        return switch (operation) {
            case Operation.Constant _, Operation.Data _, Operation.Position _ -> FIXED;
            case Operation.Elementwise _, Operation.Broadcast _, Operation.StopGradient _ -> joined;
            case Operation.Reduce(_, _, List<Axis> over) -> across(joined, over);
            case Operation.Contract contract -> across(joined, contract.over());
            case Operation.Rename(_, List<Axis> from, List<Axis> to) ->
                    joined instanceof Row(Axis axis) && from.contains(axis)
                            ? new Row(to.get(from.indexOf(axis)))
                            : joined;
            case Operation.Slice(_, Axis from, Axis to, int offset) ->
                    moved(joined, from, to, offset);
            case Operation.Pad(_, Axis from, Axis to, int offset) ->
                    moved(joined, from, to, offset);
            case Operation.Concatenate(_, List<Axis> axes, _) -> across(joined, axes);
            case Operation.Gather(Variable source, List<Axis> axes, _) ->
                    of(source) instanceof Row(Axis axis) && axes.contains(axis) ? MIXED : joined;
            case Operation.Scatter(_, _, _, List<Axis> over) -> across(joined, over);
            case Operation.CumulativeSum sum -> across(joined, List.of(sum.axis()));
            case Operation.Cholesky c -> across(joined, List.of(c.row(), c.column()));
            case Operation.CholeskyAdjoint c -> across(joined, List.of(c.row(), c.column()));
            case Operation.TriangularSolve solve ->
                    across(joined, List.of(solve.row(), solve.column()));
            case Operation.Solve solve -> across(joined, List.of(solve.row(), solve.column()));
            case Operation.LogAbsDeterminant d -> across(joined, List.of(d.row(), d.column()));
            case Operation.Scan _ -> throw new IllegalArgumentException("several results");
        };
    }

    /** Along an axis that takes another's place: the same rows only where all of them move. */
    private static State moved(State state, Axis from, Axis to, int offset) {
        if (!(state instanceof Row(Axis axis)) || !axis.equals(from)) {
            return state;
        }
        return offset == 0 && from.extent() == to.extent() ? new Row(to) : MIXED;
    }

    /**
     * A loop: what it carries depends on what it starts from and on what the steps add; where it
     * runs along the rows, on all of them.
     */
    private void scan(Operation.Scan scan, List<Variable> results) {
        Operation.Body body = scan.body();
        List<Axis> along = List.of(scan.axis());
        for (int i = 0; i < body.captures().size(); i++) {
            states.put(body.captures().get(i), across(of(scan.captured().get(i)), along));
        }
        for (int i = 0; i < body.carries().size(); i++) {
            states.put(body.carries().get(i), across(of(scan.initial().get(i)), along));
        }
        // A state can only go from fixed by a row to mixed.
        boolean changed = true;
        while (changed) {
            changed = false;
            run(body.lets());
            for (int i = 0; i < body.carries().size(); i++) {
                Variable carry = body.carries().get(i);
                State joined = join(List.of(carry, body.next().get(i)));
                changed |= !joined.equals(of(carry));
                states.put(carry, joined);
            }
        }
        int carries = body.carries().size();
        for (int i = 0; i < results.size(); i++) {
            states.put(
                    results.get(i),
                    of(i < carries ? body.carries().get(i) : body.outputs().get(i - carries)));
        }
    }
}
