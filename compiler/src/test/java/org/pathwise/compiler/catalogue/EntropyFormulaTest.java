package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Entropies in closed form, against quadrature of the density. */
final class EntropyFormulaTest {
    record Case(String name, double... parameters) {
        @Override
        public String toString() {
            return name + Arrays.toString(parameters);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("Normal", 0.3, 1.7),
                new Case("HalfNormal", 0.6),
                new Case("LogNormal", -0.4, 0.8),
                new Case("Exponential", 2.5),
                new Case("Logistic", -1, 1.3),
                new Case("Gumbel", 0.5, 2),
                new Case("Cauchy", 0.5, 0.7),
                new Case("Uniform", -1, 2.5),
                new Case("Gamma", 0.4, 1.5),
                new Case("Gamma", 1, 0.2),
                new Case("Gamma", 37, 3),
                new Case("ChiSquare", 5),
                new Case("Beta", 0.5, 0.7),
                new Case("Beta", 1, 1),
                new Case("Beta", 4, 11),
                new Case("Kumaraswamy", 0.8, 2.3),
                new Case("Kumaraswamy", 1, 1),
                new Case("Kumaraswamy", 3, 0.6));
    }

    private static List<Value> values(Sketch sketch, double... parameters) {
        return Arrays.stream(parameters)
                .mapToObj(value -> Value.scalar(sketch.input("p", Tensor.scalar(value))))
                .toList();
    }

    private static double scalar(Sketch sketch, Variable variable) {
        return Interpreter.run(sketch.program(variable), sketch.inputs).get(variable).values()[0];
    }

    private static double entropy(String name, double... parameters) {
        Sketch sketch = new Sketch(1);
        Distribution distribution = Catalogue.distributions(name).getFirst();
        Variable result =
                distribution
                        .formula()
                        .entropy(sketch.builder, List.of(), values(sketch, parameters))
                        .orElseThrow();
        return scalar(sketch, result);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheMeanOfMinusTheLogDensity(Case row) {
        Distribution distribution = Catalogue.distributions(row.name()).getFirst();
        Quadrature exact = Quadrature.of(distribution, row.parameters());
        Sketch sketch = new Sketch(2);
        Axis n = sketch.axis("N", exact.values().length);
        Variable y = sketch.input("y", new Tensor(List.of(n), exact.values()));
        Variable density =
                distribution
                        .formula()
                        .logDensityOnSupport(
                                sketch.builder, Value.scalar(y), values(sketch, row.parameters()));
        Variable spread =
                sketch.builder.add(density, sketch.builder.multiply(sketch.builder.constant(0), y));
        double[] logs = Interpreter.run(sketch.program(spread), sketch.inputs).get(spread).values();
        double expected = 0;
        for (int i = 0; i < logs.length; i++) {
            if (exact.masses()[i] > 0 && Double.isFinite(logs[i])) {
                expected -= exact.masses()[i] * logs[i];
            }
        }
        assertThat(Math.abs(entropy(row.name(), row.parameters()) - expected))
                .as("%s", expected)
                .isLessThan(1e-8 * (1 + Math.abs(expected)));
    }

    /** Quadrature does not like its kink: one half is an exponential, and which half is one bit. */
    @Test
    void ofALaplace() {
        assertThat(Math.abs(entropy("Laplace", 1, 0.4) - entropy("Exponential", 2.5) - Math.log(2)))
                .isLessThan(1e-14);
    }

    /** By the chain rule over its shares, which are Betas: {@code y[2] = (1 - y[1]) * rest}. */
    @Test
    void ofADirichlet() {
        Sketch sketch = new Sketch(3);
        Axis k = sketch.axis("K", 3);
        double[] alpha = {0.7, 2.2, 1.6};
        Variable vector = sketch.input("alpha", new Tensor(List.of(k), alpha));
        Variable result =
                Catalogue.distributions("Dirichlet")
                        .getFirst()
                        .formula()
                        .entropy(sketch.builder, List.of(k), List.of(new Value(vector, List.of(k))))
                        .orElseThrow();
        double logRest =
                Quadrature.of(
                                Catalogue.distributions("Beta").getFirst(),
                                alpha[1] + alpha[2],
                                alpha[0])
                        .expectation(Math::log);
        double expected =
                entropy("Beta", alpha[0], alpha[1] + alpha[2])
                        + logRest
                        + entropy("Beta", alpha[1], alpha[2]);
        assertThat(Math.abs(scalar(sketch, result) - expected)).isLessThan(1e-8);
    }

    /** Half the logarithm of {@code det(2 pi e Sigma)}. */
    @Test
    void ofAMultivariateNormal() {
        double[][] matrices = {{2, 0.6, 0.6, 1}, {1.2, 0, 0.4, 0.9}, {2, 0.6, 0.6, 1}};
        double[] determinants = {2 - 0.36, Math.pow(1.2 * 0.9, 2), 1 / (2 - 0.36)};
        List<Distribution> forms = Catalogue.distributions("MultivariateNormal");
        for (int i = 0; i < 3; i++) {
            Sketch sketch = new Sketch(4);
            Axis row = sketch.axis("K", 2);
            Axis column = sketch.axis("K", 2);
            Variable matrix = sketch.input("S", new Tensor(List.of(row, column), matrices[i]));
            Variable mean = sketch.input("m", new Tensor(List.of(row), new double[] {1, 2}));
            Variable result =
                    forms.get(i)
                            .formula()
                            .entropy(
                                    sketch.builder,
                                    List.of(row),
                                    List.of(
                                            new Value(mean, List.of(row)),
                                            new Value(matrix, List.of(row, column))))
                            .orElseThrow();
            double expected = 0.5 * Math.log(determinants[i]) + Math.log(2 * Math.PI) + 1;
            assertThat(Math.abs(scalar(sketch, result) - expected))
                    .as(forms.get(i).parameters().getLast().name())
                    .isLessThan(1e-12);
        }
    }
}
