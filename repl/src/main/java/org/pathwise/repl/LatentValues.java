package org.pathwise.repl;

import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.ElementNames;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a model's latents from a file. */
final class LatentValues {
    private LatentValues() {}

    /**
     * The value of each latent, row-major.
     *
     * @param shapes the extents of each latent, by name
     * @param errors receives what is wrong with the file
     */
    static Map<String, double[]> read(
            Map<String, List<Integer>> shapes, DataSet given, Path file, List<String> errors) {
        given.errors().forEach(error -> errors.add(error.toString()));
        Map<String, double[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    DataValue value = given.values().get(name);
                    if (value == null) {
                        if (given.errors().isEmpty()) {
                            errors.add(
                                    file
                                            + " has no value for the latent `"
                                            + name
                                            + "`, "
                                            + describe(shape));
                        }
                    } else if (value.notNumeric().isPresent()) {
                        errors.add(value.notNumeric().get().toString());
                    } else if (!value.missing().isEmpty()) {
                        errors.add(
                                value.elementPlace(value.missing().getFirst())
                                        + ": `"
                                        + name
                                        + "` is not a number here");
                    } else if (!value.shape().equals(shape)) {
                        errors.add(
                                value.place()
                                        + ": `"
                                        + name
                                        + "` is "
                                        + describe(value.shape())
                                        + ", but the latent is "
                                        + describe(shape));
                    } else {
                        values.put(name, value.values());
                    }
                });
        for (DataValue value : given.values().values()) {
            if (!shapes.containsKey(value.name())) {
                errors.add(
                        value.place()
                                + ": the model has no latent `"
                                + value.name()
                                + "`; it has "
                                + String.join(", ", shapes.keySet()));
            }
        }
        return values;
    }

    private static String describe(List<Integer> shape) {
        return switch (shape.size()) {
            case 0 -> "a number";
            case 1 -> "an array of " + shape.getFirst() + " numbers";
            default ->
                    "an array of "
                            + String.join(" x ", shape.stream().map(String::valueOf).toList())
                            + " numbers";
        };
    }

    /** The names of a latent's elements, row-major: {@code theta[1]}. */
    static List<String> elements(String name, List<Integer> shape) {
        return ElementNames.bracketed(new Quantity(name, Quantity.Kind.LATENT, shape));
    }
}
