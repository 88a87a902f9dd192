package org.pathwise.compiler.type;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The extent of an axis before data is bound: a linear form in named sizes, such as {@code N},
 * {@code 3}, {@code T-1} or {@code 2*K+1}. Two dimensions are the same when their linear forms are.
 *
 * @param coefficients the factor of each name, none of them 0
 */
public record Dimension(Map<String, Integer> coefficients, int constant) {
    public Dimension {
        TreeMap<String, Integer> sorted = new TreeMap<>(coefficients);
        sorted.values().removeIf(factor -> factor == 0);
        coefficients = java.util.Collections.unmodifiableMap(sorted);
    }

    public static Dimension of(String name) {
        return new Dimension(Map.of(name, 1), 0);
    }

    public static Dimension of(int constant) {
        return new Dimension(Map.of(), constant);
    }

    public Dimension plus(Dimension other) {
        TreeMap<String, Integer> sum = new TreeMap<>(coefficients);
        other.coefficients.forEach((name, factor) -> sum.merge(name, factor, Integer::sum));
        return new Dimension(sum, constant + other.constant);
    }

    public Dimension plus(int addend) {
        return new Dimension(coefficients, constant + addend);
    }

    public Dimension minus(Dimension other) {
        return plus(other.times(-1));
    }

    public Dimension times(int factor) {
        TreeMap<String, Integer> product = new TreeMap<>();
        coefficients.forEach((name, coefficient) -> product.put(name, coefficient * factor));
        return new Dimension(product, constant * factor);
    }

    /** The number, where the dimension has no names. */
    public OptionalInt known() {
        return coefficients.isEmpty() ? OptionalInt.of(constant) : OptionalInt.empty();
    }

    /** The only name, where the dimension is nothing but that. */
    public Optional<String> name() {
        return constant == 0 && coefficients.size() == 1 && coefficients.containsValue(1)
                ? Optional.of(coefficients.keySet().iterator().next())
                : Optional.empty();
    }

    /**
     * The extent, once sizes are known.
     *
     * @throws IllegalArgumentException if a name has no size
     */
    public int evaluate(Map<String, Integer> sizes) {
        int extent = constant;
        for (Map.Entry<String, Integer> term : coefficients.entrySet()) {
            Integer size = sizes.get(term.getKey());
            if (size == null) {
                throw new IllegalArgumentException("no size for " + term.getKey());
            }
            extent += term.getValue() * size;
        }
        return extent;
    }

    /** As a user writes it: {@code T-1}. */
    @Override
    public String toString() {
        if (coefficients.isEmpty()) {
            return Integer.toString(constant);
        }
        String names =
                coefficients.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(
                                term ->
                                        switch (term.getValue()) {
                                            case 1 -> "+" + term.getKey();
                                            case -1 -> "-" + term.getKey();
                                            default ->
                                                    (term.getValue() > 0 ? "+" : "")
                                                            + term.getValue()
                                                            + "*"
                                                            + term.getKey();
                                        })
                        .collect(Collectors.joining());
        String text = names.startsWith("+") ? names.substring(1) : names;
        return constant == 0 ? text : text + (constant > 0 ? "+" : "") + constant;
    }
}
