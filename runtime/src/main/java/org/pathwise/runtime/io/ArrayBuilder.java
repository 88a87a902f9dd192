package org.pathwise.runtime.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the elements of one array as a reader meets them. */
final class ArrayBuilder {
    private double[] values = new double[16];
    private int size;
    private boolean integers = true;
    private final List<Integer> missing = new ArrayList<>();
    private Optional<DataValue.Text> text = Optional.empty();

    int size() {
        return size;
    }

    void add(double value, boolean integer) {
        if (Double.isNaN(value)) {
            missing.add(size);
        } else {
            integers &= integer;
        }
        append(value);
    }

    void addMissing() {
        add(Double.NaN, true);
    }

    /** Adds what a string says: a number, a missing value, or text. */
    void addString(String string, Supplier<Place> place) {
        switch (string) {
            case "", "NA", "NaN", "nan", "null" -> addMissing();
            case "Inf", "+Inf", "inf", "+inf", "Infinity", "+Infinity" ->
                    add(Double.POSITIVE_INFINITY, false);
            case "-Inf", "-inf", "-Infinity" -> add(Double.NEGATIVE_INFINITY, false);
            case "TRUE", "True", "true" -> add(1, true);
            case "FALSE", "False", "false" -> add(0, true);
            default -> addNumberOrText(string, place);
        }
    }

    private void addNumberOrText(String string, Supplier<Place> place) {
        if (string.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            add(Double.parseDouble(string), string.matches("[+-]?\\d+"));
            return;
        }
        if (text.isEmpty()) {
            text = Optional.of(new DataValue.Text(size, string, place.get()));
        }
        integers = false;
        append(Double.NaN);
    }

    private void append(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    DataValue build(String name, List<Integer> shape, Place place, DataValue.Elements elements) {
        return new DataValue(
                name, shape, Arrays.copyOf(values, size), integers, missing, text, place, elements);
    }
}
