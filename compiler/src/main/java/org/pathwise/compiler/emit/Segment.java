package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;

import java.util.List;
import java.util.Optional;

/**
 * Nests that run one after the other; along the wide axis, if there is one, a chunk of elements at
 * a time.
 *
 * @param wide the innermost axis of all its nests, if it has one
 */
record Segment(Optional<Axis> wide, List<Nest> nests) {
    Segment {
        nests = List.copyOf(nests);
    }

    List<Item> items() {
        return nests.stream().flatMap(nest -> nest.items().stream()).toList();
    }
}
