package org.pathwise.compiler.catalogue;

/**
 * An end of an interval that a {@link Chain} moves along: an infinity, or a formula of the
 * parameters. Numbers are worked out.
 */
sealed interface End {
    End INFINITY = new Infinite(true);
    End MINUS_INFINITY = new Infinite(false);

    record Infinite(boolean positive) implements End {}

    record Finite(Term term) implements End {}

    static End of(double value) {
        return Double.isInfinite(value) ? new Infinite(value > 0) : new Finite(number(value));
    }

    private static Term number(double value) {
        return new Term.Constant(value + 0.0);
    }

    default End plus(Term by) {
        if (!(this instanceof Finite(Term term)) || by.is(0)) {
            return this;
        }
        if (term instanceof Term.Constant(double x) && by instanceof Term.Constant(double y)) {
            return of(x + y);
        }
        if (term.is(0)) {
            return new Finite(by);
        }
        return by instanceof Term.Apply minus && minus.is("neg")
                ? new Finite(Term.of("-", term, minus.arguments().getFirst()))
                : new Finite(Term.of("+", term, by));
    }

    default End times(Term by, boolean negative) {
        return switch (this) {
            case Infinite(boolean positive) -> new Infinite(positive != negative);
            case Finite(Term term) -> {
                if (term.is(0)) {
                    yield this;
                }
                if (term instanceof Term.Constant(double x)
                        && by instanceof Term.Constant(double y)) {
                    yield of(x * y);
                }
                if (by.is(-1)) {
                    yield new Finite(term.negated());
                }
                if (term.is(-1)) {
                    yield new Finite(by.negated());
                }
                yield new Finite(term.is(1) ? by : Term.of(".*", term, by));
            }
        };
    }

    /** Of an end of positive numbers, or of negative ones whose power is negative. */
    default End power(Term exponent, boolean falling) {
        return switch (this) {
            case Infinite _ -> falling ? of(0) : this;
            case Finite(Term term) -> {
                if (term.is(0)) {
                    yield falling ? INFINITY : this;
                }
                if (term.is(1)) {
                    yield this;
                }
                yield term instanceof Term.Constant(double x)
                                && exponent instanceof Term.Constant(double p)
                        ? of(Math.copySign(Math.pow(Math.abs(x), p), x))
                        : new Finite(Term.of("^", term, exponent));
            }
        };
    }
}
