package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Entries.applying;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.catalogue.BuiltIn.Domain;
import org.pathwise.compiler.catalogue.Entries.ElementFormula;
import org.pathwise.compiler.catalogue.Typings.Elements;
import org.pathwise.compiler.type.Type;
import org.pathwise.runtime.math.Arithmetic;
import org.pathwise.runtime.math.BesselFunctions;
import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.math.LambertFunction;
import org.pathwise.runtime.math.LogisticFunctions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The functions that work element by element. */
final class ElementwiseFunctions {
    private static final Range NEGATIVE = Ranges.negate(Range.POSITIVE);

    private ElementwiseFunctions() {}

    static List<BuiltIn> all() {
        List<BuiltIn> all = new ArrayList<>();
        all.addAll(exponentials());
        all.addAll(logistics());
        all.addAll(powersAndKinks());
        all.addAll(trigonometric());
        all.addAll(normal());
        all.addAll(gamma());
        all.addAll(bessel());
        all.addAll(IncompleteIntegrals.all());
        all.add(
                Entries.smooth(
                                "pi",
                                "pi() -> real: the number 3.14159...",
                                types ->
                                        types.isEmpty()
                                                ? new BuiltIn.Typing.Fits(Type.REAL)
                                                : Typings.wrongCount("pi", "0", types.size()),
                                (context, _) ->
                                        new Value(context.builder().constant(Math.PI), List.of()),
                                _ -> Range.point(Math.PI))
                        .example("x = 2 * pi()"));
        return all;
    }

    private static List<BuiltIn> exponentials() {
        return List.of(
                increasing("exp", Function.EXP, Math::exp, Range.POSITIVE)
                        .described("e to the power of a", "x = exp(0.5)"),
                increasing(
                                "expm1",
                                Function.EXPM1,
                                Math::expm1,
                                Range.open(-1, Double.POSITIVE_INFINITY))
                        .described("exp(a) - 1, exact for small a", "x = expm1(1e-9)"),
                logarithm("log", applying(Function.LOG), Math::log)
                        .described("the natural logarithm", "x = log(2)"),
                logarithm(
                                "log2",
                                (a, x) -> a.times(1 / Math.log(2), a.log(x[0])),
                                x -> Math.log(x) / Math.log(2))
                        .described("the logarithm to the base 2", "x = log2(8)"),
                logarithm("log10", (a, x) -> a.times(1 / Math.log(10), a.log(x[0])), Math::log10)
                        .described("the logarithm to the base 10", "x = log10(1000)"),
                singular(
                                "log1p",
                                applying(Function.LOG1P),
                                r -> r.isWithin(Range.open(-1, Double.POSITIVE_INFINITY)),
                                r -> Ranges.increasing(r, Math::log1p, Range.ANY))
                        .described("log(1 + a), exact for small a", "x = log1p(1e-9)"),
                singular(
                                "log1m",
                                (a, x) -> a.log1m(x[0]),
                                r -> r.isWithin(Range.open(Double.NEGATIVE_INFINITY, 1)),
                                r -> Ranges.decreasing(r, x -> Math.log1p(-x), Range.ANY))
                        .described("log(1 - a), exact for small a", "x = log1m(0.3)"));
    }

    private static BuiltIn logarithm(
            String name, ElementFormula formula, DoubleUnaryOperator function) {
        return singular(
                name, formula, Range::isPositive, r -> Ranges.increasing(r, function, Range.ANY));
    }

    private static List<BuiltIn> logistics() {
        return List.of(
                increasing("inv_logit", Function.INV_LOGIT, LogisticFunctions::invLogit, Range.UNIT)
                        .described("1 / (1 + exp(-a)), between 0 and 1", "x = inv_logit(0.5)"),
                increasing("sigmoid", Function.INV_LOGIT, LogisticFunctions::invLogit, Range.UNIT)
                        .described("another name of inv_logit", "x = sigmoid(0.5)"),
                increasing(
                                "softplus",
                                Function.LOG1P_EXP,
                                LogisticFunctions::log1pExp,
                                Range.POSITIVE)
                        .described("log(1 + exp(a)), positive and smooth", "x = softplus(-1)"),
                unary(
                                "gelu",
                                (a, x) -> a.times(x[0], a.of(Function.PHI, x[0])),
                                r -> new Range(-0.17, Math.max(0, r.upper()), false, false))
                        .described("a * Phi(a), for nets", "x = gelu(0.5)"),
                singular(
                                "logit",
                                applying(Function.LOGIT),
                                r -> r.isWithin(Range.UNIT),
                                r -> Ranges.increasing(r, LogisticFunctions::logit, Range.ANY))
                        .described("log(a / (1 - a))", "x = logit(0.3)"),
                unary(
                                "log_inv_logit",
                                applying(Function.LOG_INV_LOGIT),
                                r -> Ranges.increasing(r, LogisticFunctions::logInvLogit, NEGATIVE))
                        .described(
                                "log(inv_logit(a)), which does not underflow",
                                "x = log_inv_logit(-40)"),
                increasing(
                                "log1p_exp",
                                Function.LOG1P_EXP,
                                LogisticFunctions::log1pExp,
                                Range.POSITIVE)
                        .described(
                                "log(1 + exp(a)), which does not overflow", "x = log1p_exp(800)"),
                singular(
                                "log1m_exp",
                                applying(Function.LOG1M_EXP),
                                Range::isNegative,
                                r -> Ranges.decreasing(r, LogisticFunctions::log1mExp, NEGATIVE))
                        .described("log(1 - exp(a)) for a < 0", "x = log1m_exp(-0.1)"),
                singular2(
                                "log_diff_exp",
                                "log(exp(a) - exp(b)) for a > b",
                                applying(Function.LOG_DIFF_EXP),
                                r -> Ranges.subtract(r.get(0), r.get(1)).isPositive(),
                                r ->
                                        new Range(
                                                Double.NEGATIVE_INFINITY,
                                                r.getFirst().upper(),
                                                true,
                                                true))
                        .example("x = log_diff_exp(2, 1)"),
                new BuiltIn(
                                "log_mix",
                                "log_mix(p, a, b) -> real: log(p * exp(a) + (1 - p) * exp(b))",
                                Typings.elementwise("log_mix", 3, Elements.REAL),
                                Entries.elementwise(
                                        (a, x) ->
                                                Reductions.logSumExp(
                                                        a,
                                                        a.plus(a.log(x[0]), x[1]),
                                                        a.plus(a.log1m(x[0]), x[2]))),
                                BuiltIn.Smoothness.SINGULAR_AT_EDGE,
                                r -> r.getFirst().isWithin(Range.UNIT),
                                r -> r.get(1).union(r.get(2)))
                        .example("x = log_mix(0.3, -1, -2)"));
    }

    private static List<BuiltIn> powersAndKinks() {
        return List.of(
                promoted("square", (a, x) -> a.square(x[0]), Ranges::square)
                        .described("a * a", "x = square(3)"),
                singular(
                                "sqrt",
                                applying(Function.SQRT),
                                Range::isPositive,
                                r -> Ranges.increasing(r, Math::sqrt, Range.NON_NEGATIVE))
                        .described("the square root", "x = sqrt(2)"),
                singular(
                                "inv",
                                (a, x) -> a.over(a.number(1), x[0]),
                                r -> !r.mayBeZero(),
                                r -> r.mayBeZero() ? Range.ANY : Ranges.reciprocal(r))
                        .described("1 / a", "x = inv(4)"),
                kinked("abs", 1, applying(Function.ABS), r -> Ranges.abs(r.getFirst()))
                        .described("the absolute value", "x = abs(-2)"),
                kinked(
                                "relu",
                                1,
                                (a, x) -> a.of(Function.MAXIMUM, x[0], a.number(0)),
                                r -> Ranges.max(r.getFirst(), Range.point(0)))
                        .described("a where it is positive, else 0", "x = relu(-2)"),
                kinked("fmin", 2, applying(Function.MINIMUM), r -> Ranges.min(r.get(0), r.get(1)))
                        .described("the smaller one", "x = fmin(1, 2)"),
                kinked("fmax", 2, applying(Function.MAXIMUM), r -> Ranges.max(r.get(0), r.get(1)))
                        .described("the greater one", "x = fmax(1, 2)"),
                Entries.lipschitz(
                                "clamp",
                                "clamp(a, lower, upper), element by element: a, or the bound it"
                                        + " lies beyond",
                                Typings.elementwise("clamp", 3, Elements.PROMOTED),
                                Entries.elementwise(
                                        (a, x) ->
                                                a.of(
                                                        Function.MINIMUM,
                                                        a.of(Function.MAXIMUM, x[0], x[1]),
                                                        x[2])),
                                r -> Ranges.min(Ranges.max(r.get(0), r.get(1)), r.get(2)))
                        .example("x = clamp(1.7, 0, 1)"),
                jumping("floor", applying(Function.FLOOR), Math::floor)
                        .described(
                                "the greatest whole number that is not above a", "x = floor(1.7)"),
                jumping("ceil", applying(Function.CEIL), Math::ceil)
                        .described("the least whole number that is not below a", "x = ceil(1.2)"),
                jumping("round", applying(Function.ROUND), Arithmetic::round)
                        .described("the nearest whole number", "x = round(1.7)"),
                jumping(
                                "trunc",
                                (a, x) ->
                                        a.times(
                                                a.of(Function.SIGN, x[0]),
                                                a.of(Function.FLOOR, a.abs(x[0]))),
                                x -> x < 0 ? Math.ceil(x) : Math.floor(x))
                        .described("without its decimals, towards 0", "x = trunc(-1.7)"),
                jumping("sign", applying(Function.SIGN), Math::signum)
                        .described("-1, 0 or 1", "x = sign(-3)"),
                jumping("step", (a, x) -> a.atLeast(x[0], 0), x -> x >= 0 ? 1 : 0)
                        .described("1 where a is at least 0, else 0", "x = step(0.5)"));
    }

    private static List<BuiltIn> trigonometric() {
        return List.of(
                unary("sin", applying(Function.SIN), r -> Ranges.SINE)
                        .described("the sine of an angle in radians", "x = sin(pi() / 6)"),
                unary("cos", applying(Function.COS), r -> Ranges.SINE)
                        .described("the cosine of an angle in radians", "x = cos(pi() / 3)"),
                singular(
                                "tan",
                                applying(Function.TAN),
                                r -> r.isWithin(Range.open(-Math.PI / 2, Math.PI / 2)),
                                r -> Range.ANY)
                        .described("the tangent of an angle in radians", "x = tan(0.5)"),
                singular(
                                "asin",
                                applying(Function.ASIN),
                                r -> r.isWithin(Range.open(-1, 1)),
                                r ->
                                        Ranges.increasing(
                                                r,
                                                Math::asin,
                                                Range.closed(-Math.PI / 2, Math.PI / 2)))
                        .described("the angle whose sine is a", "x = asin(0.5)"),
                singular(
                                "acos",
                                applying(Function.ACOS),
                                r -> r.isWithin(Range.open(-1, 1)),
                                r -> Ranges.decreasing(r, Math::acos, Range.closed(0, Math.PI)))
                        .described("the angle whose cosine is a", "x = acos(0.5)"),
                increasing("atan", Function.ATAN, Math::atan, Range.open(-Math.PI / 2, Math.PI / 2))
                        .described("the angle whose tangent is a", "x = atan(1)"),
                increasing("sinh", Function.SINH, Math::sinh, Range.ANY)
                        .described("the hyperbolic sine", "x = sinh(1)"),
                unary(
                                "cosh",
                                applying(Function.COSH),
                                r ->
                                        Ranges.increasing(
                                                Ranges.abs(r),
                                                Math::cosh,
                                                new Range(
                                                        1, Double.POSITIVE_INFINITY, false, true)))
                        .described("the hyperbolic cosine", "x = cosh(1)"),
                increasing("tanh", Function.TANH, Math::tanh, Range.open(-1, 1))
                        .described("the hyperbolic tangent", "x = tanh(0.5)"));
    }

    private static List<BuiltIn> normal() {
        return List.of(
                increasing("erf", Function.ERF, ErrorFunctions::erf, Range.open(-1, 1))
                        .described("the error function, 2 * Phi(a * sqrt(2)) - 1", "x = erf(0.5)"),
                unary(
                                "erfc",
                                applying(Function.ERFC),
                                r -> Ranges.decreasing(r, ErrorFunctions::erfc, Range.open(0, 2)))
                        .described("1 - erf(a), exact for large a", "x = erfc(5)"),
                unary(
                                "erfcx",
                                applying(Function.ERFCX),
                                r -> Ranges.decreasing(r, ErrorFunctions::erfcx, Range.POSITIVE))
                        .described("exp(a^2) * erfc(a)", "x = erfcx(5)"),
                unary(
                                "log_erfc",
                                applying(Function.LOG_ERFC),
                                r ->
                                        Ranges.decreasing(
                                                r,
                                                ErrorFunctions::logErfc,
                                                Range.open(Double.NEGATIVE_INFINITY, Math.log(2))))
                        .described("log(erfc(a)), which does not underflow", "x = log_erfc(40)"),
                increasing("Phi", Function.PHI, ErrorFunctions::Phi, Range.UNIT)
                        .described(
                                "the distribution function of the standard normal",
                                "x = Phi(1.96)"),
                increasing("log_Phi", Function.LOG_PHI, ErrorFunctions::logPhi, NEGATIVE)
                        .described("log(Phi(a)), which does not underflow", "x = log_Phi(-40)"),
                singular(
                                "inv_Phi",
                                applying(Function.INV_PHI),
                                r -> r.isWithin(Range.UNIT),
                                r -> Ranges.increasing(r, ErrorFunctions::invPhi, Range.ANY))
                        .described("the a-quantile of the standard normal", "x = inv_Phi(0.975)"));
    }

    private static List<BuiltIn> gamma() {
        return List.of(
                singular("lgamma", applying(Function.LGAMMA), Range::isPositive, r -> Range.ANY)
                        .described("the logarithm of the gamma function", "x = lgamma(4.5)"),
                singular("digamma", applying(Function.DIGAMMA), Range::isPositive, r -> Range.ANY)
                        .described("the derivative of lgamma", "x = digamma(2)"),
                singular(
                                "trigamma",
                                applying(Function.TRIGAMMA),
                                Range::isPositive,
                                r -> r.isPositive() ? Range.POSITIVE : Range.ANY)
                        .described("the second derivative of lgamma", "x = trigamma(2)"),
                singular2(
                                "lbeta",
                                "log of the beta function",
                                applying(Function.LBETA),
                                r -> r.get(0).isPositive() && r.get(1).isPositive(),
                                r -> Range.ANY)
                        .example("x = lbeta(2, 3)"),
                singular2(
                                "lchoose",
                                "log of the binomial coefficient, a over b",
                                applying(Function.LCHOOSE),
                                r ->
                                        r.get(1).isNonNegative()
                                                && Ranges.subtract(r.get(0), r.get(1))
                                                        .isNonNegative(),
                                r -> Range.ANY)
                        .example("x = lchoose(10, 3)"));
    }

    private static List<BuiltIn> bessel() {
        return List.of(
                unary(
                                "log_bessel_i0",
                                applying(Function.LOG_BESSEL_I0),
                                r ->
                                        Ranges.increasing(
                                                Ranges.abs(r),
                                                BesselFunctions::logI0,
                                                Range.NON_NEGATIVE))
                        .described(
                                "log of the modified Bessel function of the first kind of order 0",
                                "x = log_bessel_i0(2)"),
                singular(
                                "log_bessel_i1",
                                applying(Function.LOG_BESSEL_I1),
                                Range::isPositive,
                                r -> Ranges.increasing(r, BesselFunctions::logI1, Range.ANY))
                        .described(
                                "log of the modified Bessel function of the first kind of order 1",
                                "x = log_bessel_i1(2)"),
                singular2(
                                "log_bessel_iv",
                                "log of the modified Bessel function of the first kind of order a,"
                                        + " at b",
                                applying(Function.LOG_BESSEL_IV),
                                r -> r.get(0).isNonNegative() && r.get(1).isPositive(),
                                r -> Range.ANY)
                        .example("x = log_bessel_iv(0.5, 2)"),
                singular(
                                "lambert_w0",
                                applying(Function.LAMBERT_W0),
                                r -> r.isWithin(Range.open(-1 / Math.E, Double.POSITIVE_INFINITY)),
                                r ->
                                        Ranges.increasing(
                                                r,
                                                LambertFunction::w0,
                                                new Range(
                                                        -1, Double.POSITIVE_INFINITY, false, true)))
                        .described("the w with w * exp(w) = a, for a > -1/e", "x = lambert_w0(1)"));
    }

    private static BuiltIn unary(String name, ElementFormula formula, UnaryOperator<Range> range) {
        return Entries.smooth(
                name,
                signature(name),
                Typings.elementwise(name, 1, Elements.REAL),
                Entries.elementwise(formula),
                r -> range.apply(r.getFirst()));
    }

    private static BuiltIn promoted(
            String name, ElementFormula formula, UnaryOperator<Range> range) {
        return Entries.smooth(
                name,
                signature(name),
                Typings.elementwise(name, 1, Elements.PROMOTED),
                Entries.elementwise(formula),
                r -> range.apply(r.getFirst()));
    }

    private static BuiltIn increasing(
            String name, Function function, DoubleUnaryOperator value, Range image) {
        return unary(name, applying(function), r -> Ranges.increasing(r, value, image));
    }

    private static BuiltIn singular(
            String name,
            ElementFormula formula,
            Predicate<Range> domain,
            UnaryOperator<Range> range) {
        return Entries.singular(
                name,
                signature(name),
                Typings.elementwise(name, 1, Elements.REAL),
                Entries.elementwise(formula),
                r -> domain.test(r.getFirst()),
                r -> range.apply(r.getFirst()));
    }

    private static BuiltIn singular2(
            String name,
            String text,
            ElementFormula formula,
            Domain domain,
            BuiltIn.RangeRule range) {
        return Entries.singular(
                name,
                name + "(a, b) -> real, element by element: " + text,
                Typings.elementwise(name, 2, Elements.REAL),
                Entries.elementwise(formula),
                domain,
                range);
    }

    private static BuiltIn kinked(
            String name, int arity, ElementFormula formula, BuiltIn.RangeRule range) {
        return Entries.lipschitz(
                name,
                arity == 1 ? name + "(a), element by element" : name + "(a, b), element by element",
                Typings.elementwise(name, arity, Elements.PROMOTED),
                Entries.elementwise(formula),
                range);
    }

    /** To integers. */
    private static BuiltIn jumping(String name, ElementFormula formula, DoubleUnaryOperator value) {
        return Entries.jumping(
                name,
                name + "(a) -> int, element by element",
                Typings.elementwise(name, 1, Elements.INT),
                Entries.elementwise(formula),
                r ->
                        Range.closed(
                                value.applyAsDouble(r.getFirst().lower()),
                                value.applyAsDouble(r.getFirst().upper())));
    }

    private static String signature(String name) {
        return name + "(a) -> real, element by element";
    }
}
