package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Variable;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an item reads at a point of its loops, all views dissolved. */
sealed interface Source {
    record Constant(double value) implements Source {}

    /** The position itself, counted from 1. */
    record Position(Index index) implements Source {}

    /**
     * The element of an array at a place; {@code at} has an entry for each axis that the array
     * varies over.
     */
    record Element(Place place, Map<Axis, Index> at) implements Source {
        public Element {
            at = Map.copyOf(at);
        }
    }

    /** An array. */
    sealed interface Place {
        /** A variable's array in the work space. */
        record Stored(Variable variable) implements Place {}

        record Given(DataArray data) implements Place {}

        record Buffer(Binding binding) implements Place {}
    }

    /** The loops that the value depends on. */
    default Set<Axis> loops() {
        Set<Axis> loops = new TreeSet<>();
        collect(this, loops);
        return loops;
    }

    private static void collect(Source source, Set<Axis> loops) {
        switch (source) {
            case Constant _ -> {}
            case Position(Index index) -> collect(index, loops);
            case Element(Place _, Map<Axis, Index> at) ->
                    at.values().forEach(index -> collect(index, loops));
        }
    }

    private static void collect(Index index, Set<Axis> loops) {
        loops.addAll(index.loops());
        index.lookups().forEach(lookup -> collect(lookup, loops));
    }
}
