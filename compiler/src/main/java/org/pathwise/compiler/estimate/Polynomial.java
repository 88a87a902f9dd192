package org.pathwise.compiler.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A polynomial in atoms, which are known by their text.
 *
 * @param terms the coefficient of each product of atoms; a product is its atoms in order, each as
 *     often as its power, and the empty product belongs to the constant
 */
record Polynomial(Map<List<String>, Double> terms) {
    private static final double ROUNDING = 1e-12;
    private static final int MOST_STEPS = 1000;

    Polynomial {
        TreeMap<List<String>, Double> present = new TreeMap<>(Polynomial::compare);
        present.putAll(terms);
        present.values().removeIf(coefficient -> coefficient == 0);
        terms = Collections.unmodifiableMap(present);
    }

    /**
     * By degree, then by the atoms in order: an order that multiplication keeps, as division needs.
     */
    private static int compare(List<String> a, List<String> b) {
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
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

    /** The atoms in it. */
    Set<String> atoms() {
        return terms.keySet().stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What division by another polynomial leaves: 0 exactly where this one is a multiple of it, and
     * so vanishes wherever that one does.
     */
    Polynomial remainder(Polynomial divisor) {
        Polynomial rest = new Polynomial(Map.of());
        Polynomial open = this;
        List<String> leading = last(divisor);
        double factor = Objects.requireNonNull(divisor.terms.get(leading));
        for (int step = 0; step < MOST_STEPS && !open.terms.isEmpty(); step++) {
            List<String> highest = last(open);
            double coefficient = Objects.requireNonNull(open.terms.get(highest));
            Polynomial term = new Polynomial(Map.of(highest, coefficient));
            Optional<List<String>> quotient = quotient(highest, leading);
            if (quotient.isPresent()) {
                Polynomial times = new Polynomial(Map.of(quotient.get(), coefficient / factor));
                // the leading terms cancel exactly, not only up to rounding
                open = open.minus(term).minus(divisor.without(leading).times(times));
            } else {
                rest = rest.plus(term);
                open = open.minus(term);
            }
        }
        return rest.plus(open);
    }

    private Polynomial without(List<String> product) {
        Map<List<String>, Double> others = new java.util.HashMap<>(terms);
        others.remove(product);
        return new Polynomial(others);
    }

    private static List<String> last(Polynomial polynomial) {
        List<List<String>> products = new ArrayList<>(polynomial.terms.keySet());
        return products.getLast();
    }

    /** The product that times the divisor gives the dividend, if there is one. */
    private static Optional<List<String>> quotient(List<String> dividend, List<String> divisor) {
        List<String> left = new ArrayList<>(dividend);
        for (String atom : divisor) {
            if (!left.remove(atom)) {
                return Optional.empty();
            }
        }
        return Optional.of(left);
    }

    /**
     * The numbers at which a polynomial of degree 2 in one atom is 0; empty where it is of another
     * form.
     */
    Optional<List<Double>> roots(String atom) {
        List<String> square = List.of(atom, atom);
        if (!terms.containsKey(square)
                || !Set.of(square, List.of(atom), List.of()).containsAll(terms.keySet())) {
            return Optional.empty();
        }
        double a = Objects.requireNonNull(terms.get(square));
        double half = terms.getOrDefault(List.of(atom), 0.0) / (2 * a);
        double discriminant = half * half - terms.getOrDefault(List.<String>of(), 0.0) / a;
        if (discriminant < 0) {
            return Optional.of(List.of());
        }
        double root = Math.sqrt(discriminant);
        return Optional.of(List.of(-half - root, -half + root));
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
