package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Smoothness;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Fits;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What entries say of bounds and smoothness, against evaluation at points within random bounds. */
class RangeTest {
    private static final double[] ENDS = {
        Double.NEGATIVE_INFINITY, -3, -1.5, -1, -0.5, 0, 0.25, 1, 2, 3, Double.POSITIVE_INFINITY
    };
    private static final int POINTS = 60;

    record Case(BuiltIn function, int arity) {
        @Override
        public String toString() {
            return function.name() + "/" + arity;
        }
    }

    /** Every function at every number of scalar arguments that it takes. */
    static Stream<Case> scalarFunctions() {
        return Catalogue.functionNames().stream()
                .map(name -> Catalogue.function(name).orElseThrow())
                .flatMap(
                        function ->
                                IntStream.rangeClosed(1, 3)
                                        .filter(
                                                arity ->
                                                        function.typing()
                                                                        .type(
                                                                                java.util
                                                                                        .Collections
                                                                                        .nCopies(
                                                                                                arity,
                                                                                                Type
                                                                                                        .REAL))
                                                                instanceof Fits)
                                        .mapToObj(arity -> new Case(function, arity)))
                .filter(row -> !List.of("variance", "sd", "size").contains(row.function().name()));
    }

    @ParameterizedTest
    @MethodSource("scalarFunctions")
    void boundsHoldEveryValue(Case row) {
        SplittableRandom random = new SplittableRandom(23);
        for (int trial = 0; trial < 150; trial++) {
            List<Range> ranges = new ArrayList<>();
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < row.arity(); i++) {
                Range range = range(random);
                ranges.add(range);
                points.add(points(range, random));
            }
            Range claimed = row.function().range().range(ranges);
            boolean inside =
                    row.function().smoothness() == Smoothness.SINGULAR_AT_EDGE
                            && row.function().isLipschitzOn(ranges);
            for (double value : evaluate(row, points)) {
                assertThat(!inside || Double.isFinite(value)).as("finite on %s", ranges).isTrue();
                if (Double.isFinite(value)) {
                    double slack = 1e-12 * Math.max(1, Math.abs(value));
                    assertThat(value)
                            .as("on %s", ranges)
                            .isBetween(claimed.lower() - slack, claimed.upper() + slack);
                }
            }
        }
    }

    private static double[] evaluate(Case row, List<double[]> points) {
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("points", POINTS);
        List<Value> arguments =
                points.stream()
                        .map(x -> Value.scalar(sketch.input("x", new Tensor(List.of(n), x))))
                        .toList();
        Variable result = row.function().lowering().lower(context(sketch), arguments).variable();
        return Interpreter.run(sketch.program(result), sketch.inputs).get(result).values();
    }

    private static BuiltIn.Context context(Sketch sketch) {
        return new BuiltIn.Context() {
            @Override
            public org.pathwise.compiler.array.Builder builder() {
                return sketch.builder;
            }

            @Override
            public Axis fresh(org.pathwise.compiler.type.Dimension dimension) {
                return sketch.axis(dimension.toString(), dimension.known().orElseThrow());
            }

            @Override
            public Axis freshLike(Axis axis) {
                return sketch.axis(axis.dimension(), axis.extent());
            }
        };
    }

    private static Range range(SplittableRandom random) {
        int low = random.nextInt(ENDS.length);
        int high = random.nextInt(ENDS.length);
        double lower = ENDS[Math.min(low, high)];
        double upper = ENDS[Math.max(low, high)];
        if (lower == upper) {
            return Double.isFinite(lower) ? Range.point(lower) : Range.ANY;
        }
        return new Range(
                lower,
                upper,
                Double.isInfinite(lower) || random.nextBoolean(),
                Double.isInfinite(upper) || random.nextBoolean());
    }

    /** Random points, many near the ends, and the ends that belong to it. */
    private static double[] points(Range range, SplittableRandom random) {
        double low = Math.max(range.lower(), -12);
        double high = Math.min(range.upper(), 12);
        double[] points = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = random.nextDouble();
            share = i % 3 == 0 ? share : i % 3 == 1 ? Math.pow(share, 6) : 1 - Math.pow(share, 6);
            double point = low + (high - low) * share;
            points[i] = range.contains(point) ? point : (low + high) / 2;
        }
        points[0] = range.contains(low) ? low : points[0];
        points[1] = range.contains(high) ? high : points[1];
        return points;
    }

    @Test
    void supportsCarryThrough() {
        assertThat(range("exp", Range.ANY)).isEqualTo(Range.POSITIVE);
        assertThat(range("square", Range.ANY)).isEqualTo(Range.NON_NEGATIVE);
        assertThat(range("-", Range.point(1), Range.UNIT)).isEqualTo(Range.UNIT);
        assertThat(range(".*", Range.POSITIVE, Range.POSITIVE)).isEqualTo(Range.POSITIVE);
        assertThat(range("*", Range.UNIT, Range.UNIT).isPositive()).isTrue();
        assertThat(range("/", Range.POSITIVE, Range.POSITIVE)).isEqualTo(Range.POSITIVE);
        assertThat(range("+", Range.POSITIVE, Range.NON_NEGATIVE)).isEqualTo(Range.POSITIVE);
        assertThat(range("inv_logit", Range.ANY)).isEqualTo(Range.UNIT);
        assertThat(range("sqrt", Range.POSITIVE)).isEqualTo(Range.POSITIVE);
        assertThat(range("^", Range.POSITIVE, Range.ANY)).isEqualTo(Range.POSITIVE);
        assertThat(range("max", Range.ANY, Range.point(0.1)))
                .isEqualTo(new Range(0.1, Double.POSITIVE_INFINITY, false, true));
        assertThat(range("clamp", Range.ANY, Range.point(0.2), Range.point(0.8)))
                .isEqualTo(Range.closed(0.2, 0.8));
        assertThat(range("sum", Range.POSITIVE)).isEqualTo(Range.POSITIVE);
        assertThat(range("log1p_exp", Range.ANY)).isEqualTo(Range.POSITIVE);
        assertThat(range("exp", Range.closed(-2000, 0)).isPositive()).isTrue();
    }

    @Test
    void singularitiesAreKnown() {
        assertThat(lipschitz("log", Range.POSITIVE)).isTrue();
        assertThat(lipschitz("log", Range.NON_NEGATIVE)).isFalse();
        assertThat(lipschitz("sqrt", Range.POSITIVE)).isTrue();
        assertThat(lipschitz("sqrt", Range.NON_NEGATIVE)).isFalse();
        assertThat(lipschitz("/", Range.ANY, Range.POSITIVE)).isTrue();
        assertThat(lipschitz("/", Range.ANY, Range.ANY)).isFalse();
        assertThat(lipschitz("logit", Range.UNIT)).isTrue();
        assertThat(lipschitz("logit", Range.closed(0, 1))).isFalse();
        assertThat(lipschitz("^", Range.ANY, Range.point(2))).isTrue();
        assertThat(lipschitz("^", Range.ANY, Range.point(-1))).isFalse();
        assertThat(lipschitz("^", Range.NON_NEGATIVE, Range.point(0.5))).isFalse();
        assertThat(lipschitz("abs", Range.ANY)).isTrue();
        assertThat(lipschitz("round", Range.ANY)).isFalse();
        assertThat(lipschitz("round", Range.open(0.6, 0.9))).isTrue();
        assertThat(lipschitz(">", Range.ANY, Range.point(0))).isFalse();
        assertThat(lipschitz(">", Range.POSITIVE, Range.point(0))).isTrue();
        assertThat(lipschitz("step", Range.ANY)).isFalse();
    }

    private static Range range(String name, Range... arguments) {
        return Catalogue.function(name).orElseThrow().range().range(List.of(arguments));
    }

    private static boolean lipschitz(String name, Range... arguments) {
        return Catalogue.function(name).orElseThrow().isLipschitzOn(List.of(arguments));
    }
}
