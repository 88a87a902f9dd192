package org.pathwise.compiler.catalogue;

import java.util.List;
import java.util.Optional;

/** A term as {@code offset + slope * inner}, where inner alone holds the noise. */
record Affine(Term slope, Term offset, Term inner) {
    private static final Term ZERO = new Term.Constant(0);

    /** With the smallest inner term; at worst the term itself. */
    static Affine of(Term term) {
        Affine itself = new Affine(Term.ONE, ZERO, term);
        if (!(term instanceof Term.Apply apply)) {
            return itself;
        }
        List<Term> arguments = apply.arguments();
        return switch (apply.function().name()) {
            case "neg" -> of(arguments.getFirst()).negated();
            case "+" -> sum(itself, arguments.get(0), arguments.get(1), false);
            case "-" -> sum(itself, arguments.get(0), arguments.get(1), true);
            case ".*", "*" -> {
                Term left = arguments.get(0);
                Term right = arguments.get(1);
                if (left.isRandom() == right.isRandom() || !isElementwise(apply)) {
                    yield itself;
                }
                yield left.isRandom() ? of(left).times(right) : of(right).times(left);
            }
            case "/", "./" ->
                    arguments.get(1).isRandom()
                            ? itself
                            : of(arguments.get(0)).times(arguments.get(1).reciprocal());
            default -> itself;
        };
    }

    private static boolean isElementwise(Term.Apply product) {
        return product.is(".*");
    }

    private static Affine sum(Affine itself, Term left, Term right, boolean minus) {
        if (!left.isRandom()) {
            Affine a = minus ? of(right).negated() : of(right);
            return new Affine(a.slope, plus(left, a.offset), a.inner);
        }
        Affine a = of(left);
        if (!right.isRandom()) {
            return new Affine(a.slope, plus(a.offset, minus ? right.negated() : right), a.inner);
        }
        Affine b = minus ? of(right).negated() : of(right);
        return a.inner.equals(b.inner)
                ? new Affine(plus(a.slope, b.slope), plus(a.offset, b.offset), a.inner)
                : itself;
    }

    private Affine negated() {
        return new Affine(slope.negated(), offset.negated(), inner);
    }

    private Affine times(Term factor) {
        return new Affine(product(slope, factor), product(offset, factor), inner);
    }

    private static Term plus(Term a, Term b) {
        if (a instanceof Term.Constant(double x) && b instanceof Term.Constant(double y)) {
            return new Term.Constant(x + y);
        }
        return a.is(0) ? b : b.is(0) ? a : Term.of("+", a, b);
    }

    private static Term product(Term a, Term b) {
        if (a instanceof Term.Constant(double x) && b instanceof Term.Constant(double y)) {
            return new Term.Constant(x * y);
        }
        if (a.is(0) || b.is(0)) {
            return ZERO;
        }
        return a.is(1) ? b : b.is(1) ? a : Term.of(".*", a, b);
    }

    /** What a term is the logarithm of. */
    static Optional<Term> ofLog(Term term) {
        if (!(term instanceof Term.Apply apply)) {
            return Optional.empty();
        }
        Term x = apply.arguments().getFirst();
        return switch (apply.function().name()) {
            case "log" -> Optional.of(x);
            case "log1p" -> Optional.of(Term.of("+", Term.ONE, x));
            case "log1m" -> Optional.of(Term.of("-", Term.ONE, x));
            default -> Optional.empty();
        };
    }
}
