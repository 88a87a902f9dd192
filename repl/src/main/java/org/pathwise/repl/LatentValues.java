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
     * @param latents each latent, by name; the elements of one that stands for missing data come as
     *     a vector
     * @param errors receives what is wrong with the file
     */
    static Map<String, double[]> read(
            Map<String, Quantity> latents, DataSet given, Path file, List<String> errors) {
        given.errors().forEach(error -> errors.add(error.toString()));
        Map<String, double[]> values = new LinkedHashMap<>();
        latents.forEach(
                (name, latent) -> {
                    List<Integer> shape = shape(latent);
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
            if (!latents.containsKey(value.name())) {
                errors.add(
                        value.place()
                                + ": the model has no latent `"
                                + value.name()
                                + "`; it has "
                                + String.join(", ", latents.keySet()));
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

    /** The extents of a latent's array: of missing data, a vector of the missing elements. */
    static List<Integer> shape(Quantity latent) {
        return latent.elements().isEmpty() || latent.shape().isEmpty()
                ? latent.shape()
                : List.of(latent.size());
    }

    /**
     * The names of as many elements as a latent has numbers, row-major: {@code theta[1]}. On the
     * unconstrained scale they may be more or fewer than its own.
     */
    static List<String> elements(Quantity latent, int numbers) {
        return ElementNames.bracketed(
                latent.size() == numbers
                        ? latent
                        : new Quantity(latent.name(), latent.kind(), List.of(numbers)));
    }
}
