package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Experiment.TestFunction;
import org.pathwise.runtime.math.BesselFunctions;
import org.pathwise.runtime.math.VonMises;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Draws against densities, and gradients of draws against gradients of expectations. */
class SamplerTest {
    private static final int DRAWS = 20_000;

    /** Kolmogorov's bound that D sqrt(n) exceeds with probability 1e-5. */
    private static final double KOLMOGOROV = Math.sqrt(-0.5 * Math.log(1e-5 / 2));

    record Case(String name, int entry, double... parameters) {
        Distribution distribution() {
            return Catalogue.distributions(name).get(entry);
        }

        List<double[]> arguments() {
            return Arrays.stream(parameters).mapToObj(value -> new double[] {value}).toList();
        }

        @Override
        public String toString() {
            return name + Arrays.toString(parameters);
        }
    }

    static Stream<Case> continuous() {
        return Stream.of(
                new Case("Normal", 0, 0.7, 1.3),
                new Case("StudentT", 0, 3.5, 0.2, 1.1),
                new Case("StudentT", 0, 0.8, -0.2, 0.5),
                new Case("Cauchy", 0, 0.3, 0.8),
                new Case("Laplace", 0, -0.4, 0.9),
                new Case("Logistic", 0, 0.5, 0.7),
                new Case("HalfNormal", 0, 1.4),
                new Case("HalfCauchy", 0, 0.6),
                new Case("LogNormal", 0, 0.2, 0.7),
                new Case("Exponential", 0, 1.7),
                new Case("Gamma", 0, 2.3, 1.9),
                new Case("Gamma", 0, 0.3, 0.8),
                new Case("Gamma", 0, 1, 1),
                new Case("InvGamma", 0, 3.1, 2),
                new Case("Beta", 0, 2.1, 3.4),
                new Case("Beta", 0, 0.6, 1.5),
                new Case("Uniform", 0, -0.4, 1.8),
                new Case("AsymmetricLaplace", 0, 0.3, 0.8, 0.6),
                new Case("Gumbel", 0, -0.2, 0.7),
                new Case("HalfStudentT", 0, 3.3, 0.8),
                new Case("LogitNormal", 0, 0.4, 1.2),
                new Case("Weibull", 0, 1.7, 0.9),
                new Case("Weibull", 0, 0.6, 1.2),
                new Case("Frechet", 0, 2.6, 0.8),
                new Case("Rayleigh", 0, 0.9),
                new Case("LogLogistic", 0, 1.2, 2.7),
                new Case("Pareto", 0, 0.4, 3.2),
                new Case("ParetoType2", 0, -0.3, 0.7, 2.8),
                new Case("Triangular", 0, -0.5, 0.2, 1.3),
                new Case("Kumaraswamy", 0, 1.6, 2.4),
                new Case("SkewNormal", 0, 0.2, 0.9, 1.7),
                new Case("SkewNormal", 0, -0.1, 0.6, -0.8),
                new Case("ExpModNormal", 0, -0.4, 0.5, 1.4),
                new Case("InverseGaussian", 0, 0.9, 1.6),
                new Case("InverseGaussian", 0, 1.3, 0.4),
                new Case("ChiSquare", 0, 3.4),
                new Case("InvChiSquare", 0, 6.3),
                new Case("ScaledInvChiSquare", 0, 6.8, 0.9),
                new Case("BetaProportion", 0, 0.3, 4.5),
                new Case("Kumaraswamy", 0, 0.5, 0.7));
    }

    static Stream<Case> discrete() {
        return Stream.of(
                new Case("Bernoulli", 0, 0.3),
                new Case("Bernoulli", 1, 0.4),
                new Case("Binomial", 0, 7, 0.35),
                new Case("Binomial", 0, 60, 0.7),
                new Case("Binomial", 1, 7, -0.5),
                new Case("Poisson", 0, 3.2),
                new Case("Poisson", 0, 40),
                new Case("Poisson", 1, 0.9),
                new Case("ZeroInflatedPoisson", 0, 0.3, 2.5),
                new Case("NegBinomial2", 0, 4, 1.5),
                new Case("NegBinomial2", 1, 1.1, 3),
                new Case("NegBinomial", 0, 3.3, 0.7),
                new Case("Geometric", 0, 0.3),
                new Case("BetaBinomial", 0, 9, 0.8, 1.7),
                new Case("BetaBinomial", 0, 60, 30, 12),
                new Case("Hypergeometric", 0, 10, 20, 15),
                new Case("Hypergeometric", 0, 70, 60, 35),
                new Case("DiscreteUniform", 0, 2, 9));
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void drawsFollowTheDensity(Case row) {
        Quadrature exact = Quadrature.of(row.distribution(), row.parameters());
        assertThat(exact.expectation(y -> 1)).isCloseTo(1, within(1e-4));
        double[] draws = scalars(row, TestFunction.ITSELF).draws().clone();
        Arrays.sort(draws);
        assertThat(exact.distance(draws) * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void gradientsOfDrawsAreUnbiased(Case row) {
        Experiment.Result result = scalars(row, TestFunction.TANH);
        for (int i = 0; i < row.parameters().length; i++) {
            assertThat(row.distribution().parameters().get(i).reparameterization())
                    .isNotEqualTo(Reparameterization.NONE);
            double[] sides = new double[2];
            double step = 1e-4;
            for (int side = 0; side < 2; side++) {
                double[] moved = row.parameters().clone();
                moved[i] += side == 0 ? -step : step;
                sides[side] = Quadrature.of(row.distribution(), moved).expectation(Math::tanh);
            }
            within5StandardErrors(result.gradients().get(i)[0], (sides[1] - sides[0]) / (2 * step));
        }
    }

    @ParameterizedTest
    @MethodSource("discrete")
    void countsFollowTheMass(Case row) {
        chiSquared(row.distribution(), row.arguments(), new int[row.parameters().length], 1, 0);
    }

    @Test
    void categoriesFollowTheMass() {
        List<double[]> probabilities = List.of(new double[] {0.2, 0, 0.5, 0.3});
        chiSquared(
                Catalogue.distributions("Categorical").get(0), probabilities, new int[] {1}, 4, 1);
        List<double[]> logits = List.of(new double[] {700, 699, -30, 701});
        chiSquared(Catalogue.distributions("Categorical").get(1), logits, new int[] {1}, 4, 1);
    }

    @Test
    void orderedCategoriesFollowTheMass() {
        List<double[]> parameters = List.of(new double[] {0.4}, new double[] {-1, 0.2, 1.5});
        for (String name : List.of("OrderedLogistic", "OrderedProbit")) {
            chiSquared(
                    Catalogue.distributions(name).getFirst(), parameters, new int[] {0, 1}, 3, 1);
        }
    }

    /** Vectors of counts of sum 5 under a number for each: {@code y[1] + 6 y[2]}. */
    @Test
    void vectorsOfCountsFollowTheMass() {
        List<double[]> parameters = List.of(new double[] {0.2, 0.5, 0.3}, new double[] {5});
        for (String name : List.of("Multinomial", "DirichletMultinomial")) {
            Distribution distribution = Catalogue.distributions(name).get(1);
            double[] mass = new double[36];
            for (int i = 0; i < mass.length; i++) {
                double[] y = {i % 6, i / 6, 5 - i % 6 - i / 6};
                mass[i] = Math.exp(Experiment.logDensityOfVector(distribution, parameters, y));
            }
            double[] draws =
                    Experiment.run(
                                    distribution,
                                    parameters,
                                    new int[] {1, 0},
                                    1,
                                    3,
                                    DRAWS,
                                    4,
                                    TestFunction.weighted(1, 6, 0))
                            .draws();
            chiSquared(draws, mass, 0);
        }
    }

    /**
     * Draws on the circle against the distribution function; the mean of their cosine is {@code A
     * cos(mu)} for {@code A = I1(kappa) / I0(kappa)}, and {@code dA/dkappa = 1 - A / kappa - A^2}
     * (Mardia and Jupp 2000, "Directional Statistics", section 3.5.4 and appendix 1).
     */
    @Test
    void vonMises() {
        Distribution distribution = Catalogue.distributions("VonMises").getFirst();
        for (double kappa : new double[] {0.3, 2.5, 40}) {
            double mu = 0.6;
            List<double[]> parameters = List.of(new double[] {mu}, new double[] {kappa});
            double[] draws = run(distribution, parameters, TestFunction.ITSELF).draws().clone();
            Arrays.sort(draws);
            double distance = 0;
            for (int i = 0; i < draws.length; i++) {
                double cdf = Math.exp(VonMises.logCdf(draws[i] - mu, kappa));
                distance = Math.max(distance, Math.abs(cdf - (i + 0.5) / draws.length));
            }
            assertThat(distance * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
            double ratio = Math.exp(BesselFunctions.logI1(kappa) - BesselFunctions.logI0(kappa));
            double slope = 1 - ratio / kappa - ratio * ratio;
            Experiment.Result cosines =
                    run(
                            distribution,
                            parameters,
                            (sketch, event, draw) -> sketch.builder.apply(Function.COS, draw));
            within5StandardErrors(cosines.draws(), ratio * Math.cos(mu));
            within5StandardErrors(cosines.gradients().get(0)[0], -ratio * Math.sin(mu));
            within5StandardErrors(cosines.gradients().get(1)[0], slope * Math.cos(mu));
        }
    }

    private static Experiment.Result run(
            Distribution distribution, List<double[]> parameters, TestFunction test) {
        return Experiment.run(
                distribution, parameters, new int[parameters.size()], 0, 1, DRAWS, 9, test);
    }

    /** Component 1 of a Dirichlet(alpha) is Beta(alpha[1], sum of the others). */
    @Test
    void dirichlet() {
        double[] alpha = {0.8, 2.5, 1.3};
        Experiment.Result result =
                Experiment.run(
                        Catalogue.distributions("Dirichlet").getFirst(),
                        List.of(alpha),
                        new int[] {1},
                        1,
                        3,
                        DRAWS,
                        5,
                        TestFunction.ofWeighted(1, 0, 0));
        Distribution beta = Catalogue.distributions("Beta").getFirst();
        Quadrature exact = Quadrature.of(beta, alpha[0], alpha[1] + alpha[2]);
        assertThat(exact.distance(inverseTanh(result.draws())) * Math.sqrt(DRAWS))
                .isLessThan(KOLMOGOROV);
        double h = 1e-4;
        double own =
                (Quadrature.of(beta, alpha[0] + h, alpha[1] + alpha[2]).expectation(Math::tanh)
                                - Quadrature.of(beta, alpha[0] - h, alpha[1] + alpha[2])
                                        .expectation(Math::tanh))
                        / (2 * h);
        double other =
                (Quadrature.of(beta, alpha[0], alpha[1] + alpha[2] + h).expectation(Math::tanh)
                                - Quadrature.of(beta, alpha[0], alpha[1] + alpha[2] - h)
                                        .expectation(Math::tanh))
                        / (2 * h);
        within5StandardErrors(result.gradients().getFirst()[0], own);
        within5StandardErrors(result.gradients().getFirst()[1], other);
        within5StandardErrors(result.gradients().getFirst()[2], other);
    }

    /** A weighted sum w'y of a MultivariateNormal(mu, Sigma) is Normal(w'mu, sqrt(w' Sigma w)). */
    @Test
    void multivariateNormal() {
        double[] mu = {0.3, -0.2};
        double[] factor = {1.1, 0, 0.4, 0.7};
        double[] covariance = {1.21, 0.44, 0.44, 0.65};
        double[] w = {0.9, -1.2};
        double mean = w[0] * mu[0] + w[1] * mu[1];
        double variance = w[0] * w[0] * 1.21 + 2 * w[0] * w[1] * 0.44 + w[1] * w[1] * 0.65;
        Distribution normal = Catalogue.distributions("Normal").getFirst();
        Quadrature exact = Quadrature.of(normal, mean, Math.sqrt(variance));
        double h = 1e-4;
        double inMean =
                (Quadrature.of(normal, mean + h, Math.sqrt(variance)).expectation(Math::tanh)
                                - Quadrature.of(normal, mean - h, Math.sqrt(variance))
                                        .expectation(Math::tanh))
                        / (2 * h);
        double inVariance =
                (Quadrature.of(normal, mean, Math.sqrt(variance + h)).expectation(Math::tanh)
                                - Quadrature.of(normal, mean, Math.sqrt(variance - h))
                                        .expectation(Math::tanh))
                        / (2 * h);
        for (int entry = 0; entry < 2; entry++) {
            Experiment.Result result =
                    Experiment.run(
                            Catalogue.distributions("MultivariateNormal").get(entry),
                            List.of(mu, entry == 0 ? covariance : factor),
                            new int[] {1, 2},
                            1,
                            2,
                            DRAWS,
                            6,
                            TestFunction.ofWeighted(w));
            assertThat(exact.distance(inverseTanh(result.draws())) * Math.sqrt(DRAWS))
                    .isLessThan(KOLMOGOROV);
            within5StandardErrors(result.gradients().get(0)[0], w[0] * inMean);
            within5StandardErrors(result.gradients().get(0)[1], w[1] * inMean);
            double[][] inMatrix = result.gradients().get(1);
            if (entry == 0) {
                within5StandardErrors(inMatrix[0], w[0] * w[0] * inVariance);
                within5StandardErrors(inMatrix[1], w[0] * w[1] * inVariance);
                within5StandardErrors(inMatrix[3], w[1] * w[1] * inVariance);
            } else {
                // the variance is |L'w|^2
                double[] v = {w[0] * factor[0] + w[1] * factor[2], w[1] * factor[3]};
                within5StandardErrors(inMatrix[0], 2 * v[0] * w[0] * inVariance);
                within5StandardErrors(inMatrix[2], 2 * v[0] * w[1] * inVariance);
                within5StandardErrors(inMatrix[3], 2 * v[1] * w[1] * inVariance);
            }
        }
    }

    private static Experiment.Result scalars(Case row, TestFunction test) {
        return Experiment.run(
                row.distribution(),
                row.arguments(),
                new int[row.parameters().length],
                0,
                1,
                DRAWS,
                3,
                test);
    }

    private static double[] inverseTanh(double[] values) {
        return Arrays.stream(values)
                .map(value -> 0.5 * (Math.log1p(value) - Math.log1p(-value)))
                .sorted()
                .toArray();
    }

    private static void within5StandardErrors(double[] sample, double expected) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (sample.length - 1.0) / sample.length);
        assertThat(mean).isCloseTo(expected, within(5 * error + 1e-7));
    }

    private static void chiSquared(
            Distribution distribution,
            List<double[]> parameters,
            int[] ranks,
            int extent,
            int first) {
        double[] draws =
                Experiment.run(
                                distribution,
                                parameters,
                                ranks,
                                0,
                                extent,
                                DRAWS,
                                4,
                                TestFunction.ITSELF)
                        .draws();
        double[] values = new double[200];
        Arrays.setAll(values, i -> i + first);
        double[] mass =
                Arrays.stream(Experiment.logDensity(distribution, parameters, values))
                        .map(Math::exp)
                        .toArray();
        chiSquared(draws, mass, first);
    }

    private static void chiSquared(double[] draws, double[] mass, int first) {
        assertThat(Arrays.stream(mass).sum()).isCloseTo(1, within(1e-10));
        double[] counts = new double[mass.length];
        for (double draw : draws) {
            counts[(int) draw - first]++;
            assertThat(mass[(int) draw - first]).isPositive();
        }
        double statistic = 0;
        double restCount = 0;
        double restExpected = 0;
        int cells = 0;
        for (int i = 0; i < mass.length; i++) {
            restCount += counts[i];
            restExpected += mass[i] * DRAWS;
            if (restExpected >= 10) {
                statistic += (restCount - restExpected) * (restCount - restExpected) / restExpected;
                restCount = 0;
                restExpected = 0;
                cells++;
            }
        }
        // Wilson and Hilferty's approximation of the 1 - 3e-5 quantile
        double k = Math.max(1, cells - 1);
        double limit = k * Math.pow(1 - 2 / (9 * k) + 4 * Math.sqrt(2 / (9 * k)), 3);
        assertThat(statistic).isLessThan(limit);
    }
}
