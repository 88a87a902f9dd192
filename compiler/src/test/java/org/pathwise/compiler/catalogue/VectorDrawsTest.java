package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.ReferenceRow.Numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Draws of vectors and matrices: a statistic of each whose distribution is known, the gradients of
 * its expectation, and the score of the density, whose expectation over right draws is 0.
 */
class VectorDrawsTest {
    private static final int DRAWS = 20_000;

    /** Kolmogorov's bound that D sqrt(n) exceeds with probability 1e-5. */
    private static final double KOLMOGOROV = Math.sqrt(-0.5 * Math.log(1e-5 / 2));

    private static final double[] FACTOR = {1.1, 0, 0.4, 0.7};
    private static final double[] MATRIX = {1.21, 0.44, 0.44, 0.65};
    private static final double[] WEIGHTS = {0.9, -1.2};

    /** A function of each draw. */
    @FunctionalInterface
    interface Statistic {
        Variable of(VectorDraws draws);

        static Statistic weighted(double... weights) {
            return draws -> draws.weighted(weights);
        }
    }

    /**
     * A distribution with a statistic.
     *
     * @param extents of a draw
     * @param marginal the distribution of the statistic, by its parameters as a function of the
     *     case's
     */
    record Case(
            String name,
            int entry,
            List<double[]> parameters,
            List<Integer> extents,
            Statistic statistic,
            String marginal,
            Marginal parametersOfMarginal) {
        Distribution distribution() {
            return Catalogue.distributions(name).get(entry);
        }

        VectorDraws draws(long seed) {
            return new VectorDraws(distribution(), numbers(), extents, DRAWS, seed);
        }

        private List<Numbers> numbers() {
            List<Numbers> numbers = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                int rank = distribution().parameters().get(i).rank();
                double[] values = parameters.get(i);
                int extent = rank == 2 ? (int) Math.sqrt(values.length) : values.length;
                numbers.add(new Numbers(java.util.Collections.nCopies(rank, extent), values));
            }
            return numbers;
        }

        double expectation(List<double[]> at, ToDoubleFunction<Double> function) {
            Distribution scalar = Catalogue.distributions(marginal).getFirst();
            return Quadrature.of(scalar, parametersOfMarginal.of(at))
                    .expectation(function::applyAsDouble);
        }

        @Override
        public String toString() {
            return name + " " + entry + " " + extents;
        }
    }

    @FunctionalInterface
    interface Marginal {
        double[] of(List<double[]> parameters);
    }

    /** {@code w' A w}. */
    private static double quadratic(double[] w, double[] matrix) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                sum += w[i] * matrix[i * w.length + j] * w[j];
            }
        }
        return sum;
    }

    private static double[] squared(double[] factor) {
        double[] f = factor;
        return new double[] {
            f[0] * f[0] + f[1] * f[1],
            f[0] * f[2] + f[1] * f[3],
            f[0] * f[2] + f[1] * f[3],
            f[2] * f[2] + f[3] * f[3]
        };
    }

    private static double[] inverse(double[] m) {
        double determinant = m[0] * m[3] - m[1] * m[2];
        return new double[] {
            m[3] / determinant, -m[1] / determinant, -m[2] / determinant, m[0] / determinant
        };
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] outer(double[] w) {
        return new double[] {w[0] * w[0], w[0] * w[1], w[1] * w[0], w[1] * w[1]};
    }

    /** The matrix that a second or third entry of a name is given by. */
    private static double[] matrix(double[] given, int entry) {
        return switch (entry) {
            case 0 -> given;
            case 1 -> squared(given);
            default -> inverse(given);
        };
    }

    private static Case normal(int entry) {
        double[] given = entry == 1 ? FACTOR : MATRIX;
        return new Case(
                "MultivariateNormal",
                entry,
                List.of(new double[] {0.3, -0.2}, given),
                List.of(2),
                Statistic.weighted(WEIGHTS),
                "Normal",
                p ->
                        new double[] {
                            dot(WEIGHTS, p.get(0)),
                            Math.sqrt(quadratic(WEIGHTS, matrix(p.get(1), entry)))
                        });
    }

    private static Case studentT(int entry) {
        return new Case(
                "MultivariateStudentT",
                entry,
                List.of(new double[] {2.5}, new double[] {0.3, -0.2}, entry == 1 ? FACTOR : MATRIX),
                List.of(2),
                Statistic.weighted(WEIGHTS),
                "StudentT",
                p ->
                        new double[] {
                            p.get(0)[0],
                            dot(WEIGHTS, p.get(1)),
                            Math.sqrt(quadratic(WEIGHTS, matrix(p.get(2), entry)))
                        });
    }

    /** {@code w' Y w} over {@code w' S w} is chi-square (Mardia, Kent and Bibby 1979, 3.4.2). */
    private static Case wishart(int entry) {
        return new Case(
                "Wishart",
                entry,
                List.of(new double[] {3.4}, entry == 1 ? FACTOR : MATRIX),
                List.of(2, 2),
                Statistic.weighted(outer(WEIGHTS)),
                "Gamma",
                p ->
                        new double[] {
                            p.get(0)[0] / 2, 0.5 / quadratic(WEIGHTS, matrix(p.get(1), entry))
                        });
    }

    /** {@code w' Y w} is InvGamma((nu - K + 1)/2, w' S w / 2): a diagonal block's distribution. */
    private static Case inverseWishart(int entry) {
        return new Case(
                "InvWishart",
                entry,
                List.of(new double[] {4.7}, entry == 1 ? FACTOR : MATRIX),
                List.of(2, 2),
                Statistic.weighted(outer(WEIGHTS)),
                "InvGamma",
                p ->
                        new double[] {
                            (p.get(0)[0] - 1) / 2, quadratic(WEIGHTS, matrix(p.get(1), entry)) / 2
                        });
    }

    /** A correlation is 2 b - 1 with b Beta(eta - 1 + K/2, eta - 1 + K/2). */
    private static Case correlation(String name, double eta, int extent, int element) {
        double[] weights = new double[extent * extent];
        weights[element] = 0.5;
        return new Case(
                name,
                0,
                List.of(new double[] {eta}),
                List.of(extent, extent),
                draws -> draws.algebra().plus(draws.weighted(weights), 0.5),
                "Beta",
                p -> {
                    double shape = p.get(0)[0] - 1 + extent / 2.0;
                    return new double[] {shape, shape};
                });
    }

    /** The first log-ratio to the last element is normal. */
    private static Case logisticNormal(int entry) {
        return new Case(
                "LogisticNormal",
                entry,
                List.of(new double[] {0.3, -0.2}, entry == 1 ? FACTOR : MATRIX),
                List.of(3),
                draws -> {
                    Algebra a = draws.algebra();
                    Axis event = draws.draw().last();
                    Variable log = a.log(draws.draw().variable());
                    Variable first = element(a, log, event, 2);
                    return a.minus(first, element(a, log, event, 3));
                },
                "Normal",
                p -> new double[] {p.get(0)[1], Math.sqrt(matrix(p.get(1), entry)[3])});
    }

    private static Variable element(Algebra a, Variable vector, Axis axis, int index) {
        return a.builder.bind(
                "element", new Operation.Gather(vector, List.of(axis), List.of(a.number(index))));
    }

    /** Sums of an autoregressive process are normal, by its response to each innovation. */
    private static Case randomWalk() {
        double[] weights = {0.5, -0.3, 0.8, 0.4};
        return new Case(
                "RandomWalk",
                0,
                List.of(new double[] {0.7}),
                List.of(4),
                Statistic.weighted(weights),
                "Normal",
                p -> {
                    double variance = 0;
                    for (int s = 0; s < 4; s++) {
                        double reach = Arrays.stream(weights, s, 4).sum();
                        variance += reach * reach;
                    }
                    return new double[] {0, p.getFirst()[0] * Math.sqrt(variance)};
                });
    }

    private static Case autoregressive(int entry) {
        double[] weights = {0.5, -0.3, 0.8, 0.4};
        List<double[]> parameters =
                entry == 0
                        ? List.of(new double[] {0.6, -0.3}, new double[] {0.7})
                        : List.of(new double[] {0.4}, new double[] {0.6, -0.3}, new double[] {0.7});
        return new Case(
                "AR",
                entry,
                parameters,
                List.of(4),
                Statistic.weighted(weights),
                "Normal",
                p -> {
                    double c = entry == 0 ? 0 : p.getFirst()[0];
                    double[] phi = p.get(entry);
                    double mean = 0;
                    double variance = 0;
                    for (int s = 0; s < 4; s++) {
                        double[] response = new double[4];
                        for (int t = s; t < 4; t++) {
                            response[t] = t == s ? 1 : 0;
                            for (int k = 1; k <= 2 && t - k >= s; k++) {
                                response[t] += phi[k - 1] * response[t - k];
                            }
                        }
                        double reach = dot(weights, response);
                        mean += c * reach;
                        variance += reach * reach;
                    }
                    return new double[] {mean, p.getLast()[0] * Math.sqrt(variance)};
                });
    }

    private static Case dirichlet() {
        return new Case(
                "Dirichlet",
                0,
                List.of(new double[] {0.8, 2.5, 1.3}),
                List.of(3),
                Statistic.weighted(1, 0, 0),
                "Beta",
                p -> new double[] {p.get(0)[0], p.get(0)[1] + p.get(0)[2]});
    }

    static Stream<Case> cases() {
        return Stream.of(
                normal(0),
                normal(1),
                normal(2),
                studentT(0),
                studentT(1),
                wishart(0),
                wishart(1),
                inverseWishart(0),
                inverseWishart(1),
                correlation("LKJCorr", 1.3, 2, 1),
                correlation("LKJCorr", 0.6, 3, 7),
                correlation("LKJCorr", 2.1, 4, 8),
                correlation("LKJCholesky", 1.3, 2, 2),
                correlation("LKJCholesky", 2.1, 4, 12),
                logisticNormal(0),
                logisticNormal(1),
                randomWalk(),
                autoregressive(0),
                autoregressive(1),
                dirichlet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void statisticsFollowTheirDistribution(Case row) {
        VectorDraws draws = row.draws(7);
        double[] found = draws.values(row.statistic().of(draws)).clone();
        Arrays.sort(found);
        Distribution scalar = Catalogue.distributions(row.marginal()).getFirst();
        Quadrature exact = Quadrature.of(scalar, row.parametersOfMarginal().of(row.parameters()));
        assertThat(exact.distance(found) * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsOfDrawsAreUnbiased(Case row) {
        VectorDraws draws = row.draws(8);
        Variable statistic = row.statistic().of(draws);
        List<double[][]> gradients = draws.gradients(draws.algebra().of(Function.TANH, statistic));
        double step = 1e-4;
        for (int i = 0; i < row.parameters().size(); i++) {
            Distribution.Parameter parameter = row.distribution().parameters().get(i);
            assertThat(parameter.reparameterization()).isNotEqualTo(Reparameterization.NONE);
            boolean symmetric =
                    parameter.support() == org.pathwise.compiler.type.Support.Structured.COVARIANCE;
            for (int k = 0; k < row.parameters().get(i).length; k++) {
                double[] sides = new double[2];
                for (int side = 0; side < 2; side++) {
                    List<double[]> moved =
                            new ArrayList<>(
                                    row.parameters().stream().map(double[]::clone).toList());
                    double by = side == 0 ? -step : step;
                    if (symmetric && (k == 1 || k == 2)) {
                        // half of the move of both entries
                        moved.get(i)[1] += by / 2;
                        moved.get(i)[2] += by / 2;
                    } else {
                        moved.get(i)[k] += by;
                    }
                    sides[side] = row.expectation(moved, Math::tanh);
                }
                boolean above = parameter.rank() == 2 && !symmetric && k == 1;
                if (!above) {
                    within5StandardErrors(gradients.get(i)[k], (sides[1] - sides[0]) / (2 * step));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theScoreHasMeanZero(Case row) {
        VectorDraws draws = row.draws(9);
        for (double[][] parameter : draws.gradients(draws.logDensity())) {
            for (double[] element : parameter) {
                within5StandardErrors(element, 0);
            }
        }
    }

    static Stream<Case> withMoments() {
        double[] mu = {0.3, -0.2};
        return Stream.of(
                moments("MultivariateNormal", 0, List.of(2), mu, MATRIX),
                moments("MultivariateNormal", 1, List.of(2), mu, FACTOR),
                moments("MultivariateNormal", 2, List.of(2), mu, MATRIX),
                moments("MultivariateStudentT", 0, List.of(2), new double[] {12}, mu, MATRIX),
                moments("Wishart", 0, List.of(2, 2), new double[] {3.4}, MATRIX),
                moments("Wishart", 1, List.of(2, 2), new double[] {3.4}, FACTOR),
                moments("InvWishart", 0, List.of(2, 2), new double[] {16}, MATRIX),
                moments("LKJCorr", 0, List.of(4, 4), new double[] {1.3}),
                moments("Dirichlet", 0, List.of(3), new double[] {0.8, 2.5, 1.3}),
                moments("RandomWalk", 0, List.of(4), new double[] {0.7}));
    }

    private static Case moments(
            String name, int entry, List<Integer> extents, double[]... parameters) {
        return new Case(
                name,
                entry,
                List.of(parameters),
                extents,
                Statistic.weighted(),
                "Normal",
                p -> new double[0]);
    }

    @ParameterizedTest
    @MethodSource("withMoments")
    void momentsAreThoseOfDraws(Case row) {
        Distribution.Moments formulas = row.distribution().moments();
        VectorDraws draws = row.draws(11);
        double[] values = draws.values(draws.draw().variable());
        double[] means = draws.values(draws.moment(formulas.mean().orElseThrow()));
        double[] variances = draws.values(draws.moment(formulas.variance().orElseThrow()));
        int size = values.length / DRAWS;
        for (int k = 0; k < size; k++) {
            double[] element = new double[DRAWS];
            double[] squares = new double[DRAWS];
            for (int n = 0; n < DRAWS; n++) {
                element[n] = values[n * size + k];
                squares[n] = Math.pow(element[n] - means[k], 2);
            }
            within5StandardErrors(element, means[k]);
            within5StandardErrors(squares, variances[k]);
        }
    }

    /** Most elements of a draw are then far below the least double. */
    @Test
    void sparseSimplexesArePositive() {
        double alpha = 1e-3;
        Distribution dirichlet = Catalogue.distributions("Dirichlet").getFirst();
        VectorDraws draws =
                new VectorDraws(
                        dirichlet,
                        List.of(new Numbers(List.of(3), new double[] {alpha, alpha, alpha})),
                        List.of(3),
                        1000,
                        10);
        double[] y = draws.values(draws.draw().variable());
        double[] density = draws.values(draws.logDensity());
        double normaliser =
                org.pathwise.runtime.math.GammaFunctions.lgamma(3 * alpha)
                        - 3 * org.pathwise.runtime.math.GammaFunctions.lgamma(alpha);
        for (int n = 0; n < 1000; n++) {
            double expected = normaliser;
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                assertThat(y[3 * n + k]).isPositive();
                sum += y[3 * n + k];
                expected += (alpha - 1) * Math.log(y[3 * n + k]);
            }
            assertThat(sum).isCloseTo(1, within(1e-15));
            assertThat(density[n]).isCloseTo(expected, within(1e-10));
        }
        for (double[] derivatives : draws.gradients(draws.weighted(1, 2, 3)).getFirst()) {
            assertThat(derivatives).doesNotContain(Double.NaN);
        }
    }

    private static void within5StandardErrors(double[] sample, double expected) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (sample.length - 1.0) / sample.length);
        assertThat(mean).isCloseTo(expected, within(5 * error + 1e-7));
    }
}
