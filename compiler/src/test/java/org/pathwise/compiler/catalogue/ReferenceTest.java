package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.catalogue.ReferenceRow.Numbers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every distribution against reference values. */
class ReferenceTest {
    private static final double DENSITY = 1e-10;
    private static final double DERIVATIVE = 1e-8;

    /** Comparisons that no evaluation in doubles can meet, by table, what and expected value. */
    private static final Map<String, String> BEYOND_DOUBLES =
            Map.of(
                    "Exponential: derivative in beta -3.643219731549774E-7",
                    "1/beta - y, which agree to the last digit: all rounding",
                    "Exponential: derivative in beta -7.756385209041318E283",
                    "1/beta - y, which agree to the last digit: all rounding",
                    "ScaledInvChiSquare: derivative in sigma -6.385556158839296E-6",
                    "nu / sigma (1 - sigma^2 / y), which agree to the last digit: all rounding");

    /** A comparison: the error relative to the expected value, absolute where that is below 1. */
    private record Comparison(String what, double found, double expected) {
        double error() {
            if (found == expected) {
                return 0;
            }
            double error = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
    }

    static Stream<ReferenceRow> rows() {
        return ReferenceRow.all();
    }

    private static List<Comparison> density(Distribution distribution, ReferenceRow row) {
        double found = new ReferencePoint(distribution, row).logDensity();
        return List.of(new Comparison("log density", found, row.number("log_density")));
    }

    private static List<Comparison> derivatives(Distribution distribution, ReferenceRow row) {
        List<Comparison> comparisons = new ArrayList<>();
        List<double[]> found = new ReferencePoint(distribution, row).derivatives();
        List<String> names = row.parameters();
        compare(comparisons, "value", found.getFirst(), row.derivativeInValue());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            compare(comparisons, name, found.get(1 + i), row.derivative(name));
        }
        return comparisons;
    }

    private static void compare(
            List<Comparison> comparisons, String what, double[] found, Numbers expected) {
        if (expected != null) {
            for (int k = 0; k < found.length; k++) {
                double wanted = expected.values()[k];
                if (!Double.isNaN(wanted)) {
                    comparisons.add(new Comparison("derivative in " + what, found[k], wanted));
                }
            }
        }
    }

    private static List<Comparison> others(Distribution distribution, ReferenceRow row) {
        List<Comparison> comparisons = new ArrayList<>();
        ReferencePoint point = new ReferencePoint(distribution, row);
        // The table's distribution function of VonMises starts at -pi, the catalogue's at mu - pi.
        String ending = distribution.name().equals("VonMises") ? "_centered" : "";
        add(comparisons, "log cdf", point.logCumulative(false), row.number("log_cdf" + ending));
        add(comparisons, "log ccdf", point.logCumulative(true), row.number("log_ccdf" + ending));
        if (distribution.rank() == 0) {
            add(comparisons, "mean", point.moment(false), row.number("mean"));
            add(comparisons, "variance", point.moment(true), row.number("variance"));
        }
        return comparisons;
    }

    private static void add(
            List<Comparison> comparisons, String what, Double found, Double expected) {
        if (found != null && expected != null) {
            comparisons.add(new Comparison(what, found, expected));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void density(ReferenceRow row) {
        close(row, density(distribution(row), row), DENSITY);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void derivatives(ReferenceRow row) {
        close(row, derivatives(distribution(row), row), DERIVATIVE);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void distributionFunctionAndMoments(ReferenceRow row) {
        close(row, others(distribution(row), row), DENSITY);
    }

    private static Distribution distribution(ReferenceRow row) {
        Optional<Distribution> found = ReferenceDistributions.find(row.name());
        assertThat(found).as(row.name()).isPresent();
        return found.get();
    }

    private static boolean isExcepted(ReferenceRow row, Comparison comparison) {
        String name = row.name() + ": " + comparison.what() + " " + comparison.expected();
        return BEYOND_DOUBLES.containsKey(name);
    }

    private static void close(ReferenceRow row, List<Comparison> comparisons, double bound) {
        for (Comparison comparison : comparisons) {
            if (isExcepted(row, comparison)) {
                continue;
            }
            assertThat(comparison.error()).as(comparison.toString()).isCloseTo(0, within(bound));
        }
    }

    /**
     * Prints the worst error of each distribution over a folder of tables, and fails where one is
     * above its bound.
     */
    @Test
    @EnabledIfSystemProperty(named = "reference", matches = ".+")
    void folder() {
        ReferenceReport report = new ReferenceReport();
        ReferenceRow.in(Path.of(System.getProperty("reference")))
                .forEach(
                        row -> {
                            Optional<Distribution> found = ReferenceDistributions.find(row.name());
                            if (found.isEmpty()) {
                                report.missing(row.name());
                                return;
                            }
                            report.start(row.name());
                            add(report, row, density(found.get(), row), 0);
                            add(report, row, derivatives(found.get(), row), 1);
                            add(report, row, others(found.get(), row), 2);
                        });
        report.print(System.out);
        assertThat(report.above(DENSITY, DERIVATIVE, DENSITY)).isEmpty();
    }

    private static void add(
            ReferenceReport report, ReferenceRow row, List<Comparison> comparisons, int kind) {
        for (Comparison comparison : comparisons) {
            if (isExcepted(row, comparison)) {
                report.except(row, comparison.toString());
            } else {
                report.add(row, comparison.toString(), comparison.error(), kind);
            }
        }
    }
}
