package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An integer expression as a linear form in loop variables and sizes, such as {@code t - 1} or
 * {@code 2*k + N}: what index arithmetic is decided on.
 *
 * @param loops the factor of each loop's variable, none of them 0
 */
public record Linear(Map<Loop, Integer> loops, Dimension rest) {
    public Linear {
        Map<Loop, Integer> present = new HashMap<>(loops);
        present.values().removeIf(factor -> factor == 0);
        loops = Map.copyOf(present);
    }

    /**
     * The linear form of an integer scalar, where it has one. Scalars of integer data count as
     * sizes of their name.
     */
    public static Optional<Linear> of(Expr expr) {
        if (!expr.type().isScalar() || expr.type().element() != Element.INT) {
            return Optional.empty();
        }
        return switch (expr) {
            case Expr.Literal literal -> Optional.of(of(Dimension.of((int) literal.value())));
            case Expr.Size size -> Optional.of(of(size.dimension()));
            case Expr.LoopIndex index ->
                    Optional.of(new Linear(Map.of(index.loop(), 1), Dimension.of(0)));
            case Expr.Reference reference ->
                    reference.symbol().kind() == Symbol.Kind.DATA
                            ? Optional.of(of(Dimension.of(reference.symbol().name())))
                            : Optional.empty();
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Conditional _,
                    Expr.Index _,
                    Expr.Comprehension _,
                    Expr.ArrayLiteral _,
                    Expr.LogDensity _ ->
                    Optional.empty();
        };
    }

    /** A form without loop variables. */
    public static Linear of(Dimension dimension) {
        return new Linear(Map.of(), dimension);
    }

    private static Optional<Linear> ofApply(Expr.Apply apply) {
        Optional<Linear> first = of(apply.arguments().getFirst());
        Optional<Linear> last = of(apply.arguments().getLast());
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        Linear a = first.get();
        Linear b = last.get();
        return switch (apply.function().name()) {
            case "+" -> Optional.of(a.plus(b));
            case "-" -> Optional.of(a.plus(b.times(-1)));
            case "neg" -> Optional.of(a.times(-1));
            case "*", ".*" ->
                    a.isNumber()
                            ? Optional.of(b.times(a.rest.constant()))
                            : b.isNumber()
                                    ? Optional.of(a.times(b.rest.constant()))
                                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    public Linear plus(Linear other) {
        Map<Loop, Integer> sum = new HashMap<>(loops);
        other.loops.forEach((loop, factor) -> sum.merge(loop, factor, Integer::sum));
        return new Linear(sum, rest.plus(other.rest));
    }

    public Linear times(int factor) {
        Map<Loop, Integer> product = new HashMap<>();
        loops.forEach((loop, coefficient) -> product.put(loop, coefficient * factor));
        return new Linear(product, rest.times(factor));
    }

    private boolean isNumber() {
        return loops.isEmpty() && rest.known().isPresent();
    }

    /** The form, where no loop variable is in it. */
    public Optional<Dimension> dimension() {
        return loops.isEmpty() ? Optional.of(rest) : Optional.empty();
    }

    /** The loop, where the form is its variable plus a number. */
    public Optional<Loop> shiftedLoop() {
        return loops.size() == 1 && loops.containsValue(1) && rest.known().isPresent()
                ? Optional.of(loops.keySet().iterator().next())
                : Optional.empty();
    }

    /** The number behind the loop variables: -1 in {@code t - 1}. */
    public int shift() {
        return rest.constant();
    }

    /** The smallest value over all iterations. */
    public Dimension smallest() {
        return extreme(true);
    }

    /** The greatest value over all iterations. */
    public Dimension greatest() {
        return extreme(false);
    }

    private Dimension extreme(boolean smallest) {
        Dimension result = rest;
        for (Map.Entry<Loop, Integer> term : loops.entrySet()) {
            boolean low = smallest == term.getValue() > 0;
            Loop loop = term.getKey();
            result = result.plus((low ? loop.lower() : loop.upper()).times(term.getValue()));
        }
        return result;
    }

    /**
     * Whether {@code a <= b} for all sizes that are large enough: {@code 3 <= N} may be, {@code M
     * <= N} and {@code N + 1 <= N} cannot be counted on; a multiple such as {@code 10*N + 1 <= S}
     * is meant as it is written. What only may be is checked when sizes are known.
     */
    public static boolean mayBeAtMost(Dimension a, Dimension b) {
        Dimension difference = b.minus(a);
        boolean grows = difference.coefficients().values().stream().allMatch(factor -> factor > 0);
        boolean multiple =
                Stream.of(a, b)
                        .flatMap(dimension -> dimension.coefficients().values().stream())
                        .anyMatch(factor -> Math.abs(factor) > 1);
        boolean several = difference.coefficients().size() > 1;
        return multiple && several
                || grows && (!difference.coefficients().isEmpty() || difference.constant() >= 0);
    }

    /** Whether {@code a <= b} for all sizes of at least 1. */
    public static boolean provablyAtMost(Dimension a, Dimension b) {
        Dimension difference = b.minus(a);
        int least = difference.constant();
        for (int factor : difference.coefficients().values()) {
            if (factor < 0) {
                return false;
            }
            least += factor;
        }
        return least >= 0;
    }
}
