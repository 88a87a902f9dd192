package org.pathwise.compiler.missing;

import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers in the places of missing values. Nothing that counts reads them, but programs compute
 * with whole arrays, and a NaN times the zero of a gradient that does not count would be a NaN.
 */
final class Placeholders {
    private Placeholders() {}

    static BoundData in(CoreProgram core, BoundData data) {
        Map<String, double[]> values = new HashMap<>(data.values());
        for (DataInput input : core.data()) {
            String name = input.symbol().name();
            if (data.incomplete().containsKey(name)) {
                double[] held = Objects.requireNonNull(values.get(name)).clone();
                double placeholder = placeholder(input.support(), held);
                for (int i = 0; i < held.length; i++) {
                    held[i] = Double.isNaN(held[i]) ? placeholder : held[i];
                }
                values.put(name, held);
            }
        }
        return new BoundData(data.sizes(), values, data.incomplete());
    }

    /** A value that is there, or else one that the declared type allows. */
    private static double placeholder(Support support, double[] values) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .findFirst()
                .orElseGet(() -> allowed(support));
    }

    private static double allowed(Support support) {
        return switch (support) {
            case Support.Integers(Bound.Constant(double lower), Bound _)
                    when Double.isFinite(lower) ->
                    lower;
            case Support.Integers _, Support.Structured _ -> 1;
            case Support.Interval _ -> ElementSupport.of(support, List.of()).orElseThrow().inside();
        };
    }
}
