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
    private final List<Slot> slots = new ArrayList<>();
    private final List<ParameterLayout.Block> blocks = new ArrayList<>();
    private int size;

    ParameterTable(Names names) {
        this.names = names;
    }

    /** A new parameter with all elements starting at one value. */
    Variable add(String name, List<Axis> order, double initial) {
        return add(name, order, initial, 0);
    }

    /** A new parameter whose elements start at random around one value. */
    Variable add(String name, List<Axis> order, double initial, double spread) {
        int count = order.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
        return add(name, order, Collections.nCopies(count, initial), spread);
    }

    /**
     * A new parameter.
     *
     * @param initial its starting values, row-major in {@code order}
     */
    Variable add(String name, List<Axis> order, List<Double> initial) {
        return add(name, order, initial, 0);
    }

    private Variable add(String name, List<Axis> order, List<Double> initial, double spread) {
        Variable variable = names.variable(name, order);
        slots.add(new Slot(variable, size, order));
        List<Integer> shape = order.stream().map(Axis::extent).toList();
        blocks.add(new ParameterLayout.Block(name, shape, size, initial, spread, Optional.empty()));
        size += initial.size();
        return variable;
    }

    List<Slot> slots() {
        return List.copyOf(slots);
    }

    ParameterLayout layout() {
        return new ParameterLayout(blocks);
    }
}
