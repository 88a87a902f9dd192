package org.pathwise.compiler.array;

import java.util.Collection;
import java.util.TreeSet;

/** The supply of fresh axes and variables of one compilation. */
public final class Names {
    private int nextAxis;
    private int nextVariable;

    /** A new axis, different from all others. */
    public Axis axis(String dimension, int extent) {
        return new Axis(nextAxis++, dimension, extent);
    }

    /** A new variable over a set of axes, given in any order. */
    public Variable variable(String name, Collection<Axis> axes) {
        return new Variable(nextVariable++, name, new TreeSet<>(axes).stream().toList());
    }
}
