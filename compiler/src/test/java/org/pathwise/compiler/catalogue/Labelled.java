package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The axes that the labels of a distribution stand for, as a compilation would make them. */
final class Labelled {
    private final Sketch sketch;
    private final Map<String, Axis> axes = new HashMap<>();

    Labelled(Sketch sketch) {
        this.sketch = sketch;
    }

    /** The axes of a value's or parameter's dimensions. */
    List<Axis> axes(List<String> labels, List<Integer> extents) {
        List<Axis> found = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int extent = extents.get(i);
            int repetition = Collections.frequency(labels.subList(0, i), label);
            found.add(
                    axes.computeIfAbsent(
                            label + "/" + repetition, _ -> sketch.axis(label, extent)));
        }
        return found;
    }
}
