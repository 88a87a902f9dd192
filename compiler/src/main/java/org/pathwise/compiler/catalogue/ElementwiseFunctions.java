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
                        (context, _) -> new Value(context.builder().constant(Math.PI), List.of()),
                        _ -> Range.point(Math.PI)));
        return all;
    }

    private static List<BuiltIn> exponentials() {
        return List.of(
                increasing("exp", Function.EXP, Math::exp, Range.POSITIVE),
                increasing(
                        "expm1",
                        Function.EXPM1,
                        Math::expm1,
                        Range.open(-1, Double.POSITIVE_INFINITY)),
                logarithm("log", applying(Function.LOG), Math::log),
                logarithm(
                        "log2",
                        (a, x) -> a.times(1 / Math.log(2), a.log(x[0])),
                        x -> Math.log(x) / Math.log(2)),
                logarithm("log10", (a, x) -> a.times(1 / Math.log(10), a.log(x[0])), Math::log10),
                singular(
                        "log1p",
                        applying(Function.LOG1P),
                        r -> r.isWithin(Range.open(-1, Double.POSITIVE_INFINITY)),
                        r -> Ranges.increasing(r, Math::log1p, Range.ANY)),
                singular(
                        "log1m",
                        (a, x) -> a.log1m(x[0]),
                        r -> r.isWithin(Range.open(Double.NEGATIVE_INFINITY, 1)),
                        r -> Ranges.decreasing(r, x -> Math.log1p(-x), Range.ANY)));
    }

    private static BuiltIn logarithm(
            String name, ElementFormula formula, DoubleUnaryOperator function) {
        return singular(
                name, formula, Range::isPositive, r -> Ranges.increasing(r, function, Range.ANY));
    }

    private static List<BuiltIn> logistics() {
        return List.of(
                increasing(
                        "inv_logit", Function.INV_LOGIT, LogisticFunctions::invLogit, Range.UNIT),
                increasing("sigmoid", Function.INV_LOGIT, LogisticFunctions::invLogit, Range.UNIT),
                increasing(
                        "softplus",
                        Function.LOG1P_EXP,
                        LogisticFunctions::log1pExp,
                        Range.POSITIVE),
                unary(
                        "gelu",
                        (a, x) -> a.times(x[0], a.of(Function.PHI, x[0])),
                        r -> new Range(-0.17, Math.max(0, r.upper()), false, false)),
                singular(
                        "logit",
                        applying(Function.LOGIT),
                        r -> r.isWithin(Range.UNIT),
                        r -> Ranges.increasing(r, LogisticFunctions::logit, Range.ANY)),
                unary(
                        "log_inv_logit",
                        applying(Function.LOG_INV_LOGIT),
                        r -> Ranges.increasing(r, LogisticFunctions::logInvLogit, NEGATIVE)),
                increasing(
                        "log1p_exp",
                        Function.LOG1P_EXP,
                        LogisticFunctions::log1pExp,
                        Range.POSITIVE),
                singular(
                        "log1m_exp",
                        applying(Function.LOG1M_EXP),
                        Range::isNegative,
                        r -> Ranges.decreasing(r, LogisticFunctions::log1mExp, NEGATIVE)),
                singular2(
                        "log_diff_exp",
                        "log(exp(a) - exp(b)) for a > b",
                        applying(Function.LOG_DIFF_EXP),
                        r -> Ranges.subtract(r.get(0), r.get(1)).isPositive(),
                        r -> new Range(Double.NEGATIVE_INFINITY, r.getFirst().upper(), true, true)),
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
                        r -> r.get(1).union(r.get(2))));
    }

    private static List<BuiltIn> powersAndKinks() {
        return List.of(
                promoted("square", (a, x) -> a.square(x[0]), Ranges::square),
                singular(
                        "sqrt",
                        applying(Function.SQRT),
                        Range::isPositive,
                        r -> Ranges.increasing(r, Math::sqrt, Range.NON_NEGATIVE)),
                singular(
                        "inv",
                        (a, x) -> a.over(a.number(1), x[0]),
                        r -> !r.mayBeZero(),
                        r -> r.mayBeZero() ? Range.ANY : Ranges.reciprocal(r)),
                kinked("abs", 1, applying(Function.ABS), r -> Ranges.abs(r.getFirst())),
                kinked(
                        "relu",
                        1,
                        (a, x) -> a.of(Function.MAXIMUM, x[0], a.number(0)),
                        r -> Ranges.max(r.getFirst(), Range.point(0))),
                kinked("fmin", 2, applying(Function.MINIMUM), r -> Ranges.min(r.get(0), r.get(1))),
                kinked("fmax", 2, applying(Function.MAXIMUM), r -> Ranges.max(r.get(0), r.get(1))),
                Entries.lipschitz(
                        "clamp",
                        "clamp(a, lower, upper), element by element: a, or the bound it lies"
                                + " beyond",
                        Typings.elementwise("clamp", 3, Elements.PROMOTED),
                        Entries.elementwise(
                                (a, x) ->
                                        a.of(
                                                Function.MINIMUM,
                                                a.of(Function.MAXIMUM, x[0], x[1]),
                                                x[2])),
                        r -> Ranges.min(Ranges.max(r.get(0), r.get(1)), r.get(2))),
                jumping("floor", applying(Function.FLOOR), Math::floor),
                jumping("ceil", applying(Function.CEIL), Math::ceil),
                jumping("round", applying(Function.ROUND), Arithmetic::round),
                jumping(
                        "trunc",
                        (a, x) ->
                                a.times(
                                        a.of(Function.SIGN, x[0]),
                                        a.of(Function.FLOOR, a.abs(x[0]))),
                        x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
                jumping("sign", applying(Function.SIGN), Math::signum),
                jumping("step", (a, x) -> a.atLeast(x[0], 0), x -> x >= 0 ? 1 : 0));
    }

    private static List<BuiltIn> trigonometric() {
        return List.of(
                unary("sin", applying(Function.SIN), r -> Ranges.SINE),
                unary("cos", applying(Function.COS), r -> Ranges.SINE),
                singular(
                        "tan",
                        applying(Function.TAN),
                        r -> r.isWithin(Range.open(-Math.PI / 2, Math.PI / 2)),
                        r -> Range.ANY),
                singular(
                        "asin",
                        applying(Function.ASIN),
                        r -> r.isWithin(Range.open(-1, 1)),
                        r ->
                                Ranges.increasing(
                                        r, Math::asin, Range.closed(-Math.PI / 2, Math.PI / 2))),
                singular(
                        "acos",
                        applying(Function.ACOS),
                        r -> r.isWithin(Range.open(-1, 1)),
                        r -> Ranges.decreasing(r, Math::acos, Range.closed(0, Math.PI))),
                increasing(
                        "atan", Function.ATAN, Math::atan, Range.open(-Math.PI / 2, Math.PI / 2)),
                increasing("sinh", Function.SINH, Math::sinh, Range.ANY),
                unary(
                        "cosh",
                        applying(Function.COSH),
                        r ->
                                Ranges.increasing(
                                        Ranges.abs(r),
                                        Math::cosh,
                                        new Range(1, Double.POSITIVE_INFINITY, false, true))),
                increasing("tanh", Function.TANH, Math::tanh, Range.open(-1, 1)));
    }

    private static List<BuiltIn> normal() {
        return List.of(
                increasing("erf", Function.ERF, ErrorFunctions::erf, Range.open(-1, 1)),
                unary(
                        "erfc",
                        applying(Function.ERFC),
                        r -> Ranges.decreasing(r, ErrorFunctions::erfc, Range.open(0, 2))),
                unary(
                        "erfcx",
                        applying(Function.ERFCX),
                        r -> Ranges.decreasing(r, ErrorFunctions::erfcx, Range.POSITIVE)),
                unary(
                        "log_erfc",
                        applying(Function.LOG_ERFC),
                        r ->
                                Ranges.decreasing(
                                        r,
                                        ErrorFunctions::logErfc,
                                        Range.open(Double.NEGATIVE_INFINITY, Math.log(2)))),
                increasing("Phi", Function.PHI, ErrorFunctions::Phi, Range.UNIT),
                increasing("log_Phi", Function.LOG_PHI, ErrorFunctions::logPhi, NEGATIVE),
                singular(
                        "inv_Phi",
                        applying(Function.INV_PHI),
                        r -> r.isWithin(Range.UNIT),
                        r -> Ranges.increasing(r, ErrorFunctions::invPhi, Range.ANY)));
    }

    private static List<BuiltIn> gamma() {
        return List.of(
                singular("lgamma", applying(Function.LGAMMA), Range::isPositive, r -> Range.ANY),
                singular("digamma", applying(Function.DIGAMMA), Range::isPositive, r -> Range.ANY),
                singular(
                        "trigamma",
                        applying(Function.TRIGAMMA),
                        Range::isPositive,
                        r -> r.isPositive() ? Range.POSITIVE : Range.ANY),
                singular2(
                        "lbeta",
                        "log of the beta function",
                        applying(Function.LBETA),
                        r -> r.get(0).isPositive() && r.get(1).isPositive(),
                        r -> Range.ANY),
                singular2(
                        "lchoose",
                        "log of the binomial coefficient, a over b",
                        applying(Function.LCHOOSE),
                        r ->
                                r.get(1).isNonNegative()
                                        && Ranges.subtract(r.get(0), r.get(1)).isNonNegative(),
                        r -> Range.ANY));
    }

    private static List<BuiltIn> bessel() {
        return List.of(
                unary(
                        "log_bessel_i0",
                        applying(Function.LOG_BESSEL_I0),
                        r ->
                                Ranges.increasing(
                                        Ranges.abs(r), BesselFunctions::logI0, Range.NON_NEGATIVE)),
                singular(
                        "log_bessel_i1",
                        applying(Function.LOG_BESSEL_I1),
                        Range::isPositive,
                        r -> Ranges.increasing(r, BesselFunctions::logI1, Range.ANY)),
                singular2(
                        "log_bessel_iv",
                        "log of the modified Bessel function of the first kind of order a, at b",
                        applying(Function.LOG_BESSEL_IV),
                        r -> r.get(0).isNonNegative() && r.get(1).isPositive(),
                        r -> Range.ANY),
                singular(
                        "lambert_w0",
                        applying(Function.LAMBERT_W0),
                        r -> r.isWithin(Range.open(-1 / Math.E, Double.POSITIVE_INFINITY)),
                        r ->
                                Ranges.increasing(
                                        r,
                                        LambertFunction::w0,
                                        new Range(-1, Double.POSITIVE_INFINITY, false, true))));
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
