package org.pathwise.benchmarks;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.Place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** The scripts among the resources, each with data of the size that its figure is stated for. */
final class BenchmarkModels {
    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    private static final Place PLACE = new Place("benchmark", 1, 1);

    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, DataValue> data = new LinkedHashMap<>();

    private BenchmarkModels() {}

    /**
     * A script with its data: {@code eight-schools}; {@code logistic}, of 10,000 rows and 50
     * columns; {@code poisson}, of 20,000 rows in 500 groups; or {@code vae}, of 128 rows of 784
     * pixels.
     */
    static BoundModel bound(String name) {
        BenchmarkModels models = new BenchmarkModels();
        switch (name) {
            case "eight-schools" -> {
                models.add("y", EFFECTS, 8);
                models.add("sigma", ERRORS, 8);
            }
            case "logistic" -> {
                models.draw("X", u -> 2 * u - 1, 10_000, 50);
                models.draw("y", u -> Math.floor(2 * u), 10_000);
            }
            case "poisson" -> {
                models.draw("x", u -> 2 * u - 1, 20_000);
                models.draw("group", u -> 1 + Math.floor(500 * u), 20_000);
                models.draw("y", u -> Math.floor(5 * u), 20_000);
                models.draw("z", u -> 2 * u - 1, 500);
            }
            case "vae" -> models.draw("x", u -> Math.floor(1.2 * u), 128, 784);
            default -> throw new IllegalArgumentException(name);
        }
        CheckedScript script = Compiler.check(new Source(name + ".pw", read(name + ".pw")));
        CheckedScript.Bound bound = script.bind(new DataSet(models.data, List.of()), Map.of());
        return bound.model()
                .orElseThrow(() -> new IllegalStateException(bound.diagnostics().toString()));
    }

    private static String read(String resource) {
        try (InputStream stream =
                Objects.requireNonNull(BenchmarkModels.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(String name, DoubleUnaryOperator quantile, Integer... shape) {
        int size = List.of(shape).stream().reduce(1, Math::multiplyExact);
        add(name, random.doubles(size).map(quantile).toArray(), shape);
    }

    private void add(String name, double[] values, Integer... shape) {
        boolean integers = true;
        for (double value : values) {
            integers &= value == Math.rint(value);
        }
        data.put(
                name,
                new DataValue(
                        name,
                        new ArrayList<>(List.of(shape)),
                        values,
                        integers,
                        List.of(),
                        Optional.empty(),
                        PLACE,
                        _ -> PLACE));
    }
}
