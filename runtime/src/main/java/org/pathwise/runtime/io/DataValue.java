package org.pathwise.runtime.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named array from a data file.
 *
 * @param shape its extents; empty for a scalar
 * @param values its elements, row-major; NaN where one is missing or is not a number
 * @param integers whether every element that is there was written as an integer or a truth value
 * @param missing the row-major positions of elements written as null, NA, NaN or an empty cell,
 *     ascending
 * @param text the first element that is text and not a number: an error once the model uses the
 *     array
 * @param place where the name stands
 * @param elements finds where an element stands
 * @param folds whether its last dimensions may be read as one: rows and columns of images as pixels
 */
public record DataValue(
        String name,
        List<Integer> shape,
        double[] values,
        boolean integers,
        List<Integer> missing,
        Optional<Text> text,
        Place place,
        Elements elements,
        boolean folds) {
    public DataValue {
        shape = List.copyOf(shape);
        missing = List.copyOf(missing);
        int size = shape.stream().reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    name + ": " + values.length + " values for shape " + shape);
        }
    }

    /** An array whose dimensions are what they are. */
    public DataValue(
            String name,
            List<Integer> shape,
            double[] values,
            boolean integers,
            List<Integer> missing,
            Optional<Text> text,
            Place place,
            Elements elements) {
        this(name, shape, values, integers, missing, text, place, elements, false);
    }

    /**
     * The same array with so many dimensions, of which the last holds what several did: 28 rows of
     * 28 pixels are 784. As it is, where it does not fold.
     */
    public DataValue folded(int rank) {
        if (!folds || rank < 2 || rank >= shape.size()) {
            return this;
        }
        List<Integer> leading = shape.subList(0, rank - 1);
        int last = shape.subList(rank - 1, shape.size()).stream().reduce(1, Math::multiplyExact);
        List<Integer> folded = new ArrayList<>(leading);
        folded.add(last);
        return new DataValue(name, folded, values, integers, missing, text, place, elements, true);
    }

    /** Text in place of a number, at a row-major position. */
    public record Text(int position, String text, Place place) {}

    /** Finds elements in the file, at the price of reading it again. */
    @FunctionalInterface
    public interface Elements {
        /** Where the element at a row-major position stands. */
        Place place(int position);
    }

    /** A value that stands in no data file's text, such as one from the command line. */
    public static DataValue scalar(String name, double value, boolean integer, Place place) {
        return new DataValue(
                name,
                List.of(),
                new double[] {value},
                integer,
                Double.isNaN(value) ? List.of(0) : List.of(),
                Optional.empty(),
                place,
                position -> place);
    }

    /** Where the element at a row-major position stands. */
    public Place elementPlace(int position) {
        return elements.place(position);
    }

    /** Whether every element that is there is a whole number, however it was written. */
    public boolean isWhole() {
        for (double value : values) {
            if (!Double.isNaN(value) && value != Math.rint(value)) {
                return false;
            }
        }
        return text.isEmpty();
    }

    /** The error to show if a model uses this although it holds text. */
    public Optional<DataError> notNumeric() {
        return text.map(
                t ->
                        DataError.at(
                                t.place(),
                                "`"
                                        + name
                                        + "` is not numeric: its element "
                                        + (t.position() + 1)
                                        + " is \""
                                        + t.text()
                                        + "\"",
                                "code categories as integers from 1"));
    }
}
