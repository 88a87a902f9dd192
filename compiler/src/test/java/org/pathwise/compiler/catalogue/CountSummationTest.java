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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Moments, distribution functions and quantiles of counts against sums of their masses. */
class CountSummationTest {
    /** More counts than have a mass of 1e-17 in any row. */
    private static final int VALUES = 400;

    record Case(String name, int entry, List<double[]> parameters) {
        static Case of(String name, int entry, double... parameters) {
            return new Case(
                    name,
                    entry,
                    Arrays.stream(parameters).mapToObj(value -> new double[] {value}).toList());
        }

        Distribution distribution() {
            return Catalogue.distributions(name).get(entry);
        }

        @Override
        public String toString() {
            return name + entry + Arrays.deepToString(parameters.toArray());
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                Case.of("Bernoulli", 0, 0.3),
                Case.of("Bernoulli", 1, -1.2),
                Case.of("Binomial", 0, 12, 0.35),
                Case.of("Binomial", 1, 90, 1.3),
                Case.of("BetaBinomial", 0, 12, 0.4, 0.6),
                Case.of("BetaBinomial", 0, 80, 3.5, 9),
                Case.of("Hypergeometric", 0, 10, 20, 15),
                Case.of("Hypergeometric", 0, 40, 30, 25),
                Case.of("Poisson", 0, 3.7),
                Case.of("Poisson", 0, 60),
                Case.of("Poisson", 1, 1.1),
                Case.of("ZeroInflatedPoisson", 0, 0.2, 6),
                Case.of("NegBinomial2", 0, 7, 2.5),
                Case.of("NegBinomial2", 1, 1.5, 4),
                Case.of("NegBinomial", 0, 3.1, 0.6),
                Case.of("Geometric", 0, 0.2),
                Case.of("DiscreteUniform", 0, 3, 17),
                new Case("Categorical", 0, List.of(new double[] {0.2, 0.1, 0.4, 0.3})),
                new Case("Categorical", 1, List.of(new double[] {1, -2, 0.5})),
                new Case(
                        "OrderedLogistic",
                        0,
                        List.of(new double[] {0.3}, new double[] {-1, 0.1, 2})),
                new Case(
                        "OrderedProbit",
                        0,
                        List.of(new double[] {-0.6}, new double[] {-1, 0.1, 2})));
    }

    /** One program with the parameters of a row. */
    private static final class Setting {
        final Sketch sketch = new Sketch(1);
        final List<Value> parameters = new ArrayList<>();
        final Axis n = sketch.axis("N", VALUES);

        Setting(Case row) {
            for (double[] parameter : row.parameters()) {
                List<Axis> shape =
                        parameter.length == 1
                                ? List.of()
                                : List.of(sketch.axis("K", parameter.length));
                parameters.add(new Value(sketch.input("p", new Tensor(shape, parameter)), shape));
            }
        }

        Variable along(double[] values) {
            return sketch.input("y", new Tensor(List.of(n), values));
        }

        double[] run(Variable result) {
            Variable full = new Algebra(sketch.builder).spread(result, List.of(n));
            return Interpreter.run(sketch.program(full), sketch.inputs).get(full).values();
        }
    }

    private static double[] counts() {
        return IntStream.range(0, VALUES).asDoubleStream().toArray();
    }

    private static double[] mass(Case row) {
        return Arrays.stream(Experiment.logDensity(row.distribution(), row.parameters(), counts()))
                .map(Math::exp)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void moments(Case row) {
        double[] mass = mass(row);
        assertThat(Arrays.stream(mass).sum()).isCloseTo(1, within(1e-12));
        double mean = IntStream.range(0, VALUES).mapToDouble(y -> y * mass[y]).sum();
        double variance =
                IntStream.range(0, VALUES)
                        .mapToDouble(y -> (y - mean) * (y - mean) * mass[y])
                        .sum();
        Distribution.Moments moments = row.distribution().moments();
        Setting setting = new Setting(row);
        double found =
                setting.run(
                                moments.mean()
                                        .orElseThrow()
                                        .of(setting.sketch.builder, List.of(), setting.parameters))[
                        0];
        assertThat(found).isCloseTo(mean, within(1e-11 * (1 + mean)));
        found =
                setting.run(
                                moments.variance()
                                        .orElseThrow()
                                        .of(setting.sketch.builder, List.of(), setting.parameters))[
                        0];
        assertThat(found).isCloseTo(variance, within(1e-11 * (1 + variance)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void distributionFunction(Case row) {
        double[] mass = mass(row);
        Setting setting = new Setting(row);
        Cumulative cumulative = row.distribution().cumulative().orElseThrow();
        Variable y = setting.along(counts());
        double[] lower =
                setting.run(cumulative.logCdf().of(setting.sketch.builder, y, setting.parameters));
        double[] upper =
                setting.run(cumulative.logCcdf().of(setting.sketch.builder, y, setting.parameters));
        double sum = 0;
        for (int k = 0; k < VALUES; k++) {
            sum += mass[k];
            assertThat(Math.exp(lower[k])).as("cdf at %d", k).isCloseTo(sum, within(1e-12));
        }
        double rest = 0;
        for (int k = VALUES - 1; k >= 0; k--) {
            assertThat(Math.exp(upper[k]))
                    .as("ccdf at %d", k)
                    .isCloseTo(rest, within(1e-13 + 1e-11 * rest));
            rest += mass[k];
        }
    }

    /** The quantile just below a count's own probability is the count, just above it the next. */
    @ParameterizedTest
    @MethodSource("cases")
    void quantile(Case row) {
        Cumulative cumulative = row.distribution().cumulative().orElseThrow();
        org.junit.jupiter.api.Assumptions.assumeTrue(cumulative.quantile().isPresent());
        double[] mass = mass(row);
        Setting setting = new Setting(row);
        Variable y = setting.along(counts());
        double[] lower =
                setting.run(cumulative.logCdf().of(setting.sketch.builder, y, setting.parameters));
        double[] upper =
                setting.run(cumulative.logCcdf().of(setting.sketch.builder, y, setting.parameters));
        for (double shift : new double[] {-1e-9, 1e-9}) {
            double[] logP = lower.clone();
            double[] logQ = upper.clone();
            for (int k = 0; k < VALUES; k++) {
                logP[k] += shift * Math.exp(upper[k]);
                logQ[k] -= shift * Math.exp(lower[k]);
            }
            double[] found =
                    setting.run(
                            cumulative
                                    .quantile()
                                    .get()
                                    .of(
                                            setting.sketch.builder,
                                            setting.along(logP),
                                            setting.along(logQ),
                                            setting.parameters));
            for (int k = 0; k + 1 < VALUES; k++) {
                boolean inside = mass[k] > 1e-7 && (shift < 0 || mass[k + 1] > 1e-7);
                if (inside && Double.isFinite(upper[k])) {
                    assertThat(found[k]).as("at %d", k).isEqualTo(shift < 0 ? k : k + 1);
                }
            }
        }
    }
}
