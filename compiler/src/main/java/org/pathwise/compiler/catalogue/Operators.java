package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Entries.applying;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Mismatch;
import org.pathwise.compiler.catalogue.Entries.ElementFormula;
import org.pathwise.compiler.catalogue.Typings.Elements;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.List;

/** The operators that work element by element. */
final class Operators {
    private Operators() {}

    static List<BuiltIn> all() {
        return List.of(
                Entries.smooth(
                                "+",
                                "a + b, element by element",
                                Typings.elementwise("+", 2, Elements.PROMOTED),
                                Entries.elementwise(applying(Function.ADD)),
                                r -> Ranges.add(r.get(0), r.get(1)))
                        .example("x = 1 + 2"),
                Entries.smooth(
                                "-",
                                "a - b, element by element",
                                Typings.elementwise("-", 2, Elements.PROMOTED),
                                Entries.elementwise(applying(Function.SUBTRACT)),
                                r -> Ranges.subtract(r.get(0), r.get(1)))
                        .example("x = 3 - 1"),
                Entries.smooth(
                                "neg",
                                "-a",
                                Typings.elementwise("-", 1, Elements.PROMOTED),
                                Entries.elementwise(applying(Function.NEGATE)),
                                r -> Ranges.negate(r.getFirst()))
                        .example("x = -2"),
                Entries.smooth(
                                ".*",
                                "a .* b, element by element",
                                Typings.elementwise(".*", 2, Elements.PROMOTED),
                                Entries.elementwise(applying(Function.MULTIPLY)),
                                r -> Ranges.multiply(r.get(0), r.get(1)))
                        .example("x = [1, 2] .* [3, 4]"),
                quotient(
                                "./",
                                "a ./ b, element by element",
                                Typings.elementwise("./", 2, Elements.REAL))
                        .example("x = [1, 2] ./ [3, 4]"),
                quotient(
                                "/",
                                "a / b of an array and a scalar; a real number, also for integers",
                                scalarDivision())
                        .example("x = [1, 2] / 3"),
                power("^", "a ^ b, element by element").example("x = 2 ^ 0.5"),
                power("pow", "pow(a, b), element by element: a ^ b").example("x = pow(2, 0.5)"),
                comparison(
                                "<",
                                (a, x) -> a.of(Function.LESS, x),
                                r -> certainly(r.get(0), r.get(1), true))
                        .example("x = if 1 < 2 then 1 else 0"),
                comparison(
                                "<=",
                                (a, x) -> a.of(Function.LESS_EQUAL, x),
                                r -> certainly(r.get(0), r.get(1), false))
                        .example("x = if 1 <= 2 then 1 else 0"),
                comparison(
                                ">",
                                (a, x) -> a.of(Function.LESS, x[1], x[0]),
                                r -> certainly(r.get(1), r.get(0), true))
                        .example("x = if 1 > 2 then 1 else 0"),
                comparison(
                                ">=",
                                (a, x) -> a.of(Function.LESS_EQUAL, x[1], x[0]),
                                r -> certainly(r.get(1), r.get(0), false))
                        .example("x = if 1 >= 2 then 1 else 0"),
                comparison("==", applying(Function.EQUAL), r -> equality(r.get(0), r.get(1)))
                        .example("x = if 1 == 2 then 1 else 0"),
                comparison(
                                "!=",
                                applying(Function.NOT_EQUAL),
                                r -> Ranges.subtract(Range.point(1), equality(r.get(0), r.get(1))))
                        .example("x = if 1 != 2 then 1 else 0"),
                logical(
                                "and",
                                2,
                                applying(Function.AND),
                                r -> mayBeFalse(r) ? truth(canBeTrue(r)) : Range.point(1))
                        .example("x = if 2 > 1 and 3 > 2 then 1 else 0"),
                logical(
                                "or",
                                2,
                                applying(Function.OR),
                                r -> {
                                    if (r.stream().anyMatch(range -> !range.contains(0))) {
                                        return Range.point(1);
                                    }
                                    return truth(
                                            r.stream()
                                                    .anyMatch(
                                                            range ->
                                                                    !range.equals(Range.point(0))));
                                })
                        .example("x = if 2 > 1 or 3 > 4 then 1 else 0"),
                logical(
                                "not",
                                1,
                                applying(Function.NOT),
                                r -> {
                                    if (!r.getFirst().contains(0)) {
                                        return Range.point(0);
                                    }
                                    return r.getFirst().isPoint() ? Range.point(1) : Ranges.TRUTH;
                                })
                        .example("x = if not 2 > 1 then 1 else 0"));
    }

    private static BuiltIn quotient(String name, String signature, Typing typing) {
        return Entries.singular(
                name,
                signature,
                typing,
                Entries.elementwise(applying(Function.DIVIDE)),
                r -> !r.get(1).mayBeZero(),
                r -> Ranges.divide(r.get(0), r.get(1)));
    }

    private static Typing scalarDivision() {
        return arguments -> {
            if (arguments.size() == 2 && arguments.stream().noneMatch(Type::isScalar)) {
                return new Mismatch(
                        "`/` divides by a scalar, but its right side varies over "
                                + Shapes.text(arguments.get(1).shape())
                                + "; `./` divides element by element",
                        1);
            }
            return Typings.elementwise("/", 2, Elements.REAL).type(arguments);
        };
    }

    /**
     * Smooth for a positive base, and for a constant exponent that is a whole number or at least 1.
     */
    private static BuiltIn power(String name, String signature) {
        return Entries.singular(
                name,
                signature,
                Typings.elementwise(name, 2, Elements.REAL),
                Entries.elementwise(applying(Function.POWER)),
                r -> {
                    Range base = r.get(0);
                    Range exponent = r.get(1);
                    if (base.isPositive()) {
                        return true;
                    }
                    if (!exponent.isPoint()) {
                        return false;
                    }
                    boolean whole = exponent.lower() == Math.rint(exponent.lower());
                    return whole && (exponent.lower() >= 0 || !base.mayBeZero())
                            || exponent.lower() >= 1 && base.isNonNegative();
                },
                r -> Ranges.power(r.get(0), r.get(1)));
    }

    private static BuiltIn comparison(
            String name, ElementFormula formula, BuiltIn.RangeRule range) {
        return Entries.jumping(
                name,
                "a " + name + " b, element by element",
                Typings.elementwise(name, 2, Elements.BOOL),
                Entries.elementwise(formula),
                range);
    }

    private static BuiltIn logical(
            String name, int arity, ElementFormula formula, BuiltIn.RangeRule range) {
        return Entries.jumping(
                name,
                arity == 1 ? name + " a" : "a " + name + " b",
                Typings.elementwise(name, arity, Elements.BOOL),
                Entries.elementwise(formula),
                range);
    }

    /** The truth of {@code a < b} (or {@code a <= b}) as far as bounds decide it. */
    private static Range certainly(Range a, Range b, boolean strict) {
        boolean touchOpen = a.upperOpen() || b.lowerOpen();
        if (a.upper() < b.lower() || a.upper() == b.lower() && (!strict || touchOpen)) {
            return Range.point(1);
        }
        boolean apartOpen = b.upperOpen() || a.lowerOpen();
        if (b.upper() < a.lower() || b.upper() == a.lower() && (strict || apartOpen)) {
            return Range.point(0);
        }
        return Ranges.TRUTH;
    }

    private static Range equality(Range a, Range b) {
        if (a.isPoint() && b.isPoint() && a.lower() == b.lower()) {
            return Range.point(1);
        }
        boolean apart =
                certainly(a, b, true).equals(Range.point(1))
                        || certainly(b, a, true).equals(Range.point(1));
        return apart ? Range.point(0) : Ranges.TRUTH;
    }

    private static boolean mayBeFalse(List<Range> ranges) {
        return ranges.stream().anyMatch(range -> range.contains(0));
    }

    private static boolean canBeTrue(List<Range> ranges) {
        return ranges.stream().noneMatch(range -> range.isPoint() && range.lower() == 0);
    }

    private static Range truth(boolean possible) {
        return possible ? Ranges.TRUTH : Range.point(0);
    }
}
