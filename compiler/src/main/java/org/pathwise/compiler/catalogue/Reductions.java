package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Lowering;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.catalogue.Typings.Elements;

import java.util.List;

/** Functions of all elements of an array, and functions along its last dimension. */
final class Reductions {
    private Reductions() {}

    static List<BuiltIn> all() {
        return List.of(
                Entries.smooth(
                                "sum",
                                "sum(a) -> the sum of all elements",
                                Typings.reduction("sum", Elements.PROMOTED),
                                reducing((a, x, over) -> a.sum(x, over)),
                                r -> Ranges.sum(r.getFirst()))
                        .example("x = sum([1, 2, 3])"),
                Entries.smooth(
                                "prod",
                                "prod(a) -> the product of all elements",
                                Typings.reduction("prod", Elements.PROMOTED),
                                reducing(Reductions::product),
                                r -> Ranges.product(r.getFirst()))
                        .example("x = prod([1, 2, 3])"),
                Entries.smooth(
                                "mean",
                                "mean(a) -> real: the mean of all elements",
                                Typings.reduction("mean", Elements.REAL),
                                reducing(Reductions::mean),
                                List::getFirst)
                        .example("x = mean([1, 2, 3])"),
                Entries.smooth(
                                "variance",
                                "variance(a) -> real: of all elements, dividing by their number"
                                        + " less 1",
                                Typings.reduction("variance", Elements.REAL),
                                reducing(Reductions::variance),
                                r -> Range.NON_NEGATIVE)
                        .example("x = variance([1, 2, 3])"),
                Entries.lipschitz(
                                "sd",
                                "sd(a) -> real: the root of variance(a)",
                                Typings.reduction("sd", Elements.REAL),
                                reducing((a, x, over) -> a.length(variance(a, x, over))),
                                r -> Range.NON_NEGATIVE)
                        .example("x = sd([1, 2, 3])"),
                extreme("max", Reducer.MAX, Function.MAXIMUM).example("x = max([1, 2, 3])"),
                extreme("min", Reducer.MIN, Function.MINIMUM).example("x = min([1, 2, 3])"),
                Entries.smooth(
                                "log_sum_exp",
                                "log_sum_exp(a) -> real, or log_sum_exp(a, b) element by element:"
                                        + " log(sum(exp(a)))",
                                oneOrMore("log_sum_exp", Elements.REAL),
                                (context, arguments) -> {
                                    Algebra a = new Algebra(context.builder());
                                    if (arguments.size() == 1) {
                                        Value value = arguments.getFirst();
                                        return Value.scalar(
                                                a.logSumExp(value.variable(), value.shape()));
                                    }
                                    return Entries.elementwise(Reductions::logSumExp)
                                            .lower(context, arguments);
                                },
                                r -> {
                                    Range largest = r.stream().reduce(Ranges::max).orElseThrow();
                                    return new Range(
                                            largest.lower(),
                                            Double.POSITIVE_INFINITY,
                                            largest.lowerOpen(),
                                            true);
                                })
                        .example("x = log_sum_exp([-1, -2, -3])"),
                Entries.smooth(
                                "softmax",
                                "softmax(a: real[K]) -> real[K], along the last dimension: exp(a) /"
                                        + " sum(exp(a))",
                                Typings.alongLast("softmax", Elements.REAL),
                                alongLast((a, x, axis) -> a.exp(logSoftmax(a, x, axis))),
                                r -> new Range(0, 1, true, false))
                        .example("p = softmax([1, 2, 3])"),
                Entries.smooth(
                                "log_softmax",
                                "log_softmax(a: real[K]) -> real[K], along the last dimension: a -"
                                        + " log_sum_exp(a)",
                                Typings.alongLast("log_softmax", Elements.REAL),
                                alongLast(Reductions::logSoftmax),
                                r -> new Range(Double.NEGATIVE_INFINITY, 0, true, false))
                        .example("x = log_softmax([1, 2, 3])"),
                Entries.smooth(
                                "cumulative_sum",
                                "cumulative_sum(a: real[K]) -> real[K], along the last dimension",
                                Typings.alongLast("cumulative_sum", Elements.PROMOTED),
                                alongLast(
                                        (a, x, axis) ->
                                                a.builder.bind(
                                                        "sums",
                                                        new Operation.CumulativeSum(
                                                                a.spread(x, List.of(axis)),
                                                                axis,
                                                                false,
                                                                false))),
                                r -> Ranges.sum(r.getFirst()))
                        .described(
                                "the sum of all elements up to each",
                                "x = cumulative_sum([1, 2, 3])"),
                Entries.smooth(
                                "size",
                                "size(a) -> int: the number of elements",
                                Typings.reduction("size", Elements.INT),
                                reducing((a, x, over) -> a.number(count(over))),
                                r -> new Range(0, Double.POSITIVE_INFINITY, false, true))
                        .example("x = size([1, 2, 3])"));
    }

    @FunctionalInterface
    private interface Reduction {
        Variable of(Algebra a, Variable x, List<Axis> over);
    }

    @FunctionalInterface
    private interface Along {
        Variable of(Algebra a, Variable x, Axis axis);
    }

    private static Lowering reducing(Reduction reduction) {
        return (context, arguments) -> {
            Value value = arguments.getFirst();
            return Value.scalar(
                    reduction.of(new Algebra(context.builder()), value.variable(), value.shape()));
        };
    }

    private static Lowering alongLast(Along formula) {
        return (context, arguments) -> {
            Value value = arguments.getFirst();
            return new Value(
                    formula.of(new Algebra(context.builder()), value.variable(), value.last()),
                    value.shape());
        };
    }

    private static double count(List<Axis> over) {
        return over.stream().mapToDouble(Axis::extent).reduce(1, (a, b) -> a * b);
    }

    private static Variable mean(Algebra a, Variable x, List<Axis> over) {
        return a.times(1 / count(over), a.sum(x, over));
    }

    private static Variable variance(Algebra a, Variable x, List<Axis> over) {
        Variable squares = a.sum(a.square(a.minus(x, mean(a, x, over))), over);
        return a.over(squares, a.number(count(over) - 1));
    }

    private static Variable product(Algebra a, Variable x, List<Axis> over) {
        List<Axis> present = over.stream().filter(x::has).sorted().toList();
        double repeats = count(over) / count(present);
        Variable product =
                present.isEmpty()
                        ? x
                        : a.builder.bind(
                                "product", new Operation.Reduce(Reducer.PRODUCT, x, present));
        return repeats == 1 ? product : a.of(Function.POWER, product, a.number(repeats));
    }

    private static Variable logSoftmax(Algebra a, Variable x, Axis axis) {
        return a.minus(x, a.logSumExp(x, List.of(axis)));
    }

    /** {@code log(exp(a) + exp(b) + ...)}, from the differences to the largest. */
    static Variable logSumExp(Algebra a, Variable... x) {
        Variable largest = x[0];
        for (int i = 1; i < x.length; i++) {
            largest = a.of(Function.MAXIMUM, largest, x[i]);
        }
        Variable shift = a.shift(largest);
        Variable sum = a.exp(a.minus(x[0], shift));
        for (int i = 1; i < x.length; i++) {
            sum = a.plus(sum, a.exp(a.minus(x[i], shift)));
        }
        return a.plus(shift, a.log(sum));
    }

    private static BuiltIn extreme(String name, Reducer reducer, Function function) {
        return Entries.lipschitz(
                name,
                name + "(a) -> of all elements, or " + name + "(a, b) element by element",
                oneOrMore(name, Elements.PROMOTED),
                (context, arguments) -> {
                    Algebra a = new Algebra(context.builder());
                    if (arguments.size() == 1) {
                        Value value = arguments.getFirst();
                        return Value.scalar(a.extreme(reducer, value.variable(), value.shape()));
                    }
                    return Entries.elementwise(
                                    (algebra, x) -> {
                                        Variable result = x[0];
                                        for (int i = 1; i < x.length; i++) {
                                            result = algebra.of(function, result, x[i]);
                                        }
                                        return result;
                                    })
                            .lower(context, arguments);
                },
                r ->
                        r.stream()
                                .reduce(reducer == Reducer.MAX ? Ranges::max : Ranges::min)
                                .orElseThrow());
    }

    /** One argument is reduced to a scalar; several are combined element by element. */
    private static Typing oneOrMore(String name, Elements elements) {
        return arguments ->
                switch (arguments.size()) {
                    case 0 -> Typings.wrongCount(name, "1 or more", 0);
                    case 1 -> Typings.reduction(name, elements).type(arguments);
                    default -> Typings.aligned(name, arguments, elements);
                };
    }
}
