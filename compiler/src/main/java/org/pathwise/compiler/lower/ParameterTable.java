package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Variable;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Collects the variational parameters of a lowering and their places in the flat parameter vector.
 */
final class ParameterTable {
    private final Names names;
    private final Rows rows;
    private final List<Slot> slots = new ArrayList<>();
    private final List<ParameterLayout.Block> blocks = new ArrayList<>();
    private int size;
    private int stepSize;

    /**
     * Prepares.
     *
     * @param rows what a step draws: a parameter whose first axis is subsampled has a part for each
     *     of the dimension's rows, and the program sees those of the drawn ones
     */
    ParameterTable(Names names, Rows rows) {
        this.names = names;
        this.rows = rows;
    }

    /** A new parameter with all elements starting at one value. */
    Variable add(String name, List<Axis> order, double initial) {
        return add(name, order, initial, 0);
    }

    /** A new parameter whose elements start at random around one value. */
    Variable add(String name, List<Axis> order, double initial, double spread) {
        int count = order.stream().mapToInt(rows::total).reduce(1, Math::multiplyExact);
        return add(name, order, Collections.nCopies(count, initial), spread);
    }

    /**
     * A new parameter.
     *
     * @param initial its starting values, row-major in {@code order}, with all rows
     */
    Variable add(String name, List<Axis> order, List<Double> initial) {
        return add(name, order, initial, 0);
    }

    private Variable add(String name, List<Axis> order, List<Double> initial, double spread) {
        Variable variable = names.variable(name, order);
        slots.add(new Slot(variable, stepSize, order));
        List<Integer> shape = order.stream().map(rows::total).toList();
        Optional<String> byRow = order.isEmpty() ? Optional.empty() : rows.name(order.getFirst());
        blocks.add(new ParameterLayout.Block(name, shape, size, initial, spread, byRow));
        size += initial.size();
        stepSize += Math.toIntExact(variable.size());
        return variable;
    }

    /** The inputs' places in the vector of a step. */
    List<Slot> slots() {
        return List.copyOf(slots);
    }

    ParameterLayout layout() {
        return new ParameterLayout(blocks);
    }
}
