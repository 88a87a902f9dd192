package org.pathwise.compiler.lower;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An index that is a constant, or a loop's variable and a constant.
 *
 * @param loop empty for a constant
 */
record Affine(Optional<Loop> loop, int offset) {

    /** Reads an index expression, where it is of this form. */
    static Optional<Affine> of(Expr expr, Map<String, Integer> sizes) {
        return switch (expr) {
            case Expr.LoopIndex(Loop loop, _, _) -> Optional.of(new Affine(Optional.of(loop), 0));
            case Expr.Apply apply
                    when apply.function().name().equals("+") && apply.arguments().size() == 2 ->
                    of(apply.arguments().get(0), sizes)
                            .flatMap(
                                    left ->
                                            of(apply.arguments().get(1), sizes)
                                                    .flatMap(left::plus));
            case Expr.Apply apply
                    when apply.function().name().equals("-") && apply.arguments().size() == 2 ->
                    of(apply.arguments().get(0), sizes)
                            .flatMap(
                                    left ->
                                            integer(apply.arguments().get(1), sizes).stream()
                                                    .mapToObj(
                                                            right ->
                                                                    new Affine(
                                                                            left.loop(),
                                                                            left.offset() - right))
                                                    .findFirst());
            default -> {
                OptionalInt number = integer(expr, sizes);
                yield number.isPresent()
                        ? Optional.of(new Affine(Optional.empty(), number.getAsInt()))
                        : Optional.empty();
            }
        };
    }

    private static OptionalInt integer(Expr expr, Map<String, Integer> sizes) {
        return switch (expr) {
            case Expr.Literal(double value, _, _) when value == Math.rint(value) ->
                    OptionalInt.of((int) value);
            case Expr.Size(var dimension, _, _) -> OptionalInt.of(dimension.evaluate(sizes));
            default -> OptionalInt.empty();
        };
    }

    private Optional<Affine> plus(Affine other) {
        if (loop.isPresent() && other.loop.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Affine(loop.isPresent() ? loop : other.loop, offset + other.offset));
    }
}
