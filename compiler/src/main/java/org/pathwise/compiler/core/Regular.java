package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Map;

/** Which square matrices certainly have an inverse. */
public final class Regular {
    /** Covariance functions, with the number of their arguments for one set of inputs. */
    private static final Map<String, Integer> COVARIANCE_FUNCTIONS =
            Map.of("gp_exp_quad", 3, "gp_matern32", 3, "gp_matern52", 3, "gp_periodic", 4);

    private final Ranges ranges;

    public Regular(Ranges ranges) {
        this.ranges = ranges;
    }

    /** Whether the matrix, or each of several, certainly has an inverse. */
    public boolean is(Expr matrix) {
        return isTriangular(matrix) || isDefinite(matrix);
    }

    /** A triangular matrix with a positive diagonal. */
    private boolean isTriangular(Expr matrix) {
        return switch (matrix) {
            case Expr.Apply apply ->
                    switch (apply.function().name()) {
                        case "cholesky" -> true;
                        case "'" -> isTriangular(apply.arguments().getFirst());
                        default -> false;
                    };
            default ->
                    has(
                            matrix,
                            Support.Structured.CHOLESKY_CORRELATION,
                            Support.Structured.CHOLESKY_COVARIANCE);
        };
    }

    private boolean isDefinite(Expr matrix) {
        if (matrix instanceof Expr.Apply(var function, List<Expr> x, _, _)) {
            Expr first = x.getFirst();
            Expr last = x.getLast();
            return switch (function.name()) {
                case "+" ->
                        isDefinite(first) && isSemidefinite(last)
                                || isSemidefinite(first) && isDefinite(last);
                case "*", ".*" ->
                        isPositiveNumber(first) && isDefinite(last)
                                || isPositiveNumber(last) && isDefinite(first)
                                || isGram(first, last) && isTriangular(first);
                case "add_diag" -> isSemidefinite(first) && ranges.of(last).isPositive();
                case "diag_matrix" -> ranges.of(first).isPositive();
                case "inverse" -> isDefinite(first);
                case "'" -> isDefinite(first);
                default -> false;
            };
        }
        return has(matrix, Support.Structured.CORRELATION, Support.Structured.COVARIANCE);
    }

    private boolean isSemidefinite(Expr matrix) {
        if (isDefinite(matrix)) {
            return true;
        }
        return matrix instanceof Expr.Apply(var function, List<Expr> x, _, _)
                && (COVARIANCE_FUNCTIONS.getOrDefault(function.name(), 0) == x.size()
                        || function.name().equals("*") && isGram(x.getFirst(), x.getLast())
                        || function.name().equals("outer")
                                && Exprs.same(x.getFirst(), x.getLast()));
    }

    private boolean isPositiveNumber(Expr expr) {
        return expr.type().isScalar() && ranges.of(expr).isPositive();
    }

    /** {@code A * A'} or {@code A' * A}. */
    private static boolean isGram(Expr a, Expr b) {
        return isTransposed(a, b) || isTransposed(b, a);
    }

    private static boolean isTransposed(Expr a, Expr b) {
        return a.type().rank() == 2
                && b instanceof Expr.Apply transpose
                && transpose.function().name().equals("'")
                && Exprs.same(transpose.arguments().getFirst(), a);
    }

    /** Whether a symbol, or one of several matrices of a symbol, has one of two supports. */
    private boolean has(Expr matrix, Support either, Support or) {
        Expr base =
                matrix instanceof Expr.Index index
                                && index.subscripts().size() <= index.base().type().rank() - 2
                        ? index.base()
                        : matrix;
        return base instanceof Expr.Reference reference
                && ranges.supportOf(reference.symbol())
                        .filter(support -> support.equals(either) || support.equals(or))
                        .isPresent();
    }
}
