package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class SpecialFunctionsTest {
    private record Row(String function, double[] arguments, double value) {}

    /** Roots on the negative axis: the error there is absolute. */
    private static final Set<String> NEGATIVE_ROOTS =
            Set.of("lgamma[-2.4570247382208]", "digamma[-0.504083008264455]");

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void agreesWithTheTable() throws IOException {
        List<Row> rows = table();
        assertThat(rows.stream().map(Row::function).collect(Collectors.toSet()))
                .isEqualTo(NamedFunctions.ALL.keySet());
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            var named = NamedFunctions.ALL.get(row.function());
            double actual = named.function().apply(row.arguments());
            double error = NamedFunctions.error(actual, row.value());
            String call = row.function() + Arrays.toString(row.arguments());
            boolean fine =
                    NEGATIVE_ROOTS.contains(call)
                            ? Math.abs(actual - row.value()) < 1e-14
                            : error <= named.tolerance();
            if (!fine) {
                wrong.add(call + " = " + actual + ", expected " + row.value() + ", error " + error);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void propagatesNan() {
        NamedFunctions.ALL.forEach(
                (name, named) -> {
                    for (int at = 0; at < 3; at++) {
                        double[] x = {0.3, 0.2, 0.1};
                        x[at] = NAN;
                        boolean used =
                                at == 0
                                        || at == 1
                                                && Set.of(
                                                                "lbeta",
                                                                "lchoose",
                                                                "logDiffExp",
                                                                "invPhiLog",
                                                                "gammaP",
                                                                "gammaQ",
                                                                "incBeta")
                                                        .contains(name)
                                        || at == 1 && name.endsWith("Implicit")
                                        || at == 1 && name.startsWith("logBesselIv")
                                        || at == 1 && name.startsWith("vonMises")
                                        || at == 2 && name.equals("incBeta");
                        assertThat(!used || Double.isNaN(named.function().apply(x)))
                                .as("%s argument %d", name, at)
                                .isTrue();
                    }
                });
    }

    @Test
    void takesLimitsAtTheEdges() {
        assertThat(
                        new double[] {
                            GammaFunctions.lgamma(0),
                            GammaFunctions.lgamma(-3),
                            GammaFunctions.lgamma(INF),
                            GammaFunctions.lgamma(1),
                            GammaFunctions.lgamma(2),
                            GammaFunctions.digamma(0),
                            GammaFunctions.digamma(-1),
                            GammaFunctions.digamma(INF),
                            GammaFunctions.trigamma(0),
                            GammaFunctions.trigamma(INF),
                            GammaFunctions.lbeta(0, 1),
                            GammaFunctions.lbeta(INF, 1),
                            GammaFunctions.lchoose(5, 0),
                            GammaFunctions.lchoose(5, 6),
                            GammaFunctions.lchoose(5, -1)
                        })
                .containsExactly(
                        INF, INF, INF, 0, 0, -INF, NAN, INF, INF, 0, INF, -INF, 0, -INF, -INF);
        assertThat(
                        new double[] {
                            ErrorFunctions.erf(INF), ErrorFunctions.erfc(INF),
                                    ErrorFunctions.erfc(-INF),
                            ErrorFunctions.Phi(INF), ErrorFunctions.Phi(-INF),
                                    ErrorFunctions.logPhi(INF),
                            ErrorFunctions.logPhi(-INF), ErrorFunctions.invPhi(0),
                                    ErrorFunctions.invPhi(1),
                            ErrorFunctions.invPhi(-0.1)
                        })
                .containsExactly(1, 0, 2, 1, 0, -0.0, -INF, -INF, INF, NAN);
        assertThat(
                        new double[] {
                            ErrorFunctions.erfcx(INF),
                            ErrorFunctions.erfcx(-INF),
                            ErrorFunctions.logErfc(INF),
                            ErrorFunctions.erfcxDerivative(INF),
                            ErrorFunctions.invPhiLog(-INF, 0),
                            ErrorFunctions.invPhiLog(0, -INF),
                            BesselFunctions.logI0(0),
                            BesselFunctions.logI0(INF),
                            BesselFunctions.logI1(0),
                            BesselFunctions.logI1(-1),
                            BesselFunctions.logIv(0, 0),
                            BesselFunctions.logIv(60, 0),
                            BesselFunctions.logIv(-1, 2),
                            BesselFunctions.logI0Derivative(0),
                            BesselFunctions.logI0Derivative(-INF),
                            BesselFunctions.logI1Derivative(0),
                            BesselFunctions.logI1Derivative(INF),
                            LambertFunction.w0(-Math.exp(-1)),
                            LambertFunction.w0(-0.4),
                            LambertFunction.w0(0),
                            LambertFunction.w0(INF),
                            LambertFunction.w0Derivative(-Math.exp(-1)),
                            LambertFunction.w0Derivative(0),
                            LambertFunction.w0Derivative(INF)
                        })
                .containsExactly(
                        0, INF, -INF, -0.0, -INF, INF, 0, INF, -INF, NAN, 0, -INF, NAN, 0, -1, INF,
                        1, -1, NAN, 0, INF, INF, 1, 0);
        assertThat(
                        new double[] {
                            LogisticFunctions.invLogit(INF),
                            LogisticFunctions.invLogit(-INF),
                            LogisticFunctions.logit(0),
                            LogisticFunctions.logit(1),
                            LogisticFunctions.logit(2),
                            LogisticFunctions.logInvLogit(-INF),
                            LogisticFunctions.log1pExp(INF),
                            LogisticFunctions.log1mExp(0),
                            LogisticFunctions.log1mExp(1),
                            LogisticFunctions.log1mExp(-INF),
                            LogisticFunctions.logDiffExp(1, 1),
                            LogisticFunctions.logDiffExp(-INF, -INF),
                            LogisticFunctions.logDiffExp(1, 2),
                            LogisticFunctions.logSumExp(-INF, -INF),
                            LogisticFunctions.logSumExp(-INF, 3)
                        })
                .containsExactly(
                        1, 0, -INF, INF, NAN, -INF, INF, -INF, NAN, -0.0, -INF, -INF, NAN, -INF, 3);
        assertThat(
                        new double[] {
                            IncompleteFunctions.gammaP(2, 0), IncompleteFunctions.gammaP(2, INF),
                            IncompleteFunctions.gammaQ(2, 0), IncompleteFunctions.incBeta(2, 3, 0),
                            IncompleteFunctions.incBeta(2, 3, 1), IncompleteFunctions.gammaP(-1, 1)
                        })
                .containsExactly(0, 1, 1, 0, 1, NAN);
        assertThat(GammaImplicit.derivative(0, 2)).isZero();
        assertThat(GammaImplicit.logDerivative(0, -1)).isNaN();
    }

    @Test
    void roundsAsStanDoes() {
        double[] halves = {2.5, -2.5, 0.49999999999999994, -0.3, 4503599627370497.0, 1e300, -INF};
        assertThat(Arrays.stream(halves).map(Rounding::round).toArray())
                .containsExactly(3, -3, 0, -0.0, 4503599627370497.0, 1e300, -INF);
        assertThat(Rounding.step(0)).isEqualTo(1);
        assertThat(Rounding.step(-1e-300)).isZero();
        assertThat(Rounding.step(NAN)).isNaN();
        assertThat(Rounding.sign(-3)).isEqualTo(-1);
    }

    /** The shapes at which the method changes must not show in the value. */
    @Test
    void implicitDerivativeIsContinuousAcrossItsMethods() {
        for (double[] edge :
                new double[][] {
                    {Math.log(20), 30}, {Math.log(33), 30}, {Math.log(20), 60}, {Math.log(180), 60}
                }) {
            double below = GammaImplicit.logDerivative(edge[0], Math.nextDown(edge[1]));
            double at = GammaImplicit.logDerivative(edge[0], edge[1]);
            assertThat(NamedFunctions.error(below, at)).isLessThan(1e-11);
        }
    }

    /**
     * Prints the worst relative error of each function over a folder of larger tables (JSON lines).
     */
    @Test
    @EnabledIfSystemProperty(named = "reference", matches = ".+")
    void printsWorstErrorsOverTheReferenceFolder() throws IOException {
        Map<String, String> worst = new TreeMap<>();
        Map<String, Double> errors = new TreeMap<>();
        Pattern line =
                Pattern.compile(
                        "\"function\": \"(\\w+)\", \"arguments\": \\[(.*)], \"value\": (.*)}");
        for (String text :
                Files.readAllLines(Path.of(System.getProperty("reference"), "special.jsonl"))) {
            Matcher matcher = line.matcher(text);
            if (!matcher.find()) {
                continue;
            }
            String name = camel(matcher.group(1));
            if (!NamedFunctions.ALL.containsKey(name)) {
                continue;
            }
            double[] x =
                    Arrays.stream(matcher.group(2).split(", "))
                            .mapToDouble(SpecialFunctionsTest::number)
                            .toArray();
            double actual = NamedFunctions.ALL.get(name).function().apply(x);
            double error = NamedFunctions.error(actual, number(matcher.group(3)));
            if (error >= errors.getOrDefault(name, -1.0)) {
                errors.put(name, error);
                worst.put(name, "%.1e at %s".formatted(error, Arrays.toString(x)));
            }
        }
        worst.forEach((name, text) -> System.out.println(name + ": " + text));
        assertThat(worst).isNotEmpty();
        System.out.println("implicit Gamma: " + worstImplicit());
    }

    /** The scale is divided out, which costs a rounding of z. */
    private static String worstImplicit() throws IOException {
        Pattern line =
                Pattern.compile(
                        "\"value\": (\\S+), \"parameters\": \\{\"alpha\": (\\S+), \"beta\":"
                                + " (\\S+)}.*\"implicit\": \\{\"alpha\": (\\S+),");
        double worst = -1;
        String at = "";
        for (String text :
                Files.readAllLines(Path.of(System.getProperty("reference"), "Gamma.jsonl"))) {
            Matcher matcher = line.matcher(text);
            if (matcher.find()) {
                double beta = number(matcher.group(3));
                double z = number(matcher.group(1)) * beta;
                double alpha = number(matcher.group(2));
                double error =
                        NamedFunctions.error(
                                GammaImplicit.derivative(z, alpha),
                                number(matcher.group(4)) * beta);
                if (error > worst) {
                    worst = error;
                    at = "%.1e at z = %s, alpha = %s".formatted(error, z, alpha);
                }
            }
        }
        return at;
    }

    private static String camel(String snake) {
        return Pattern.compile("_(\\w)")
                .matcher(snake)
                .replaceAll(m -> m.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    private static double number(String text) {
        return switch (text) {
            case "\"inf\"" -> INF;
            case "\"-inf\"" -> -INF;
            default -> Double.parseDouble(text);
        };
    }

    private static List<Row> table() throws IOException {
        try (var in = SpecialFunctionsTest.class.getResourceAsStream("special.csv")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(
                            line -> {
                                String[] parts = line.split(",");
                                double[] numbers =
                                        Arrays.stream(parts)
                                                .skip(1)
                                                .mapToDouble(Double::parseDouble)
                                                .toArray();
                                int last = numbers.length - 1;
                                return new Row(
                                        parts[0], Arrays.copyOf(numbers, last), numbers[last]);
                            })
                    .toList();
        }
    }
}
