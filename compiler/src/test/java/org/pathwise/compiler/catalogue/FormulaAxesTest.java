package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Support.Structured;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Formulas over plates and particles: values vary over a plate N, parameters over particles P, and
 * each element of the result is that of the distribution on its own.
 */
class FormulaAxesTest {
    private static final int N = 3;
    private static final int P = 2;
    private static final int K = 3;

    static Stream<Distribution> distributions() {
        return Catalogue.distributionNames().stream()
                .flatMap(name -> Catalogue.distributions(name).stream());
    }

    static Stream<Distribution> withSampler() {
        return distributions().filter(Distribution::hasSampler);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void density(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] values = many(N, distribution.support(), distribution.dimensions(), "y", random);
        List<double[][]> parameters = parameters(distribution, random);

        Setting whole = new Setting();
        Value value = whole.value(distribution.dimensions(), values, whole.plate);
        Variable density =
                distribution
                        .formula()
                        .logDensity(
                                whole.sketch.builder,
                                value,
                                whole.parameters(distribution, parameters, whole.particles));
        assertThat(List.of(whole.plate, whole.particles)).containsAll(density.axes());
        double[] found = whole.run(density, List.of(whole.plate, whole.particles));

        for (int n = 0; n < N; n++) {
            for (int p = 0; p < P; p++) {
                Setting single = new Setting();
                Value one = single.value(distribution.dimensions(), new double[][] {values[n]});
                Variable own =
                        distribution
                                .formula()
                                .logDensity(
                                        single.sketch.builder,
                                        one,
                                        single.parameters(distribution, at(parameters, p)));
                double expected = single.run(own, List.of())[0];
                assertThat(expected).isFinite();
                assertThat(found[n * P + p])
                        .isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withSampler")
    void draw(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(4);
        List<String> labels = distribution.dimensions();
        List<double[][]> noise =
                distribution.noise().stream()
                        .map(
                                kind ->
                                        java.util.stream.IntStream.range(0, N * P)
                                                .mapToObj(_ -> noise(kind, labels, random))
                                                .toArray(double[][]::new))
                        .toList();
        List<double[][]> parameters = parameters(distribution, random);

        Setting whole = new Setting();
        List<Value> noises = new ArrayList<>();
        for (int i = 0; i < noise.size(); i++) {
            noises.add(
                    whole.value(
                            ofNoise(distribution, i), noise.get(i), whole.plate, whole.particles));
        }
        Variable draw =
                distribution
                        .formula()
                        .draw(
                                whole.sketch.builder,
                                whole.shape(labels),
                                noises,
                                whole.parameters(distribution, parameters, whole.particles));
        List<Axis> order = new ArrayList<>(List.of(whole.plate, whole.particles));
        order.addAll(whole.shape(labels));
        double[] found = whole.run(draw, order);

        for (int n = 0; n < N; n++) {
            for (int p = 0; p < P; p++) {
                int cell = n * P + p;
                Setting single = new Setting();
                List<Value> own = new ArrayList<>();
                for (int i = 0; i < noise.size(); i++) {
                    double[][] rows = {noise.get(i)[cell]};
                    own.add(single.value(ofNoise(distribution, i), rows));
                }
                Variable one =
                        distribution
                                .formula()
                                .draw(
                                        single.sketch.builder,
                                        single.shape(labels),
                                        own,
                                        single.parameters(distribution, at(parameters, p)));
                double[] expected = single.run(one, single.shape(labels));
                for (int k = 0; k < expected.length; k++) {
                    assertThat(found[cell * expected.length + k])
                            .isCloseTo(expected[k], within(1e-13 * (1 + Math.abs(expected[k]))));
                }
            }
        }
    }

    static Stream<Distribution> ofVectors() {
        return distributions()
                .filter(distribution -> !distribution.parameters().isEmpty())
                .filter(distribution -> distribution.parameters().getFirst().support().rank() == 1);
    }

    /** A vector whose elements are one scalar need not have its axis. */
    @ParameterizedTest
    @MethodSource("ofVectors")
    void constantVector(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] value = {event(distribution.support(), distribution.dimensions(), "y", random)};
        List<double[][]> parameters = at(parameters(distribution, random), 0);
        List<String> labels = distribution.dimensions();
        List<double[][]> noise =
                distribution.noise().stream()
                        .map(kind -> new double[][] {noise(kind, labels, random)})
                        .toList();
        List<String> first = distribution.parameters().getFirst().dimensions();
        double[][] results = new double[2][];
        for (int i = 0; i < 2; i++) {
            Setting setting = new Setting();
            List<Value> arguments = new ArrayList<>(setting.parameters(distribution, parameters));
            Variable vector = setting.sketch.builder.constant(1.0 / K);
            List<Axis> shape = setting.shape(first);
            Variable spread = new Algebra(setting.sketch.builder).spread(vector, shape);
            arguments.set(0, new Value(i == 0 ? vector : spread, shape));
            Variable density =
                    distribution
                            .formula()
                            .logDensity(
                                    setting.sketch.builder,
                                    setting.value(labels, value),
                                    arguments);
            if (!distribution.hasSampler()) {
                results[i] = setting.run(density, List.of());
                continue;
            }
            List<Value> noises = new ArrayList<>();
            for (int k = 0; k < noise.size(); k++) {
                noises.add(setting.value(ofNoise(distribution, k), noise.get(k)));
            }
            Variable draw =
                    distribution
                            .formula()
                            .draw(setting.sketch.builder, setting.shape(labels), noises, arguments);
            results[i] =
                    java.util.stream.DoubleStream.concat(
                                    java.util.Arrays.stream(setting.run(density, List.of())),
                                    java.util.Arrays.stream(
                                            setting.run(draw, setting.shape(labels))))
                            .toArray();
        }
        assertThat(results[0]).hasSameSizeAs(results[1]);
        for (int k = 0; k < results[0].length; k++) {
            assertThat(results[0][k])
                    .isCloseTo(results[1][k], within(1e-14 * (1 + Math.abs(results[1][k]))));
        }
    }

    /** The dimensions of a noise: those of the draw, unless it is single. */
    private static List<String> ofNoise(Distribution distribution, int i) {
        return distribution.noise().get(i).isSingle() ? List.of() : distribution.dimensions();
    }

    private static double[] noise(
            Distribution.Noise kind, List<String> labels, SplittableRandom random) {
        int size = kind.isSingle() ? 1 : size(labels);
        return random.doubles(size, 0.1, 0.9).toArray();
    }

    private static int extent(String label) {
        return switch (label) {
            case "K", "T", "C" -> K;
            case "K-1", "P" -> K - 1;
            default -> throw new IllegalArgumentException(label);
        };
    }

    private static int size(List<String> labels) {
        return labels.stream().mapToInt(FormulaAxesTest::extent).reduce(1, (a, b) -> a * b);
    }

    /** Axes of one program, and inputs over them. */
    private static final class Setting {
        final Sketch sketch = new Sketch(1);
        final Axis particles = sketch.axis("P", P);
        final Labelled labelled = new Labelled(sketch);
        final Axis plate;

        Setting() {
            // the columns before the rows, and the plate after both
            labelled.axes(List.of("K", "K"), List.of(K, K));
            plate = sketch.axis("N", N);
        }

        List<Axis> shape(List<String> labels) {
            return labelled.axes(labels, labels.stream().map(FormulaAxesTest::extent).toList());
        }

        /** Rows along the outer axes, each an event. */
        Value value(List<String> labels, double[][] rows, Axis... outer) {
            List<Axis> order = new ArrayList<>(List.of(outer));
            order.addAll(shape(labels));
            double[] flat = Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
            return new Value(sketch.input("x", new Tensor(order, flat)), shape(labels));
        }

        List<Value> parameters(Distribution distribution, List<double[][]> rows, Axis... outer) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                values.add(
                        value(distribution.parameters().get(i).dimensions(), rows.get(i), outer));
            }
            return values;
        }

        double[] run(Variable result, List<Axis> order) {
            Variable full = new Algebra(sketch.builder).spread(result, order);
            return Interpreter.run(sketch.program(full), sketch.inputs)
                    .get(full)
                    .arranged(order)
                    .values();
        }
    }

    private static List<double[][]> at(List<double[][]> parameters, int particle) {
        return parameters.stream().map(rows -> new double[][] {rows[particle]}).toList();
    }

    private static List<double[][]> parameters(Distribution distribution, SplittableRandom random) {
        List<double[][]> rows = new ArrayList<>();
        for (int i = 0; i < distribution.parameters().size(); i++) {
            Distribution.Parameter parameter = distribution.parameters().get(i);
            Double end = end(distribution.support(), i, parameter.support());
            rows.add(
                    end == null
                            ? many(
                                    P,
                                    parameter.support(),
                                    parameter.dimensions(),
                                    parameter.name(),
                                    random)
                            : new double[][] {{end}, {end}});
        }
        return rows;
    }

    /** The value of a parameter that is an end of the support: the values lie inside. */
    private static Double end(Support support, int index, Support parameter) {
        if (!(support instanceof Support.Interval(Bound lower, Bound upper))) {
            return null;
        }
        return lower instanceof Bound.Computed(int i, _) && i == index
                ? Double.valueOf(parameter.equals(Support.REAL) ? -1 : 0.1)
                : upper instanceof Bound.Computed(int j, _) && j == index
                        ? Double.valueOf(1)
                        : null;
    }

    private static double[][] many(
            int count, Support support, List<String> labels, String name, SplittableRandom random) {
        double[][] rows = new double[count][];
        java.util.Arrays.setAll(rows, i -> event(support, labels, name, random));
        return rows;
    }

    private static double[] event(
            Support support, List<String> labels, String name, SplittableRandom random) {
        int extent = labels.isEmpty() ? 1 : extent(labels.getFirst());
        return switch (support) {
            case Support.Interval _ when name.equals("nu") ->
                    new double[] {random.nextDouble(2.5, 4)};
            case Support.Interval _ -> new double[] {random.nextDouble(0.3, 0.9)};
            case Support.Integers _ ->
                    new double[] {
                        switch (name) {
                            case "n" -> 7;
                            // enough of both kinds for every number of draws up to n
                            case "a", "b" -> random.nextInt(8, 12);
                            case "l" -> random.nextInt(-2, 2);
                            case "u" -> random.nextInt(K, 9);
                            default ->
                                    support.equals(Support.BINARY)
                                            ? random.nextInt(2)
                                            : random.nextInt(1, K + 1);
                        }
                    };
            case Structured structured ->
                    switch (structured) {
                        case SIMPLEX -> {
                            double[] x = random.doubles(extent, 0.2, 1).toArray();
                            double sum = java.util.Arrays.stream(x).sum();
                            yield java.util.Arrays.stream(x).map(share -> share / sum).toArray();
                        }
                        case COVARIANCE -> squared(covarianceFactor(extent, random));
                        case CHOLESKY_COVARIANCE -> covarianceFactor(extent, random);
                        case CORRELATION -> squared(correlationFactor(extent, random));
                        case CHOLESKY_CORRELATION -> correlationFactor(extent, random);
                        case REAL_VECTOR, POSITIVE_VECTOR ->
                                random.doubles(extent, 0.5, 2).toArray();
                        // always 7, as n is
                        case COUNTS -> {
                            int first = random.nextInt(4);
                            int second = random.nextInt(4);
                            yield new double[] {first, second, 7 - first - second};
                        }
                        case ORDERED -> random.doubles(extent, -2, 2).sorted().toArray();
                        case POSITIVE_ORDERED, UNIT_VECTOR ->
                                throw new IllegalStateException(
                                        structured + " is no parameter's support");
                    };
        };
    }

    private static double[] covarianceFactor(int extent, SplittableRandom random) {
        double[] factor = new double[extent * extent];
        for (int i = 0; i < extent; i++) {
            for (int k = 0; k <= i; k++) {
                factor[i * extent + k] =
                        i == k ? random.nextDouble(0.7, 1.5) : random.nextDouble(-0.5, 0.5);
            }
        }
        return factor;
    }

    private static double[] correlationFactor(int extent, SplittableRandom random) {
        double[] factor = covarianceFactor(extent, random);
        for (int i = 0; i < extent; i++) {
            double square = 0;
            for (int k = 0; k <= i; k++) {
                square += factor[i * extent + k] * factor[i * extent + k];
            }
            for (int k = 0; k <= i; k++) {
                factor[i * extent + k] /= Math.sqrt(square);
            }
        }
        return factor;
    }

    private static double[] squared(double[] factor) {
        int extent = (int) Math.sqrt(factor.length);
        double[] product = new double[factor.length];
        for (int i = 0; i < extent; i++) {
            for (int j = 0; j < extent; j++) {
                for (int k = 0; k < extent; k++) {
                    product[i * extent + j] += factor[i * extent + k] * factor[j * extent + k];
                }
            }
        }
        return product;
    }
}
