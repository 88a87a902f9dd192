package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the table of {@link SpecialFunctionsTest} does not hold: symmetries, edges, the inverse. */
class VonMisesTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-10, 0.4, 3, 20, 24.9, 500, 1e6, 1e10})
    void quantileInvertsTheDistributionFunction(double kappa) {
        double deviation = Math.min(1, 1 / Math.sqrt(kappa));
        for (double at : new double[] {-3, -1.2, -0.3, -1e-4, 0, 0.01, 0.9, 2.2, 3.1}) {
            double y = at * deviation;
            double logP = VonMises.logCdf(y, kappa);
            double logQ = VonMises.logCcdf(y, kappa);
            assertThat(VonMises.quantile(logP, logQ, kappa))
                    .as("%s", y)
                    .isCloseTo(y, within(4e-15 * deviation * Math.max(1, Math.abs(at))));
        }
    }

    @Test
    void quantileReachesTheFarTail() {
        double logTail = -1e5;
        double y = VonMises.quantile(0, logTail, 1e5);
        assertThat(VonMises.logCcdf(y, 1e5)).isCloseTo(logTail, within(1e-9));
        assertThat(VonMises.quantile(logTail, 0, 1e5)).isEqualTo(-y);
        assertThat(VonMises.quantile(Double.NEGATIVE_INFINITY, 0, 2)).isEqualTo(-Math.PI);
    }

    @Test
    void isUniformWithoutConcentration() {
        for (double y : new double[] {-Math.PI, -2, 0, 0.5, 3}) {
            assertThat(Math.exp(VonMises.logCdf(y, 0)))
                    .isCloseTo((y + Math.PI) / (2 * Math.PI), within(1e-15));
            assertThat(VonMises.logDensity(y, 0)).isCloseTo(-Math.log(2 * Math.PI), within(1e-15));
            assertThat(VonMises.implicitDerivative(y, 0)).isCloseTo(-Math.sin(y), within(1e-15));
        }
    }

    @Test
    void isSymmetric() {
        assertThat(VonMises.logCdf(-1.3, 2.5)).isEqualTo(VonMises.logCcdf(1.3, 2.5));
        assertThat(VonMises.logCdf(0, 2.5)).isEqualTo(Math.log(0.5));
        assertThat(VonMises.implicitDerivative(-1.3, 2.5))
                .isEqualTo(-VonMises.implicitDerivative(1.3, 2.5));
        assertThat(VonMises.logDensity(1 + 2 * Math.PI, 3))
                .isCloseTo(VonMises.logDensity(1, 3), within(4e-15));
    }

    @Test
    void hasNoValueForNegativeConcentrations() {
        assertThat(VonMises.logCdf(0.5, -1)).isNaN();
        assertThat(VonMises.quantile(-1, -0.5, -1)).isNaN();
        assertThat(VonMises.implicitDerivative(0.5, -1)).isNaN();
        assertThat(VonMises.implicitDerivative(3.5, 1)).isNaN();
        assertThat(VonMises.logCdf(-4, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(VonMises.logCdf(4, 1)).isZero();
    }

    /** The two forms of the implicit derivative and those of the Bessel function meet. */
    @Test
    void isContinuousAcrossItsMethods() {
        for (double kappa : new double[] {0.7, 24.9999999999, 25, 3000}) {
            double edge = Math.acos(BesselFunctions.logI0Derivative(kappa));
            double below = VonMises.implicitDerivative(edge * (1 - 1e-12), kappa);
            double above = VonMises.implicitDerivative(edge * (1 + 1e-12), kappa);
            assertThat(NamedFunctions.error(below, above)).isLessThan(1e-11);
        }
    }

    /** Prints the worst relative errors over a larger table (JSON lines). */
    @Test
    @EnabledIfSystemProperty(named = "reference", matches = ".+")
    void printsWorstErrorsOverTheReferenceFolder() throws IOException {
        Map<String, Double> worst = new TreeMap<>();
        Path table = Path.of(System.getProperty("reference"), "VonMises.jsonl");
        for (String line : Files.readAllLines(table)) {
            double kappa = field(line, "parameters", "kappa");
            // the subtraction rounds: what follows is the error at a point near by
            double y =
                    Math.IEEEremainder(
                            field(line, "value") - field(line, "parameters", "mu"), 2 * Math.PI);
            worst.merge(
                    "log_cdf_centered",
                    error(VonMises.logCdf(y, kappa), field(line, "log_cdf_centered")),
                    Math::max);
            worst.merge(
                    "log_ccdf_centered",
                    error(VonMises.logCcdf(y, kappa), field(line, "log_ccdf_centered")),
                    Math::max);
            worst.merge(
                    "implicit kappa",
                    error(VonMises.implicitDerivative(y, kappa), field(line, "implicit", "kappa")),
                    Math::max);
        }
        worst.forEach((name, error) -> System.out.printf("von Mises %s: %.1e%n", name, error));
        assertThat(worst.values()).hasSize(3).allMatch(error -> error < 1e-10);
    }

    private static double error(double actual, double expected) {
        return NamedFunctions.error(actual, expected);
    }

    /** The number under the last of the names, each searched behind the one before. */
    private static double field(String line, String... names) {
        int at = 0;
        for (String name : names) {
            at = line.indexOf("\"" + name + "\": ", at) + name.length() + 4;
        }
        int end = at;
        while (",}".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return Double.parseDouble(line.substring(at, end));
    }
}
