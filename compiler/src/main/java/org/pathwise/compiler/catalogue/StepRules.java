package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.catalogue.Refusal.Kind;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Which steps each function of the language comes to when the noise is in one of its arguments, and
 * what must be known of the others.
 */
final class StepRules {
    private static final double HALF_PI = Math.PI / 2;

    private final ChainFinder chain;

    StepRules(ChainFinder chain) {
        this.chain = chain;
    }

    /** Adds the steps of a call whose argument at a position is the noise's; false if refused. */
    boolean add(Term.Apply call, int position) {
        Term other = call.arguments().size() == 2 ? call.arguments().get(1 - position) : call;
        boolean first = position == 0;
        return switch (call.function().name()) {
            case "+" -> shift(other);
            case "-" -> first ? chain.add(new Step.Shift(other, true)) : minus() && shift(other);
            case "neg" -> minus();
            case ".*" -> scale(call, other);
            case "*" -> product(call, other, first);
            case "/", "./" ->
                    first
                            ? divide(call, other)
                            : power(call, new Term.Constant(-1)) && scale(call, other);
            case "^", "pow" -> first ? power(call, other) : exponential(call, other);
            case "square" -> power(call, new Term.Constant(2));
            case "sqrt" -> power(call, new Term.Constant(0.5));
            case "inv" -> power(call, new Term.Constant(-1));
            case "abs" -> absolute(call);
            case "exp" -> chain.add(NamedStep.EXP);
            case "expm1" -> chain.add(NamedStep.EXP, new Step.Shift(Term.ONE, true));
            case "log" -> logarithm(call);
            case "log2" -> logarithm(call) && over(Math.log(2));
            case "log10" -> logarithm(call) && over(Math.log(10));
            case "log1p" -> shift(Term.ONE) && logarithm(call);
            case "log1m" -> minus() && shift(Term.ONE) && logarithm(call);
            case "log1p_exp" ->
                    chain.add(NamedStep.EXP, new Step.Shift(Term.ONE, false), NamedStep.LOG);
            case "log1m_exp" ->
                    chain.add(NamedStep.EXP, new Step.Negate(), new Step.Shift(Term.ONE, false))
                            && logarithm(call);
            case "log_inv_logit" -> chain.add(NamedStep.INV_LOGIT, NamedStep.LOG);
            case "log_Phi" -> chain.add(NamedStep.PHI, NamedStep.LOG);
            case "inv_logit" -> chain.add(NamedStep.INV_LOGIT);
            case "logit" -> named(call, NamedStep.LOGIT);
            case "Phi" -> chain.add(NamedStep.PHI);
            case "inv_Phi" -> named(call, NamedStep.INV_PHI);
            case "erf" ->
                    times(Math.sqrt(2))
                            && chain.add(NamedStep.PHI)
                            && times(2)
                            && chain.add(new Step.Shift(Term.ONE, true));
            case "erfc" -> times(Math.sqrt(2)) && minus() && chain.add(NamedStep.PHI) && times(2);
            case "tan" -> named(call, NamedStep.TAN);
            case "atan" -> chain.add(NamedStep.ATAN);
            case "sin" -> named(call, NamedStep.SIN);
            case "cos" ->
                    minus() && shift(new Term.Constant(HALF_PI)) && named(call, NamedStep.SIN);
            case "asin" -> named(call, NamedStep.ASIN);
            case "acos" ->
                    named(call, NamedStep.ASIN) && minus() && shift(new Term.Constant(HALF_PI));
            case "sinh" -> chain.add(NamedStep.SINH);
            case "tanh" -> chain.add(NamedStep.TANH);
            case "cumulative_sum" -> chain.add(new VectorStep.Sums(call.shape().getLast(), false));
            default -> unknown(call);
        };
    }

    private boolean unknown(Term.Apply call) {
        return switch (call.function().smoothness()) {
            case SMOOTH, SINGULAR_AT_EDGE -> chain.refuse(Kind.NO_INVERSE, call);
            case LIPSCHITZ, DISCONTINUOUS -> chain.refuse(Kind.BROKEN, call);
        };
    }

    private boolean shift(Term by) {
        return chain.add(new Step.Shift(by, false));
    }

    private boolean minus() {
        return chain.add(new Step.Negate());
    }

    private boolean times(double factor) {
        return chain.add(new Step.Scale(new Term.Constant(factor), false, false));
    }

    private boolean over(double divisor) {
        return chain.add(new Step.Scale(new Term.Constant(divisor), true, false));
    }

    /** A product with something that is never 0 and of one sign. */
    boolean scale(Term place, Term by) {
        if (by.is(1)) {
            return true;
        }
        if (by.is(-1)) {
            return minus();
        }
        Range range = chain.range(by);
        return range.mayBeZero()
                ? chain.refuse(Kind.SIGN, place, by)
                : chain.add(new Step.Scale(by, false, range.isNegative()));
    }

    private boolean divide(Term place, Term by) {
        Range range = chain.range(by);
        return range.mayBeZero()
                ? chain.refuse(Kind.SIGN, place, by)
                : chain.add(new Step.Scale(by, true, range.isNegative()));
    }

    private boolean product(Term.Apply call, Term matrix, boolean noiseFirst) {
        boolean lower =
                matrix instanceof Term.Parameter parameter
                                && chain.support(parameter)
                                        .filter(StepRules::isLowerTriangular)
                                        .isPresent()
                        || matrix instanceof Term.Apply apply && apply.is("cholesky");
        return lower && !noiseFirst && call.shape().size() == 1
                ? chain.add(new VectorStep.Triangular(matrix, false))
                : chain.refuse(Kind.MATRIX, call, matrix);
    }

    private static boolean isLowerTriangular(Support support) {
        return support == Support.Structured.CHOLESKY_COVARIANCE
                || support == Support.Structured.CHOLESKY_CORRELATION;
    }

    /** The noise's power. */
    boolean power(Term place, Term exponent) {
        Range base = chain.here();
        Range range = chain.range(exponent);
        if (exponent.is(0)) {
            return chain.refuse(Kind.CONSTANT, place);
        }
        if (exponent.is(1)) {
            return true;
        }
        if (base.lower() >= 0) {
            return range.mayBeZero()
                    ? chain.refuse(Kind.SIGN, place, exponent)
                    : chain.add(new Step.Power(exponent, false, range.isNegative(), false));
        }
        boolean whole = exponent instanceof Term.Constant(double p) && p == Math.rint(p);
        if (!whole) {
            return chain.refuse(Kind.DOMAIN, place);
        }
        boolean even = ((Term.Constant) exponent).value() % 2 == 0;
        if (base.upper() <= 0) {
            return even
                    ? minus()
                            && chain.add(new Step.Power(exponent, false, range.isNegative(), false))
                    : chain.add(new Step.Power(exponent, false, range.isNegative(), true));
        }
        if (range.isNegative()) {
            return chain.refuse(Kind.DOMAIN, place);
        }
        return chain.refuse(even ? Kind.NOT_INJECTIVE : Kind.FLAT_SPOT, place);
    }

    /** {@code base ^ x = exp(log(base) * x)}. */
    private boolean exponential(Term place, Term base) {
        Range range = chain.range(base);
        boolean above = range.lower() >= 1;
        boolean known = range.isPositive() && !range.contains(1) && (above || range.upper() <= 1);
        return known
                ? chain.add(new Step.Scale(logOf(base), false, !above), NamedStep.EXP)
                : chain.refuse(Kind.BASE, place, base);
    }

    private static Term logOf(Term base) {
        return base instanceof Term.Constant(double value)
                ? new Term.Constant(Math.log(value))
                : Term.of("log", base);
    }

    private boolean absolute(Term place) {
        Range x = chain.here();
        if (x.lower() >= 0) {
            return true;
        }
        return x.upper() <= 0 ? minus() : chain.refuse(Kind.NOT_INJECTIVE, place);
    }

    private boolean logarithm(Term place) {
        return chain.here().lower() >= 0
                ? chain.add(NamedStep.LOG)
                : chain.refuse(Kind.DOMAIN, place);
    }

    private boolean named(Term place, NamedStep step) {
        Range x = chain.here();
        boolean inside = x.lower() >= step.domain.lower() && x.upper() <= step.domain.upper();
        if (inside) {
            return chain.add(step);
        }
        return chain.refuse(
                List.of(NamedStep.SIN, NamedStep.TAN).contains(step)
                        ? Kind.NOT_INJECTIVE
                        : Kind.DOMAIN,
                place);
    }
}
