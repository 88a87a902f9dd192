package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Context;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Fits;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.List;

/**
 * The covariance functions of Gaussian processes, between all pairs of inputs: {@code
 * gp_exp_quad(x, alpha, rho)} is the covariance matrix of the inputs x, {@code gp_exp_quad(x1, x2,
 * alpha, rho)} the cross-covariance of two sets of them. Formulas as in the Stan Functions
 * Reference, "Gaussian Process Covariance Functions", with d the distance of two inputs; a vector
 * of length scales, one for each dimension of the inputs, divides their differences.
 */
final class CovarianceFunctions {
    /** A kernel of the squared distance in length scales. */
    @FunctionalInterface
    private interface Kernel {
        Variable of(Algebra a, Variable squared);
    }

    private CovarianceFunctions() {}

    static List<BuiltIn> all() {
        return List.of(
                stationary(
                                "gp_exp_quad",
                                "alpha^2 * exp(-d^2 / (2 * rho^2))",
                                (a, squared) -> a.exp(a.times(-0.5, squared)))
                        .example("K = gp_exp_quad([1, 2, 3], 1, 0.5)"),
                stationary(
                                "gp_matern32",
                                "alpha^2 * (1 + r) * exp(-r), r = sqrt(3) * d / rho",
                                (a, squared) -> {
                                    Variable r = root(a, a.times(3, squared));
                                    return a.times(a.plus(r, 1), a.exp(a.negate(r)));
                                })
                        .example("K = gp_matern32([1, 2, 3], 1, 0.5)"),
                stationary(
                                "gp_matern52",
                                "alpha^2 * (1 + r + r^2 / 3) * exp(-r), r = sqrt(5) * d / rho",
                                (a, squared) -> {
                                    Variable r = root(a, a.times(5, squared));
                                    Variable polynomial =
                                            a.plus(a.plus(r, a.times(5.0 / 3, squared)), 1);
                                    return a.times(polynomial, a.exp(a.negate(r)));
                                })
                        .example("K = gp_matern52([1, 2, 3], 1, 0.5)"),
                periodic());
    }

    private static BuiltIn stationary(String name, String formula, Kernel kernel) {
        return Entries.singular(
                name,
                name
                        + "(x: real[N], alpha: real, rho: real) -> real[N, N]: "
                        + formula
                        + "; x: real[N, D] with rho: real or real[D]; "
                        + name
                        + "(x1, x2, alpha, rho) between two sets of inputs",
                typing(name, 2, true),
                (context, arguments) -> {
                    Pairs pairs = Pairs.of(context, arguments, 2);
                    Algebra a = new Algebra(context.builder());
                    Variable squared = pairs.squaredDistance(a, pairs.parameter(1));
                    return pairs.matrix(
                            a.times(
                                    a.square(pairs.parameter(0).variable()),
                                    kernel.of(a, squared)));
                },
                ranges -> !ranges.getLast().mayBeZero(),
                ranges -> range(ranges.get(ranges.size() - 2)));
    }

    private static BuiltIn periodic() {
        return Entries.singular(
                        "gp_periodic",
                        "gp_periodic(x: real[N], alpha: real, rho: real, period: real) -> real[N,"
                            + " N]: alpha^2 * exp(-2 * sin(pi * d / period)^2 / rho^2); x: real[N,"
                            + " D]; gp_periodic(x1, x2, alpha, rho, period) between two sets of"
                            + " inputs",
                        typing("gp_periodic", 3, false),
                        (context, arguments) -> {
                            Pairs pairs = Pairs.of(context, arguments, 3);
                            Algebra a = new Algebra(context.builder());
                            Variable turns = root(a, pairs.squaredDistance(a, pairs.parameter(2)));
                            Variable sine = a.of(Function.SIN, a.times(Math.PI, turns));
                            Variable ratio = a.scaledBy(sine, pairs.parameter(1).variable());
                            return pairs.matrix(
                                    a.times(
                                            a.square(pairs.parameter(0).variable()),
                                            a.exp(a.times(-2, a.square(ratio)))));
                        },
                        ranges ->
                                !ranges.getLast().mayBeZero()
                                        && !ranges.get(ranges.size() - 2).mayBeZero(),
                        ranges -> range(ranges.get(ranges.size() - 3)))
                .example("K = gp_periodic([1, 2, 3], 1, 0.5, 12)");
    }

    private static Range range(Range alpha) {
        return alpha.mayBeZero() ? Range.NON_NEGATIVE : Range.POSITIVE;
    }

    /**
     * The square root, with derivative 0 at 0: the kernels are smooth in the squared distance's
     * root there, which the root by itself is not.
     */
    private static Variable root(Algebra a, Variable squared) {
        Variable positive = a.above(squared, 0);
        Variable root = a.of(Function.SQRT, a.select(positive, squared, a.number(1)));
        return a.select(positive, root, a.number(0));
    }

    private static Typing typing(String name, int parameters, boolean scales) {
        String expected =
                "inputs `x: real[N]` or `x: real[N, D]` (or two sets of them), then "
                        + (parameters == 2 ? "`alpha` and `rho`" : "`alpha`, `rho` and `period`");
        return types -> {
            int inputs = types.size() - parameters;
            if (inputs != 1 && inputs != 2) {
                return Typings.wrongCount(
                        name, (parameters + 1) + " or " + (parameters + 2), types.size());
            }
            Type first = types.getFirst();
            Type second = types.get(inputs - 1);
            boolean fits =
                    (first.rank() == 1 || first.rank() == 2)
                            && second.rank() == first.rank()
                            && coordinates(first).equals(coordinates(second));
            for (int i = inputs; i < types.size(); i++) {
                boolean ofCoordinates =
                        scales
                                && i == inputs + 1
                                && first.rank() == 2
                                && types.get(i).shape().equals(coordinates(first));
                fits &= types.get(i).isScalar() || ofCoordinates;
            }
            return fits
                    ? new Fits(Type.real(first.shape().getFirst(), second.shape().getFirst()))
                    : Typings.wrongShapes(name, expected, types);
        };
    }

    private static List<Dimension> coordinates(Type inputs) {
        return inputs.rank() == 2 ? inputs.shape().subList(1, 2) : List.of();
    }

    /**
     * All pairs of two sets of inputs.
     *
     * @param second along {@code column} instead of {@code row}
     * @param coordinates the axis of the inputs' dimensions; empty for inputs that are numbers
     */
    private record Pairs(
            Variable first,
            Variable second,
            Axis row,
            Axis column,
            List<Axis> coordinates,
            List<Value> parameters) {

        static Pairs of(Context context, List<Value> arguments, int count) {
            int inputs = arguments.size() - count;
            Value first = arguments.getFirst();
            Value second = arguments.get(inputs - 1);
            Axis row = first.shape().getFirst();
            Axis column = context.freshLike(second.shape().getFirst());
            List<Axis> coordinates = first.shape().subList(1, first.shape().size());
            List<Axis> places = new java.util.ArrayList<>(List.of(column));
            places.addAll(coordinates);
            Variable moved = Products.rename(context, second.variable(), second.shape(), places);
            List<Value> parameters =
                    arguments.subList(inputs, arguments.size()).stream()
                            .map(value -> along(context, value, coordinates))
                            .toList();
            return new Pairs(first.variable(), moved, row, column, coordinates, parameters);
        }

        private static Value along(Context context, Value value, List<Axis> coordinates) {
            return value.shape().isEmpty()
                    ? value
                    : new Value(
                            Products.rename(context, value.variable(), value.shape(), coordinates),
                            coordinates);
        }

        Value parameter(int i) {
            return parameters.get(i);
        }

        /** The squared distance of each pair, in units of a scale. */
        Variable squaredDistance(Algebra a, Value scale) {
            Variable difference = a.minus(first, second);
            Variable length = scale.variable();
            return scale.shape().isEmpty()
                    ? a.scaledBy(a.sum(a.square(difference), coordinates), a.square(length))
                    : a.sum(a.square(a.scaledBy(difference, length)), coordinates);
        }

        Value matrix(Variable covariance) {
            return new Value(covariance, List.of(row, column));
        }
    }
}
