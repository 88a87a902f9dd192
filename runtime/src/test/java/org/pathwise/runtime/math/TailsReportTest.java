package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Prints the worst error of each incomplete function, distribution function and implicit derivative
 * over a folder of reference tables (JSON lines), and holds them to the precision that is promised.
 */
@EnabledIfSystemProperty(named = "reference", matches = ".+")
class TailsReportTest {
    private final Map<String, Double> errors = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();

    @Test
    void printsWorstErrorsOverTheReferenceFolder() throws IOException {
        for (String line : lines("special")) {
            special(line);
        }
        for (String distribution :
                new String[] {
                    "Gamma",
                    "InvGamma",
                    "ChiSquare",
                    "Beta",
                    "StudentT",
                    "Poisson",
                    "Binomial",
                    "NegBinomial"
                }) {
            for (String line : lines(distribution)) {
                if (line.contains("\"region\": \"interior\"")) {
                    distribution(distribution, line);
                }
            }
        }
        errors.forEach(
                (name, error) ->
                        System.out.printf("%-24s %.1e at %s%n", name, error, places.get(name)));
        assertThat(errors).isNotEmpty();
        errors.forEach(
                (name, error) ->
                        assertThat(error)
                                .as(name)
                                .isLessThan(
                                        name.startsWith("d_") || name.contains("implicit")
                                                ? 1e-8
                                                : 1e-10));
    }

    private void special(String line) {
        String name = line.replaceAll("^\\{\"function\": \"(\\w+)\".*", "$1");
        if (!name.matches("(d_)?(gamma_[pq]|inc_beta)(_d_.)?")) {
            return;
        }
        double[] x =
                Arrays.stream(line.replaceAll(".*\\[(.*)].*", "$1").split(", "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        double logZ = Math.log(x[1]);
        double actual =
                switch (name) {
                    case "gamma_p" -> Math.exp(IncompleteFunctions.logGammaP(x[0], x[1]));
                    case "gamma_q" -> Math.exp(IncompleteFunctions.logGammaQ(x[0], x[1]));
                    case "d_gamma_p_d_a" ->
                            -GammaImplicit.logDerivative(logZ, x[0])
                                    * Math.exp(GammaTails.logKernel(x[1], logZ, x[0]));
                    case "d_gamma_q_d_a" ->
                            GammaImplicit.logDerivative(logZ, x[0])
                                    * Math.exp(GammaTails.logKernel(x[1], logZ, x[0]));
                    case "inc_beta" -> Math.exp(IncompleteFunctions.logIncBeta(x[0], x[1], x[2]));
                    case "d_inc_beta_d_a" ->
                            -BetaTails.logitDerivative(logit(x[2]), x[0], x[1]) * logitDensity(x);
                    default ->
                            BetaTails.logitDerivative(-logit(x[2]), x[1], x[0]) * logitDensity(x);
                };
        note(name, actual, number(line, "value", "value"), line);
    }

    private void distribution(String name, String line) {
        double y = number(line, "value", "value");
        switch (name) {
            case "Gamma" -> {
                double alpha = number(line, "parameters", "alpha");
                double beta = number(line, "parameters", "beta");
                double z = y * beta;
                tails(
                        name,
                        IncompleteFunctions.logGammaP(alpha, z),
                        IncompleteFunctions.logGammaQ(alpha, z),
                        line);
                note(
                        name + " implicit alpha",
                        y * GammaImplicit.logDerivative(Math.log(y) + Math.log(beta), alpha),
                        number(line, "implicit", "alpha"),
                        line);
            }
            case "InvGamma" -> {
                double alpha = number(line, "parameters", "alpha");
                double beta = number(line, "parameters", "beta");
                double z = beta / y;
                tails(
                        name,
                        IncompleteFunctions.logGammaQ(alpha, z),
                        IncompleteFunctions.logGammaP(alpha, z),
                        line);
                note(
                        name + " implicit alpha",
                        -y * GammaImplicit.logDerivative(Math.log(beta) - Math.log(y), alpha),
                        number(line, "implicit", "alpha"),
                        line);
            }
            case "ChiSquare" -> {
                double half = 0.5 * number(line, "parameters", "nu");
                tails(
                        name,
                        IncompleteFunctions.logGammaP(half, 0.5 * y),
                        IncompleteFunctions.logGammaQ(half, 0.5 * y),
                        line);
            }
            case "Beta" -> {
                double a = number(line, "parameters", "alpha");
                double b = number(line, "parameters", "beta");
                tails(
                        name,
                        IncompleteFunctions.logIncBeta(a, b, y),
                        IncompleteFunctions.logIncBetaC(a, b, y),
                        line);
                double slope = y * (1 - y);
                note(
                        name + " implicit alpha",
                        slope * BetaTails.logitDerivative(logit(y), a, b),
                        number(line, "implicit", "alpha"),
                        line);
                note(
                        name + " implicit beta",
                        -slope * BetaTails.logitDerivative(-logit(y), b, a),
                        number(line, "implicit", "beta"),
                        line);
            }
            case "StudentT" -> {
                double nu = number(line, "parameters", "nu");
                double sigma = number(line, "parameters", "sigma");
                double t = (y - number(line, "parameters", "mu")) / sigma;
                tails(name, StudentTails.logLower(t, nu), StudentTails.logLower(-t, nu), line);
                note(
                        name + " implicit nu",
                        sigma * StudentTails.derivative(t, nu),
                        number(line, "implicit", "nu"),
                        line);
            }
            case "Poisson" -> {
                double lambda = number(line, "parameters", "lambda");
                tails(
                        name,
                        IncompleteFunctions.logGammaQ(y + 1, lambda),
                        IncompleteFunctions.logGammaP(y + 1, lambda),
                        line);
            }
            case "Binomial" -> {
                double n = number(line, "parameters", "n");
                double theta = number(line, "parameters", "theta");
                if (y < n) {
                    tails(
                            name,
                            IncompleteFunctions.logIncBetaC(y + 1, n - y, theta),
                            IncompleteFunctions.logIncBeta(y + 1, n - y, theta),
                            line);
                }
            }
            default -> {
                double logOdds = Math.log(number(line, "parameters", "beta"));
                double alpha = number(line, "parameters", "alpha");
                tails(
                        name,
                        BetaTails.logLower(logOdds, alpha, y + 1),
                        BetaTails.logLower(-logOdds, y + 1, alpha),
                        line);
            }
        }
    }

    private void tails(String name, double logCdf, double logCcdf, String line) {
        note(name + " log_cdf", logCdf, number(line, "log_cdf", "log_cdf"), line);
        note(name + " log_ccdf", logCcdf, number(line, "log_ccdf", "log_ccdf"), line);
    }

    private void note(String name, double actual, double expected, String line) {
        double error = NamedFunctions.error(actual, expected);
        if (!(error <= errors.getOrDefault(name, -1.0))) {
            errors.put(name, error);
            places.put(
                    name,
                    "%s: %s".formatted(actual, line.substring(0, Math.min(130, line.length()))));
        }
    }

    private static double logit(double x) {
        return Math.log(x) - Math.log1p(-x);
    }

    private static double logitDensity(double[] x) {
        return Math.exp(
                BetaTails.logKernel(x[0], x[1], x[2], 1 - x[2], Math.log(x[2]), Math.log1p(-x[2])));
    }

    /** The number of this name at or after a section's name. */
    private static double number(String line, String section, String name) {
        var matcher = Pattern.compile("\"" + name + "\": ([^,}]+)").matcher(line);
        assertThat(matcher.find(line.indexOf("\"" + section + "\""))).as(line).isTrue();
        return switch (matcher.group(1)) {
            case "\"inf\"" -> Double.POSITIVE_INFINITY;
            case "\"-inf\"" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(matcher.group(1));
        };
    }

    private static Iterable<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("reference"), file + ".jsonl"));
    }
}
