package org.pathwise.compiler;

import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.Place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Small data that fits a script's declarations: reals between 0 and 1 (inside most supports), plain
 * integers 1 (a count, a binary outcome and an index at once), bounded ones anywhere in their
 * range.
 */
final class SyntheticData {
    private static final Place PLACE = new Place("synthetic", 1, 1);

    private final Map<String, Integer> sizes = new LinkedHashMap<>();
    private final Random random = new Random(7);

    private SyntheticData(CoreProgram core) {
        int next = 0;
        for (String name : new TreeSet<>(core.sizes())) {
            sizes.put(name, 4 + next++ % 3);
        }
        for (Constant constant : core.constants()) {
            if (constant.integer()) {
                sizes.put(constant.name(), (int) constant.value());
            }
        }
    }

    static DataSet of(CoreProgram core) {
        SyntheticData synthetic = new SyntheticData(core);
        Map<String, DataValue> values = new LinkedHashMap<>();
        for (DataInput input : core.data()) {
            values.put(input.symbol().name(), synthetic.value(input));
        }
        synthetic.sizes.forEach(
                (name, size) -> {
                    boolean constant =
                            core.constants().stream().anyMatch(c -> c.name().equals(name));
                    if (!values.containsKey(name) && !constant) {
                        values.put(name, DataValue.scalar(name, size, true, PLACE));
                    }
                });
        return new DataSet(values, List.of());
    }

    private DataValue value(DataInput input) {
        String name = input.symbol().name();
        List<Integer> shape =
                input.symbol().type().shape().stream()
                        .map(dimension -> dimension.evaluate(sizes))
                        .toList();
        int size = shape.stream().reduce(1, Math::multiplyExact);
        int last = shape.isEmpty() ? 1 : shape.getLast();
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] =
                    sizes.containsKey(name) && shape.isEmpty()
                            ? sizes.get(name)
                            : element(input, i, last);
        }
        boolean integer = input.symbol().type().element() != Element.REAL;
        return new DataValue(
                name,
                new ArrayList<>(shape),
                values,
                integer,
                List.of(),
                Optional.empty(),
                PLACE,
                _ -> PLACE);
    }

    private double element(DataInput input, int position, int last) {
        int column = position % last;
        int row = position / last % last;
        return switch (input.support()) {
            case Support.Interval(Bound lower, Bound upper) -> {
                double low = bound(lower, input, 0);
                double high = bound(upper, input, low + 1);
                yield low + (high - low) * (0.1 + 0.8 * random.nextDouble());
            }
            case Support.Integers(Bound lower, Bound upper) -> {
                int low = (int) bound(lower, input, 1);
                yield low + random.nextInt((int) bound(upper, input, low) - low + 1);
            }
            case Support.Structured structured ->
                    switch (structured) {
                        case SIMPLEX -> 1.0 / last;
                        case UNIT_VECTOR -> 1 / Math.sqrt(last);
                        case ORDERED, POSITIVE_ORDERED -> column + 1.0;
                        case REAL_VECTOR, POSITIVE_VECTOR -> 0.5;
                        case COUNTS -> 1 + column;
                        case CORRELATION, COVARIANCE -> row == column ? 1 : 0.3;
                        case CHOLESKY_CORRELATION, CHOLESKY_COVARIANCE -> row == column ? 1 : 0;
                    };
        };
    }

    private double bound(Bound bound, DataInput input, double otherwise) {
        return switch (bound) {
            case Bound.Extent _ -> otherwise;
            case Bound.Constant(double value) -> Double.isInfinite(value) ? otherwise : value;
            case Bound.Computed(int index, _) -> {
                Expr expr = input.bounds().get(index);
                yield switch (expr) {
                    case Expr.Size(Dimension dimension, _, _) -> dimension.evaluate(sizes);
                    case Expr.Literal(double value, _, _) -> value;
                    default -> otherwise;
                };
            }
        };
    }
}
