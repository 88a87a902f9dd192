package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.Experiment.TestFunction;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Distributions built on others: densities against sums and integrals of those that they are built
 * on, draws against densities, gradients of draws against gradients of expectations.
 */
class CompoundTest {
    private static final int DRAWS = 20_000;

    /** Kolmogorov's bound that D sqrt(n) exceeds with probability 1e-5. */
    private static final double KOLMOGOROV = Math.sqrt(-0.5 * Math.log(1e-5 / 2));

    private static final Bound LOW = new Bound.Computed(0, "lower");
    private static final Bound HIGH = new Bound.Computed(0, "upper");

    private static Distribution named(String name) {
        return Catalogue.distributions(name).getFirst();
    }

    private static Bound at(double value) {
        return new Bound.Constant(value);
    }

    /** Failures before the first success, whose distribution function is a formula of its own. */
    private static Distribution geometric() {
        return Distribution.named("Failures")
                .parameter("theta", Support.UNIT, NONE)
                .on(Support.COUNT, ScalarFormula.COUNTS)
                .density((a, y, p) -> a.plus(a.times(y, a.log1m(p[0])), a.log(p[0])))
                .draw(
                        (a, u, p) ->
                                a.of(Function.FLOOR, a.over(a.log(u.getFirst()), a.log1m(p[0]))),
                        UNIFORM)
                .cumulative(
                        (a, y, p) -> a.of(Function.LOG1M_EXP, a.times(a.plus(y, 1), a.log1m(p[0]))),
                        (a, y, p) -> a.times(a.plus(y, 1), a.log1m(p[0])),
                        (a, logP, logQ, p) ->
                                a.of(
                                        Function.MAXIMUM,
                                        a.minus(
                                                a.of(Function.CEIL, a.over(logQ, a.log1m(p[0]))),
                                                1),
                                        a.number(0)))
                .mean((a, p) -> a.over(a.minus(1, p[0]), p[0]))
                .variance((a, p) -> a.over(a.minus(1, p[0]), a.square(p[0])))
                .build();
    }

    record Case(Distribution distribution, double... parameters) {
        List<double[]> arguments() {
            return Arrays.stream(parameters).mapToObj(value -> new double[] {value}).toList();
        }

        @Override
        public String toString() {
            return distribution.name() + Arrays.toString(parameters);
        }
    }

    static Stream<Case> truncated() {
        Distribution normal = named("Normal");
        return Stream.of(
                new Case(Truncation.of(normal, LOW, HIGH), 0.3, 1.2, -0.5, 1.4),
                new Case(Truncation.of(normal, LOW, HIGH), 0.3, 1.2, 8, 9.5),
                new Case(Truncation.of(normal, LOW, HIGH), 0.3, 1.2, 0.29, 0.31),
                new Case(Truncation.of(normal, LOW, Bound.POSITIVE_INFINITY), 0, 1, 4),
                new Case(Truncation.of(normal, Bound.NEGATIVE_INFINITY, HIGH), 0.4, 0.8, -1),
                new Case(Truncation.of(normal, at(-1), at(0.5)), 0.4, 0.8),
                new Case(Truncation.of(named("Exponential"), at(0), HIGH), 1.3, 2),
                new Case(Truncation.of(named("Exponential"), LOW, at(3)), 0.7, 0.5),
                new Case(
                        Truncation.of(
                                Truncation.of(normal, LOW, at(2)), Bound.NEGATIVE_INFINITY, at(1)),
                        0.2,
                        1.1,
                        -1));
    }

    @ParameterizedTest
    @MethodSource("truncated")
    void truncatedDrawsFollowTheDensity(Case row) {
        Quadrature exact = Quadrature.of(row.distribution(), row.parameters());
        assertThat(exact.expectation(y -> 1)).isCloseTo(1, within(1e-6));
        double[] draws = run(row, TestFunction.ITSELF).draws().clone();
        Arrays.sort(draws);
        assertThat(exact.distance(draws) * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
    }

    @ParameterizedTest
    @MethodSource("truncated")
    void truncatedGradientsAreUnbiased(Case row) {
        Experiment.Result result = run(row, TestFunction.TANH);
        for (int i = 0; i < row.parameters().length; i++) {
            assertThat(row.distribution().parameters().get(i).reparameterization())
                    .isNotEqualTo(NONE);
            double[] gradient = result.gradients().get(i)[0];
            within5StandardErrors(gradient, slope(row, i, Math::tanh));
        }
    }

    private static double slope(Case row, int i, DoubleUnaryOperator function) {
        double step = 1e-4;
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
            double[] moved = row.parameters().clone();
            moved[i] += side == 0 ? -step : step;
            sides[side] = Quadrature.of(row.distribution(), moved).expectation(function);
        }
        return (sides[1] - sides[0]) / (2 * step);
    }

    /** Draws stay between the ends however near these are. */
    @Test
    void drawsStayBetweenTheEnds() {
        double[][] ends = {{40, 40.0000001}, {-38, -37}, {0, 1e-300}, {3, Math.nextUp(3.0)}};
        for (double[] end : ends) {
            Case row = new Case(Truncation.of(named("Normal"), LOW, HIGH), 0, 1, end[0], end[1]);
            double[] draws = run(row, TestFunction.ITSELF).draws();
            assertThat(Arrays.stream(draws).min().orElseThrow()).isBetween(end[0], end[1]);
            assertThat(Arrays.stream(draws).max().orElseThrow()).isBetween(end[0], end[1]);
        }
    }

    static Stream<Case> counts() {
        Distribution geometric = geometric();
        Bound none = Bound.NEGATIVE_INFINITY;
        return Stream.of(
                new Case(Truncation.of(geometric, at(2), at(6)), 0.3),
                new Case(Truncation.of(geometric, at(0), at(4)), 0.1),
                new Case(Truncation.of(geometric, at(3), Bound.POSITIVE_INFINITY), 0.4),
                new Case(Truncation.of(geometric, LOW, HIGH), 0.2, 0, 5),
                new Case(Truncation.of(geometric, LOW, HIGH), 0.2, 4, 5),
                new Case(Truncation.of(geometric, none, at(3.5)), 0.3),
                new Case(Truncation.of(ZeroInflation.of(geometric), none, at(5)), 0.3, 0.25),
                new Case(ZeroInflation.of(geometric), 0.3, 0.25),
                new Case(ZeroInflation.of(named("Poisson")), 2.5, 0.4),
                new Case(ZeroInflation.of(Truncation.of(geometric, at(1), at(9))), 0.3, 0.25));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void countsFollowTheMass(Case row) {
        double[] values = IntStream.range(0, 200).asDoubleStream().toArray();
        double[] mass = exp(Experiment.logDensity(row.distribution(), row.arguments(), values));
        assertThat(Arrays.stream(mass).sum()).isCloseTo(1, within(1e-12));
        chiSquared(run(row, TestFunction.ITSELF).draws(), mass);
        row.distribution()
                .moments()
                .mean()
                .ifPresent(
                        of -> {
                            double mean = weighted(mass, y -> y);
                            assertThat(moment(of, row)).isCloseTo(mean, within(1e-9));
                            double variance = weighted(mass, y -> (y - mean) * (y - mean));
                            Distribution.Moment spread =
                                    row.distribution().moments().variance().orElseThrow();
                            assertThat(moment(spread, row)).isCloseTo(variance, within(1e-9));
                        });
    }

    /** Conditional probabilities, from the mass alone. */
    @Test
    void truncatedMass() {
        double[] base =
                exp(
                        Experiment.logDensity(
                                geometric(), List.of(new double[] {0.3}), new double[] {2, 3, 4}));
        double[] cut =
                exp(
                        Experiment.logDensity(
                                Truncation.of(geometric(), at(2), at(4)),
                                List.of(new double[] {0.3}),
                                new double[] {1, 2, 3, 4, 5}));
        double total = Arrays.stream(base).sum();
        assertThat(cut)
                .usingComparatorWithPrecision(1e-14)
                .containsExactly(0, base[0] / total, base[1] / total, base[2] / total, 0);
    }

    // ---- Mixtures ----

    private static final double[] WEIGHTS = {0.35, 0.65};

    /** Normal(mu, sigma) and Logistic(mu, sigma), one by one. */
    private static Distribution list() {
        return Mixture.of(List.of(named("Normal"), named("Logistic")), Support.REAL, Role.ANY);
    }

    private static final List<double[]> OF_LIST =
            List.of(
                    new double[] {-1.2},
                    new double[] {0.6},
                    new double[] {1.5},
                    new double[] {0.4},
                    WEIGHTS);

    /** Normals of different mean along an axis. */
    private static Distribution over() {
        return Mixture.over(named("Normal"), List.of(true, false));
    }

    private static final List<double[]> OVER =
            List.of(new double[] {-1, 1.5}, new double[] {0.7}, WEIGHTS);

    @Test
    void mixtureDensities() {
        double[] y = {-40, -1.3, 0, 2, 900};
        double[] normal =
                Experiment.logDensity(
                        named("Normal"), List.of(new double[] {-1.2}, new double[] {0.6}), y);
        double[] logistic =
                Experiment.logDensity(
                        named("Logistic"), List.of(new double[] {1.5}, new double[] {0.4}), y);
        double[] found = Experiment.logDensity(list(), OF_LIST, y);
        for (int i = 0; i < y.length; i++) {
            double a = Math.log(WEIGHTS[0]) + normal[i];
            double b = Math.log(WEIGHTS[1]) + logistic[i];
            double expected = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
            assertThat(found[i]).isCloseTo(expected, within(1e-14 * (1 + Math.abs(expected))));
        }
        List<double[]> one = List.of(OVER.get(0), OVER.get(1), new double[] {0, 1});
        double[] second =
                Experiment.logDensity(
                        named("Normal"), List.of(new double[] {1.5}, new double[] {0.7}), y);
        assertThat(Experiment.logDensity(over(), one, y))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(second);
    }

    @Test
    void mixtureDraws() {
        Quadrature normal = Quadrature.of(named("Normal"), -1.2, 0.6);
        Quadrature logistic = Quadrature.of(named("Logistic"), 1.5, 0.4);
        Experiment.Result result = run(list(), OF_LIST, TestFunction.ITSELF);
        follows(result.draws(), normal, logistic);
        Experiment.Result gradients = run(list(), OF_LIST, TestFunction.TANH);
        for (int i = 0; i < 4; i++) {
            Case part =
                    i < 2
                            ? new Case(named("Normal"), -1.2, 0.6)
                            : new Case(named("Logistic"), 1.5, 0.4);
            within5StandardErrors(
                    gradients.gradients().get(i)[0],
                    WEIGHTS[i / 2] * slope(part, i % 2, Math::tanh));
        }
    }

    @Test
    void mixtureDrawsAlongAnAxis() {
        Case first = new Case(named("Normal"), -1, 0.7);
        Case second = new Case(named("Normal"), 1.5, 0.7);
        follows(
                run(over(), OVER, TestFunction.ITSELF).draws(),
                Quadrature.of(first.distribution(), first.parameters()),
                Quadrature.of(second.distribution(), second.parameters()));
        List<double[][]> gradients = run(over(), OVER, TestFunction.TANH).gradients();
        double inFirst = WEIGHTS[0] * slope(first, 0, Math::tanh);
        double inSecond = WEIGHTS[1] * slope(second, 0, Math::tanh);
        within5StandardErrors(gradients.get(0)[0], inFirst);
        within5StandardErrors(gradients.get(0)[1], inSecond);
        within5StandardErrors(
                gradients.get(1)[0],
                WEIGHTS[0] * slope(first, 1, Math::tanh)
                        + WEIGHTS[1] * slope(second, 1, Math::tanh));
    }

    @Test
    void mixtureMoments() {
        double mean = -1.2 * WEIGHTS[0] + 1.5 * WEIGHTS[1];
        double variance =
                WEIGHTS[0] * (0.36 + 1.44)
                        + WEIGHTS[1] * (0.16 * Math.PI * Math.PI / 3 + 2.25)
                        - mean * mean;
        assertThat(moment(list().moments().mean().orElseThrow(), OF_LIST))
                .isCloseTo(mean, within(1e-14));
        assertThat(moment(list().moments().variance().orElseThrow(), OF_LIST))
                .isCloseTo(variance, within(1e-14));
        double center = -WEIGHTS[0] + 1.5 * WEIGHTS[1];
        assertThat(moment(over().moments().mean().orElseThrow(), OVER))
                .isCloseTo(center, within(1e-14));
        assertThat(moment(over().moments().variance().orElseThrow(), OVER))
                .isCloseTo(0.49 + WEIGHTS[0] + 2.25 * WEIGHTS[1] - center * center, within(1e-14));
    }

    /** A mixture's distribution function: truncating it leaves a density that integrates to 1. */
    @Test
    void truncatedMixture() {
        Distribution cut = Truncation.of(over(), at(-0.5), at(2));
        double[] y =
                IntStream.rangeClosed(0, 4000).mapToDouble(i -> -0.5 + i * 2.5 / 4000).toArray();
        double[] density = exp(Experiment.logDensity(cut, OVER, y));
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += density[i] * (i == 0 || i == 4000 ? 1 : i % 2 == 1 ? 4 : 2) * 2.5 / 4000 / 3;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void mixtureOfIntegers() {
        Distribution mixture =
                Mixture.of(
                        List.of(named("Poisson"), Truncation.of(geometric(), at(3), at(5))),
                        Support.COUNT,
                        Role.ANY);
        List<double[]> parameters = List.of(new double[] {1.5}, new double[] {0.3}, WEIGHTS);
        double[] values = IntStream.range(0, 200).asDoubleStream().toArray();
        double[] mass = exp(Experiment.logDensity(mixture, parameters, values));
        assertThat(Arrays.stream(mass).sum()).isCloseTo(1, within(1e-12));
        assertThat(mass[0]).isCloseTo(WEIGHTS[0] * Math.exp(-1.5), within(1e-15));
        chiSquared(run(mixture, parameters, TestFunction.ITSELF).draws(), mass);
    }

    // ---- Censored, and atoms at zero ----

    @Test
    void censoredDensities() {
        Distribution censored = Censoring.of(named("Normal"), at(-1), HIGH);
        assertThat(censored.role()).isEqualTo(Role.OBSERVATION);
        List<double[]> parameters =
                List.of(new double[] {0.2}, new double[] {1.1}, new double[] {1.5});
        double[] found =
                Experiment.logDensity(censored, parameters, new double[] {-3, -1, 0.4, 1.5, 7});
        Quadrature normal = Quadrature.of(named("Normal"), 0.2, 1.1);
        double below = normal.expectation(y -> y <= -1 ? 1 : 0);
        double above = normal.expectation(y -> y >= 1.5 ? 1 : 0);
        // The rule's points do not lie at the ends: half of a point's mass is its error.
        assertThat(Math.exp(found[0])).isCloseTo(below, within(2e-3)).isEqualTo(Math.exp(found[1]));
        assertThat(Math.exp(found[4])).isCloseTo(above, within(2e-3)).isEqualTo(Math.exp(found[3]));
        Distribution inside = Truncation.of(named("Normal"), at(-1), at(1.5));
        double between =
                Experiment.logDensity(inside, parameters.subList(0, 2), new double[] {0.4})[0];
        double logMass = Math.log1p(-Math.exp(found[0]) - Math.exp(found[4]));
        assertThat(found[2]).isCloseTo(between + logMass, within(1e-13));
    }

    @Test
    void censoredCounts() {
        Distribution censored = Censoring.of(geometric(), at(2), at(6));
        double[] y = {0, 2, 3, 6, 9};
        double[] found = exp(Experiment.logDensity(censored, List.of(new double[] {0.3}), y));
        double atLeastSix = Math.pow(0.7, 6);
        double upToTwo = 1 - Math.pow(0.7, 3);
        assertThat(found)
                .usingComparatorWithPrecision(1e-14)
                .containsExactly(upToTwo, upToTwo, 0.3 * Math.pow(0.7, 3), atLeastSix, atLeastSix);
        double[] mass = new double[200];
        mass[2] = upToTwo;
        mass[6] = atLeastSix;
        for (int k = 3; k < 6; k++) {
            mass[k] = 0.3 * Math.pow(0.7, k);
        }
        chiSquared(run(new Case(censored, 0.3), TestFunction.ITSELF).draws(), mass);
    }

    @Test
    void zeroInflatedAmounts() {
        Distribution inflated = ZeroInflation.of(named("Exponential"));
        assertThat(inflated.role()).isEqualTo(Role.OBSERVATION);
        List<double[]> parameters = List.of(new double[] {1.3}, new double[] {0.4});
        double[] found = Experiment.logDensity(inflated, parameters, new double[] {0, 2, -1});
        assertThat(found[0]).isCloseTo(Math.log(0.4), within(1e-15));
        assertThat(found[1]).isCloseTo(Math.log(0.6 * 1.3) - 2.6, within(1e-15));
        assertThat(found[2]).isEqualTo(Double.NEGATIVE_INFINITY);
        double[] draws = run(inflated, parameters, TestFunction.ITSELF).draws().clone();
        double zeros = Arrays.stream(draws).filter(y -> y == 0).count();
        assertThat(zeros / DRAWS).isCloseTo(0.4, within(5 * Math.sqrt(0.24 / DRAWS)));
        double[] rest = Arrays.stream(draws).filter(y -> y != 0).sorted().toArray();
        Quadrature exact = Quadrature.of(named("Exponential"), 1.3);
        assertThat(exact.distance(rest) * Math.sqrt(rest.length)).isLessThan(KOLMOGOROV);
    }

    // ---- Tools ----

    private static Experiment.Result run(Case row, TestFunction test) {
        return run(row.distribution(), row.arguments(), test);
    }

    private static Experiment.Result run(
            Distribution distribution, List<double[]> parameters, TestFunction test) {
        int[] ranks = parameters.stream().mapToInt(values -> values.length == 1 ? 0 : 1).toArray();
        return Experiment.run(distribution, parameters, ranks, 0, 2, DRAWS, 3, test);
    }

    private static double moment(Distribution.Moment moment, Case row) {
        return moment(moment, row.arguments());
    }

    private static double moment(Distribution.Moment moment, List<double[]> parameters) {
        return Experiment.moment(moment, parameters);
    }

    private static void follows(double[] draws, Quadrature first, Quadrature second) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        record Point(double value, double mass) {}
        List<Point> points =
                Stream.concat(
                                IntStream.range(0, first.values().length)
                                        .mapToObj(
                                                i ->
                                                        new Point(
                                                                first.values()[i],
                                                                WEIGHTS[0] * first.masses()[i])),
                                IntStream.range(0, second.values().length)
                                        .mapToObj(
                                                i ->
                                                        new Point(
                                                                second.values()[i],
                                                                WEIGHTS[1] * second.masses()[i])))
                        .sorted(java.util.Comparator.comparingDouble(Point::value))
                        .toList();
        Quadrature both =
                new Quadrature(
                        points.stream().mapToDouble(Point::value).toArray(),
                        points.stream().mapToDouble(Point::mass).toArray());
        assertThat(both.distance(sorted) * Math.sqrt(DRAWS)).isLessThan(KOLMOGOROV);
    }

    private static double[] exp(double[] logs) {
        return DoubleStream.of(logs).map(Math::exp).toArray();
    }

    private static double weighted(double[] mass, DoubleUnaryOperator function) {
        return IntStream.range(0, mass.length)
                .mapToDouble(i -> mass[i] * function.applyAsDouble(i))
                .sum();
    }

    private static void within5StandardErrors(double[] sample, double expected) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (sample.length - 1.0) / sample.length);
        assertThat(mean).isCloseTo(expected, within(5 * error + 1e-7));
    }

    private static void chiSquared(double[] draws, double[] mass) {
        double[] counts = new double[mass.length];
        for (double draw : draws) {
            assertThat(mass[(int) draw]).isPositive();
            counts[(int) draw]++;
        }
        double statistic = 0;
        int cells = 0;
        double restCount = 0;
        double restExpected = 0;
        for (int i = 0; i < mass.length; i++) {
            restCount += counts[i];
            restExpected += mass[i] * draws.length;
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
