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
        double[][] values = many(N, distribution.support(), "y", random);
        List<double[][]> parameters = parameters(distribution, random);

        Setting whole = new Setting();
        Value value = whole.value(distribution.support().rank(), values, whole.plate);
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
                Value one =
                        single.value(
                                distribution.support().rank(), new double[][] {values[n]}, null);
                Variable own =
                        distribution
                                .formula()
                                .logDensity(
                                        single.sketch.builder,
                                        one,
                                        single.parameters(distribution, at(parameters, p), null));
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
        int rank = distribution.support().rank();
        List<double[][]> noise =
                distribution.noise().stream()
                        .map(
                                kind ->
                                        random.doubles(N * P, 0.1, 0.9)
                                                .mapToObj(
                                                        u ->
                                                                random.doubles(
                                                                                rank == 0 ? 1 : K,
                                                                                0.1,
                                                                                0.9)
                                                                        .toArray())
                                                .toArray(double[][]::new))
                        .toList();
        List<double[][]> parameters = parameters(distribution, random);

        Setting whole = new Setting();
        List<Value> noises =
                noise.stream()
                        .map(rows -> whole.value(rank, rows, whole.plate, whole.particles))
                        .toList();
        Variable draw =
                distribution
                        .formula()
                        .draw(
                                whole.sketch.builder,
                                whole.shape(rank),
                                noises,
                                whole.parameters(distribution, parameters, whole.particles));
        List<Axis> order = new ArrayList<>(List.of(whole.plate, whole.particles));
        order.addAll(whole.shape(rank));
        double[] found = whole.run(draw, order);

        for (int n = 0; n < N; n++) {
            for (int p = 0; p < P; p++) {
                int cell = n * P + p;
                Setting single = new Setting();
                List<Value> own =
                        noise.stream()
                                .map(
                                        rows ->
                                                single.value(
                                                        rank,
                                                        new double[][] {rows[cell]},
                                                        null,
                                                        null))
                                .toList();
                Variable one =
                        distribution
                                .formula()
                                .draw(
                                        single.sketch.builder,
                                        single.shape(rank),
                                        own,
                                        single.parameters(distribution, at(parameters, p), null));
                double[] expected = single.run(one, single.shape(rank));
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
        double[][] value = {event(distribution.support(), "y", random)};
        List<double[][]> parameters = at(parameters(distribution, random), 0);
        double[][] noise = {random.doubles(K, 0.1, 0.9).toArray()};
        int rank = distribution.support().rank();
        double[][] results = new double[2][];
        for (int i = 0; i < 2; i++) {
            Setting setting = new Setting();
            List<Value> arguments =
                    new ArrayList<>(setting.parameters(distribution, parameters, null));
            Variable vector = setting.sketch.builder.constant(1.0 / K);
            arguments.set(0, new Value(i == 0 ? vector : setting.spread(vector), setting.shape(1)));
            Variable density =
                    distribution
                            .formula()
                            .logDensity(
                                    setting.sketch.builder, setting.value(rank, value), arguments);
            List<Value> noises =
                    distribution.noise().stream()
                            .map(
                                    kind ->
                                            setting.value(
                                                    rank,
                                                    rank == 0 ? new double[][] {{0.4}} : noise))
                            .toList();
            Variable draw =
                    distribution
                            .formula()
                            .draw(setting.sketch.builder, setting.shape(rank), noises, arguments);
            results[i] =
                    java.util.stream.DoubleStream.concat(
                                    java.util.Arrays.stream(setting.run(density, List.of())),
                                    java.util.Arrays.stream(setting.run(draw, setting.shape(rank))))
                            .toArray();
        }
        assertThat(results[0]).hasSameSizeAs(results[1]);
        for (int k = 0; k < results[0].length; k++) {
            assertThat(results[0][k])
                    .isCloseTo(results[1][k], within(1e-14 * (1 + Math.abs(results[1][k]))));
        }
    }

    /** Axes of one program, and inputs over them. */
    private static final class Setting {
        final Sketch sketch = new Sketch(1);
        final Axis column = sketch.axis("K", K);
        final Axis particles = sketch.axis("P", P);
        final Axis event = sketch.axis("K", K);
        final Axis plate = sketch.axis("N", N);

        List<Axis> shape(int rank) {
            return List.of(event, column).subList(0, rank);
        }

        /** Rows along the outer axes, each an event; an axis that is null is left out. */
        Value value(int rank, double[][] rows, Axis... outer) {
            List<Axis> order = new ArrayList<>();
            if (outer != null) {
                Stream.of(outer).filter(java.util.Objects::nonNull).forEach(order::add);
            }
            order.addAll(shape(rank));
            double[] flat = Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
            return new Value(sketch.input("x", new Tensor(order, flat)), shape(rank));
        }

        List<Value> parameters(Distribution distribution, List<double[][]> rows, Axis outer) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                values.add(
                        value(
                                distribution.parameters().get(i).support().rank(),
                                rows.get(i),
                                outer));
            }
            return values;
        }

        Variable spread(Variable scalar) {
            return new Algebra(sketch.builder).spread(scalar, List.of(event));
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
        return distribution.parameters().stream()
                .map(parameter -> many(P, parameter.support(), parameter.name(), random))
                .toList();
    }

    private static double[][] many(
            int count, Support support, String name, SplittableRandom random) {
        double[][] rows = new double[count][];
        java.util.Arrays.setAll(rows, i -> event(support, name, random));
        return rows;
    }

    private static double[] event(Support support, String name, SplittableRandom random) {
        return switch (support) {
            // the ends of Uniform(alpha, beta) lie around its values
            case Support.Interval _ when name.equals("alpha") && support.equals(Support.REAL) ->
                    new double[] {-1};
            case Support.Interval _ when name.equals("beta") && support.equals(Support.REAL) ->
                    new double[] {1};
            case Support.Interval _ -> new double[] {random.nextDouble(0.3, 0.9)};
            case Support.Integers _ ->
                    new double[] {
                        name.equals("n")
                                ? 7
                                : support.equals(Support.BINARY)
                                        ? random.nextInt(2)
                                        : random.nextInt(1, K + 1)
                    };
            case Structured structured ->
                    switch (structured) {
                        case SIMPLEX -> {
                            double[] x = random.doubles(K, 0.2, 1).toArray();
                            double sum = java.util.Arrays.stream(x).sum();
                            yield java.util.Arrays.stream(x).map(share -> share / sum).toArray();
                        }
                        case COVARIANCE ->
                                new double[] {
                                    2, 0.3, -0.1, 0.3, 1, 0.2, -0.1, 0.2, random.nextDouble(1, 2)
                                };
                        case CHOLESKY_COVARIANCE ->
                                new double[] {
                                    1, 0, 0, 0.4, random.nextDouble(1, 2), 0, -0.2, 0.1, 0.7
                                };
                        case REAL_VECTOR, POSITIVE_VECTOR -> random.doubles(K, 0.5, 2).toArray();
                        case ORDERED,
                                POSITIVE_ORDERED,
                                UNIT_VECTOR,
                                CORRELATION,
                                CHOLESKY_CORRELATION ->
                                throw new IllegalStateException(
                                        structured + " is no parameter's support");
                    };
        };
    }
}
