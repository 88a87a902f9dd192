package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.catalogue.Experiment.TestFunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distributions of the language written down by their maps: what is derived from these agrees with
 * the tables of reference values, and with the catalogue's own entries.
 */
class OwnDistributionTest {
    private static final String UNIFORM = "u ~ Uniform(0, 1)\n";
    private static final String NORMAL = "z ~ Normal(0, 1)\n";

    /**
     * A distribution by its map.
     *
     * @param table the distribution of the language that it should be
     * @param parameters with their types
     * @param noise the statement that draws the noise
     * @param map the draw
     * @param at parameters for draws
     */
    record Case(String table, String parameters, String noise, String map, double... at) {
        Distribution distribution() {
            List<String> arguments = Collections.nCopies(parameters.split(",").length, "0.5");
            return OwnDistributionsInScripts.distribution(
                    "distribution Own(" + parameters + ") {\n" + noise + "return " + map + "\n}",
                    "Own(" + String.join(", ", arguments) + ")");
        }

        @Override
        public String toString() {
            return table + " as " + map;
        }
    }

    private static final String LOCATION = "mu: real, sigma: positive";
    private static final String SHAPE_SCALE = "alpha: positive, sigma: positive";

    static Stream<Case> cases() {
        return Stream.of(
                new Case("Normal", LOCATION, NORMAL, "mu + sigma * z", 0.3, 1.2),
                new Case("Normal", LOCATION, UNIFORM, "mu + sigma * inv_Phi(u)", 0.3, 1.2),
                new Case("LogNormal", LOCATION, NORMAL, "exp(mu + sigma * z)", 0.2, 0.7),
                new Case(
                        "Weibull",
                        SHAPE_SCALE,
                        UNIFORM,
                        "sigma * (-log(u)) ^ (1 / alpha)",
                        1.7,
                        0.8),
                new Case(
                        "Weibull",
                        SHAPE_SCALE,
                        UNIFORM,
                        "sigma * (-log(1 - u)) ^ inv(alpha)",
                        0.7,
                        0.8),
                new Case(
                        "Weibull",
                        SHAPE_SCALE,
                        "e ~ Exponential(1)\n",
                        "sigma * e ^ (1 / alpha)",
                        1.7,
                        0.8),
                new Case(
                        "Gumbel",
                        "mu: real, beta: positive",
                        UNIFORM,
                        "mu - beta * log(-log(u))",
                        0.3,
                        1.1),
                new Case("Logistic", LOCATION, UNIFORM, "mu + sigma * logit(u)", 0.5, 0.7),
                new Case("Logistic", LOCATION, UNIFORM, "mu + sigma * log(u / (1 - u))", 0.5, 0.7),
                new Case(
                        "Logistic",
                        LOCATION,
                        UNIFORM,
                        "mu + sigma * (log(u) - log1m(u))",
                        0.5,
                        0.7),
                new Case("Exponential", "beta: positive", UNIFORM, "-log(u) / beta", 1.7),
                new Case("Exponential", "beta: positive", UNIFORM, "-log1m(u) / beta", 1.7),
                new Case(
                        "LogLogistic",
                        "alpha: positive, beta: positive",
                        UNIFORM,
                        "alpha * (u / (1 - u)) ^ (1 / beta)",
                        1.3,
                        2.4),
                new Case(
                        "LogLogistic",
                        "alpha: positive, beta: positive",
                        UNIFORM,
                        "alpha * ((1 - u) / u) ^ (1 / beta)",
                        1.3,
                        2.4),
                new Case(
                        "Frechet",
                        SHAPE_SCALE,
                        UNIFORM,
                        "sigma * (-log(u)) ^ (-1 / alpha)",
                        2.5,
                        0.9),
                new Case(
                        "Kumaraswamy",
                        "a: positive, b: positive",
                        UNIFORM,
                        "(1 - (1 - u) ^ (1 / b)) ^ (1 / a)",
                        1.6,
                        2.3),
                new Case(
                        "Cauchy",
                        LOCATION,
                        UNIFORM,
                        "mu + sigma * tan(pi() * (u - 0.5))",
                        0.3,
                        0.8),
                new Case(
                        "HalfCauchy", "sigma: positive", UNIFORM, "sigma * tan(pi() / 2 * u)", 0.6),
                new Case("LogitNormal", LOCATION, NORMAL, "inv_logit(mu + sigma * z)", 0.4, 0.9),
                new Case("Rayleigh", "sigma: positive", UNIFORM, "sigma * sqrt(-2 * log(u))", 1.4),
                new Case(
                        "Pareto",
                        "y_min: positive, alpha: positive",
                        UNIFORM,
                        "y_min * u ^ (-1 / alpha)",
                        0.8,
                        2.6),
                new Case(
                        "ParetoType2",
                        "mu: real, lambda: positive, alpha: positive",
                        UNIFORM,
                        "mu + lambda * ((1 - u) ^ (-1 / alpha) - 1)",
                        0.2,
                        1.1,
                        2.5),
                new Case("HalfNormal", "sigma: positive", "z ~ HalfNormal(1)\n", "sigma * z", 1.4),
                new Case("Laplace", LOCATION, "z ~ Laplace(0, 1)\n", "mu + sigma * z", -0.4, 0.9),
                new Case(
                        "InvGamma",
                        "alpha: real, beta: positive",
                        "g ~ Gamma(2.5, 1)\n",
                        "beta / g",
                        0,
                        1.3));
    }

    /** Those whose noise does not fix a parameter of the table. */
    static Stream<Case> tables() {
        return cases().filter(row -> !row.table().equals("InvGamma"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void agreesWithTheTables(Case row) {
        Distribution own = row.distribution();
        List<ReferenceRow> rows =
                ReferenceRow.all()
                        .filter(reference -> reference.name().equals(row.table()))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(5);
        List<String> misses = new ArrayList<>();
        for (ReferenceRow reference : rows) {
            ReferencePoint point = new ReferencePoint(own, reference);
            compare(
                    misses,
                    reference + ": log density",
                    point.logDensity(),
                    reference.number("log_density"),
                    1e-12);
            probability(misses, reference, point.logCumulative(false), reference.number("log_cdf"));
            probability(misses, reference, point.logCumulative(true), reference.number("log_ccdf"));
            List<double[]> derivatives = point.derivatives();
            List<String> names = reference.parameters();
            ReferenceRow.Numbers inValue = reference.derivativeInValue();
            if (inValue != null) {
                compare(
                        misses,
                        reference + ": derivative in the value",
                        derivatives.getFirst()[0],
                        inValue.values()[0],
                        1e-8);
            }
            for (int i = 0; i < names.size(); i++) {
                ReferenceRow.Numbers expected = reference.derivative(names.get(i));
                if (expected != null) {
                    compare(
                            misses,
                            reference + ": derivative in " + names.get(i),
                            derivatives.get(1 + i)[0],
                            expected.values()[0],
                            1e-8);
                }
            }
        }
        assertThat(misses).isEmpty();
    }

    /** The tails of an angle are differences to a right angle: so many digits as that leaves. */
    private static void probability(
            List<String> misses, ReferenceRow row, Double found, Double expected) {
        boolean angle = row.name().endsWith("Cauchy");
        if (found != null && expected != null) {
            compare(
                    misses,
                    row + ": probability",
                    angle ? Math.exp(found) : found,
                    angle ? Math.exp(expected) : expected,
                    angle ? 1e-15 : 1e-12);
        }
    }

    /**
     * The derivative of an Exponential in its rate is the difference of two numbers that agree to
     * the last digit in these rows: all rounding.
     */
    private static final List<String> ALL_ROUNDING =
            List.of(
                    "Exponential at line 4: derivative in beta",
                    "Exponential at line 6: derivative in beta");

    /** Relative errors, absolute ones where the expected value is below 1. */
    private static void compare(
            List<String> misses, String what, Double found, Double expected, double bound) {
        if (ALL_ROUNDING.contains(what)) {
            return;
        }
        if (found == null || expected == null || Double.isNaN(expected) || found.equals(expected)) {
            return;
        }
        double error = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
        if (!(error <= bound)) {
            misses.add(what + " is " + found + ", not " + expected + ": " + error);
        }
    }

    // ---- Draws ----

    private static final int DRAWS = 20_000;

    /** Kolmogorov's bound that D sqrt(n) exceeds with probability 1e-5. */
    private static final double KOLMOGOROV = Math.sqrt(-0.5 * Math.log(1e-5 / 2));

    private static Experiment.Result draws(Case row, Distribution own, TestFunction test) {
        List<double[]> parameters =
                Arrays.stream(row.at()).mapToObj(value -> new double[] {value}).toList();
        return Experiment.run(own, parameters, new int[parameters.size()], 0, 1, DRAWS, 5, test);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsFollowTheDensity(Case row) {
        Distribution own = row.distribution();
        Quadrature exact = Quadrature.of(own, row.at());
        assertThat(exact.expectation(y -> 1)).isCloseTo(1, within(1e-4));
        double[] draws = draws(row, own, TestFunction.ITSELF).draws().clone();
        Arrays.sort(draws);
        assertThat(exact.distance(draws) * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
    }

    /** The mean of the pathwise gradients is the derivative of the expectation. */
    @ParameterizedTest
    @MethodSource("cases")
    void pathwiseGradientsAreUnbiased(Case row) {
        Distribution own = row.distribution();
        Experiment.Result result = draws(row, own, TestFunction.TANH);
        for (int i = 0; i < row.at().length; i++) {
            double[] gradients = result.gradients().get(i)[0];
            double mean = Arrays.stream(gradients).average().orElseThrow();
            double variance =
                    Arrays.stream(gradients).map(g -> (g - mean) * (g - mean)).sum() / (DRAWS - 1);
            double step = 1e-3;
            double[] up = row.at().clone();
            double[] down = row.at().clone();
            up[i] += step;
            down[i] -= step;
            double exact =
                    (Quadrature.of(own, up).expectation(Math::tanh)
                                    - Quadrature.of(own, down).expectation(Math::tanh))
                            / (2 * step);
            double error = Math.sqrt(variance / DRAWS);
            assertThat(mean)
                    .as(row + ", parameter " + i)
                    .isCloseTo(exact, within(5 * error + 1e-4));
        }
    }
}
