package org.pathwise.compiler.array;

/**
 * An axis that values vary over: a plate, a row or column index, the particles. An axis is an
 * object of its own, labelled with its dimension: a square matrix over the dimension {@code D} has
 * two axes, both labelled {@code D}.
 *
 * @param id tells axes apart; unique within a compilation, see {@link Names}
 * @param dimension the label that messages show
 * @param extent how many elements it has; may be 0
 */
public record Axis(int id, String dimension, int extent) implements Comparable<Axis> {
    public Axis {
        if (extent < 0) {
            throw new IllegalArgumentException(dimension + " has extent " + extent);
        }
    }

    @Override
    public int compareTo(Axis other) {
        return Integer.compare(id, other.id);
    }

    @Override
    public String toString() {
        return dimension + "#" + id;
    }
}
