package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tails of Gamma, Beta and Student's t and their derivatives against a table of values. */
class TailsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /**
     * The relative error of every column: a rounding of the point, times how fast the tail moves,
     * about 1e-12 for parameters of 1e6; parameters of 1e-8 cost digits in differences of the gamma
     * function.
     */
    private static double tolerance(String family, double leastParameter) {
        return switch (family) {
            case "gamma" -> 3e-12;
            case "beta" -> leastParameter < 1e-3 ? 2e-10 : 1e-11;
            case "studentT" -> 3e-13;
            default -> throw new IllegalArgumentException(family);
        };
    }

    @Test
    void agreesWithTheTable() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String row : rows()) {
            String[] parts = row.split(",");
            double[] x = Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray();
            double[] actual = values(parts[0], x);
            int arguments = x.length - actual.length;
            double tolerance = tolerance(parts[0], arguments == 3 ? Math.min(x[0], x[1]) : x[0]);
            for (int i = 0; i < actual.length; i++) {
                double expected = x[arguments + i];
                if (!(NamedFunctions.error(actual[i], expected) <= tolerance)) {
                    wrong.add(
                            "%s: column %d is %s, expected %s"
                                    .formatted(row, i, actual[i], expected));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The functions of x give what those of log x and logit x do. */
    @Test
    void takesPointsDirectly() {
        for (double x : new double[] {1e-300, 0.01, 0.4, 0.97}) {
            double logit = Math.log(x) - Math.log1p(-x);
            assertThat(IncompleteFunctions.logGammaP(2.5, x))
                    .isEqualTo(GammaTails.logLower(x, Math.log(x), 2.5));
            assertError(
                    IncompleteFunctions.logIncBeta(2.5, 0.7, x),
                    IncompleteFunctions.logIncBetaLogit(2.5, 0.7, logit));
            assertError(
                    IncompleteFunctions.logIncBetaC(2.5, 0.7, x),
                    IncompleteFunctions.logIncBetaLogit(0.7, 2.5, -logit));
        }
    }

    private static void assertError(double actual, double expected) {
        assertThat(NamedFunctions.error(actual, expected)).isLessThan(1e-13);
    }

    @Test
    void takesLimitsAtTheEdges() {
        assertThat(
                        new double[] {
                            IncompleteFunctions.logGammaP(2, 0),
                            IncompleteFunctions.logGammaP(2, -1),
                            IncompleteFunctions.logGammaP(2, INF),
                            IncompleteFunctions.logGammaQ(2, 0),
                            IncompleteFunctions.logGammaQ(2, -1),
                            IncompleteFunctions.logGammaQ(2, INF),
                            IncompleteFunctions.logIncBeta(2, 3, 0),
                            IncompleteFunctions.logIncBeta(2, 3, -1),
                            IncompleteFunctions.logIncBeta(2, 3, 1),
                            IncompleteFunctions.logIncBeta(2, 3, 2),
                            IncompleteFunctions.logIncBetaC(2, 3, 0),
                            IncompleteFunctions.logIncBetaC(2, 3, 1),
                            IncompleteFunctions.logIncBetaLogit(2, 3, -INF),
                            IncompleteFunctions.logIncBetaLogit(2, 3, INF),
                            StudentTails.logLower(-INF, 3),
                            StudentTails.logLower(INF, 3)
                        })
                .usingElementComparator((a, b) -> a - b == 0 || a.equals(b) ? 0 : 1)
                .containsExactly(
                        -INF, -INF, 0.0, 0.0, 0.0, -INF, -INF, -INF, 0.0, 0.0, 0.0, -INF, -INF, 0.0,
                        -INF, 0.0);
        assertThat(StudentTails.logLower(0, 3)).isEqualTo(Math.log(0.5));
        assertThat(StudentTails.derivative(0, 3)).isZero();
    }

    @Test
    void refusesBadParameters() {
        assertThat(
                        new double[] {
                            IncompleteFunctions.logGammaP(0, 1),
                            IncompleteFunctions.logGammaP(-1, -1),
                            IncompleteFunctions.logGammaQ(Double.NaN, 1),
                            IncompleteFunctions.logGammaQ(1, Double.NaN),
                            IncompleteFunctions.logIncBeta(0, 1, 0.5),
                            IncompleteFunctions.logIncBetaC(1, -1, 0.5),
                            IncompleteFunctions.logIncBetaLogit(1, 1, Double.NaN),
                            GammaTails.lowerRatio(0, 0),
                            GammaTails.upperRatio(Double.NaN, 1),
                            GammaTails.logitRatio(1, -1),
                            BetaTails.lowerRatio(0, 1, 0),
                            BetaTails.logitRatio(0, -1, 1),
                            BetaTails.logitDerivative(0, 1, Double.NaN),
                            StudentTails.logLower(1, 0),
                            StudentTails.lowerRatio(1, -1),
                            StudentTails.logitRatio(Double.NaN, 1),
                            StudentTails.derivative(1, 0)
                        })
                .containsOnly(Double.NaN);
    }

    private static double[] values(String family, double[] x) {
        return switch (family) {
            case "gamma" ->
                    new double[] {
                        GammaTails.logLower(x[1], x[0]),
                        GammaTails.logUpper(x[1], x[0]),
                        GammaTails.lowerRatio(x[1], x[0]),
                        GammaTails.upperRatio(x[1], x[0]),
                        GammaImplicit.logDerivative(x[1], x[0])
                    };
            case "beta" ->
                    new double[] {
                        BetaTails.logLower(x[2], x[0], x[1]),
                        BetaTails.logLower(-x[2], x[1], x[0]),
                        BetaTails.lowerRatio(x[2], x[0], x[1]),
                        BetaTails.lowerRatio(-x[2], x[1], x[0]),
                        BetaTails.logitDerivative(x[2], x[0], x[1]),
                        -BetaTails.logitDerivative(-x[2], x[1], x[0])
                    };
            case "studentT" ->
                    new double[] {
                        StudentTails.logLower(-x[1], x[0]),
                        StudentTails.logLower(x[1], x[0]),
                        StudentTails.lowerRatio(-x[1], x[0]),
                        StudentTails.lowerRatio(x[1], x[0]),
                        StudentTails.derivative(-x[1], x[0])
                    };
            default -> throw new IllegalArgumentException(family);
        };
    }

    private static List<String> rows() throws IOException {
        try (var in = TailsTest.class.getResourceAsStream("tails.csv")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
