package org.pathwise.compiler.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A polynomial in atoms, which are known by their text.
 *
 * @param terms the coefficient of each product of atoms; a product is its atoms in order, each as
 *     often as its power, and the empty product belongs to the constant
 */
record Polynomial(Map<List<String>, Double> terms) {
    private static final double ROUNDING = 1e-12;

    Polynomial {
        TreeMap<List<String>, Double> present =
                new TreeMap<>(
                        java.util.Comparator.<List<String>>comparingInt(List::size)
                                .thenComparing(Object::toString));
        present.putAll(terms);
        present.values().removeIf(coefficient -> coefficient == 0);
        terms = Collections.unmodifiableMap(present);
    }

    static Polynomial constant(double value) {
        return new Polynomial(Map.of(List.of(), value));
    }

    static Polynomial atom(String text) {
        return new Polynomial(Map.of(List.of(text), 1.0));
    }

    Polynomial plus(Polynomial other) {
        Map<List<String>, Double> sum = new java.util.HashMap<>(terms);
        other.terms.forEach((product, coefficient) -> sum.merge(product, coefficient, Double::sum));
        return new Polynomial(sum);
    }

    Polynomial minus(Polynomial other) {
        return plus(other.times(constant(-1)));
    }

    Polynomial times(Polynomial other) {
        Map<List<String>, Double> products = new java.util.HashMap<>();
        terms.forEach(
                (a, x) ->
                        other.terms.forEach(
                                (b, y) -> {
                                    List<String> both = new ArrayList<>(a);
                                    both.addAll(b);
                                    Collections.sort(both);
                                    products.merge(both, x * y, Double::sum);
                                }));
        return new Polynomial(products);
    }

    /** The number, where there are no atoms. */
    OptionalDouble number() {
        if (terms.isEmpty()) {
            return OptionalDouble.of(0);
        }
        Double constant = terms.get(List.of());
        return terms.size() == 1 && constant != null
                ? OptionalDouble.of(constant)
                : OptionalDouble.empty();
    }

    /** Whether it is 0 for all values of the atoms, up to the rounding of coefficients. */
    boolean isZero() {
        return terms.values().stream().allMatch(coefficient -> Math.abs(coefficient) <= ROUNDING);
    }

    /** One of the given atoms that stands only alone, and so can be solved for. */
    Optional<String> solvable(Collection<String> leaves) {
        return leaves.stream()
                .filter(leaf -> terms.containsKey(List.of(leaf)))
                .filter(
                        leaf ->
                                terms.keySet().stream()
                                        .filter(product -> !product.equals(List.of(leaf)))
                                        .flatMap(List::stream)
                                        .noneMatch(atom -> atom.contains(leaf)))
                .findFirst();
    }

    /** What a {@link #solvable} atom is where the polynomial is 0. */
    Polynomial solveFor(String leaf) {
        double factor = terms.getOrDefault(List.of(leaf), 0.0);
        return minus(atom(leaf).times(constant(factor))).times(constant(-1 / factor));
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
