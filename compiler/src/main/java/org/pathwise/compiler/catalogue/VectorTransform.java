package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/** Transforms onto sets of vectors. Sources: Stan Reference Manual, "Constraint Transforms". */
sealed interface VectorTransform extends Transform {

    Result forward(Algebra a, Variable x, Axis free, Axis event);

    Variable inverse(Algebra a, Variable y, Axis free, Axis event);

    @Override
    default int unconstrainedSize(List<Integer> event) {
        return event.getFirst();
    }

    @Override
    default Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        return forward(a, a.spread(unconstrained, List.of(free)), free, event.getFirst());
    }

    @Override
    default Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        return inverse(a, a.spread(value, event), free, event.getFirst());
    }

    /** The same for each element. */
    record Elementwise(ScalarTransform scalar) implements VectorTransform {
        @Override
        public String name() {
            return scalar.name();
        }

        @Override
        public Result forward(Algebra a, Variable x, Axis free, Axis event) {
            Result result = scalar.forward(a, a.builder.rename(x, free, event), List.of());
            return new Result(result.value(), a.sum(result.logAbsDetJacobian(), event));
        }

        @Override
        public Variable inverse(Algebra a, Variable y, Axis free, Axis event) {
            return a.builder.rename(scalar.inverse(a, y, List.of()), event, free);
        }
    }

    /**
     * Onto the simplex of K elements from K-1: element k takes the share {@code inv_logit(x[k] -
     * log(K - k))} of what the ones before it leave, so that 0 becomes the uniform simplex. Worked
     * out in logarithms: the log Jacobian is the sum of the elements' logarithms.
     */
    record StickBreaking() implements VectorTransform {
        @Override
        public String name() {
            return "stick-breaking";
        }

        @Override
        public int unconstrainedSize(List<Integer> event) {
            return event.getFirst() - 1;
        }

        @Override
        public Result forward(Algebra a, Variable x, Axis free, Axis event) {
            Variable share = a.minus(x, logLeft(a, free, event));
            Variable logTaken = a.negate(a.log1pExp(a.negate(share)));
            Variable logLeft = a.negate(a.log1pExp(share));
            Variable before =
                    a.builder.bind("left", new Operation.CumulativeSum(logLeft, free, true, false));
            Axis one = a.builder.names().axis("1", 1);
            Variable log =
                    a.builder.bind(
                            "log",
                            new Operation.Concatenate(
                                    List.of(a.plus(logTaken, before), a.sum(logLeft, free)),
                                    List.of(free, one),
                                    event));
            return new Result(a.exp(log), a.sum(log, event));
        }

        @Override
        public Variable inverse(Algebra a, Variable y, Axis free, Axis event) {
            Variable after =
                    a.builder.bind("after", new Operation.CumulativeSum(y, event, true, true));
            Variable ratio = a.minus(a.log(y), a.log(after));
            Variable first = a.builder.bind("first", new Operation.Slice(ratio, event, free, 0));
            return a.plus(first, logLeft(a, free, event));
        }

        /** {@code log(K - k)}. */
        private static Variable logLeft(Algebra a, Axis free, Axis event) {
            return a.log(a.minus(event.extent(), position(a, free)));
        }
    }

    /**
     * Onto increasing vectors: the first element (or its logarithm), then the logarithms of the
     * steps.
     */
    record Ordered(boolean positive) implements VectorTransform {
        @Override
        public String name() {
            return positive ? "positive ordered" : "ordered";
        }

        @Override
        public Result forward(Algebra a, Variable x, Axis free, Axis event) {
            Variable steps = positive ? a.exp(x) : a.select(isFirst(a, free), x, a.exp(x));
            Variable sums =
                    a.builder.bind("sums", new Operation.CumulativeSum(steps, free, false, false));
            Variable logSlopes = positive ? x : a.select(isFirst(a, free), a.number(0), x);
            return new Result(a.builder.rename(sums, free, event), a.sum(logSlopes, free));
        }

        @Override
        public Variable inverse(Algebra a, Variable y, Axis free, Axis event) {
            Variable previousIndex =
                    a.of(Function.MAXIMUM, a.minus(position(a, free), 1), a.number(1));
            Variable previous =
                    a.builder.bind(
                            "previous",
                            new Operation.Gather(y, List.of(event), List.of(previousIndex)));
            Variable here = a.builder.rename(y, event, free);
            Variable logStep = a.log(a.minus(here, previous));
            return a.select(isFirst(a, free), positive ? a.log(here) : here, logStep);
        }

        private static Variable isFirst(Algebra a, Axis axis) {
            return a.of(Function.EQUAL, position(a, axis), a.number(1));
        }
    }

    /**
     * Onto the unit sphere from all of space: {@code x / |x|}. One free element too many, so that
     * the map has no inverse: the length |x| is an auxiliary variable of its own, chi-distributed
     * with K degrees of freedom and independent of the direction. In the place of the log Jacobian
     * stands what turns a density over the sphere's surface into the joint density over x: {@code
     * -|x|^2/2 + (1 - K/2) log 2 - lgamma(K/2)}.
     */
    record Projection() implements VectorTransform {
        @Override
        public String name() {
            return "projection to the sphere";
        }

        @Override
        public Result forward(Algebra a, Variable x, Axis free, Axis event) {
            Variable squared = a.sum(a.square(x), free);
            Variable unit = a.over(x, a.of(Function.SQRT, squared));
            double half = event.extent() / 2.0;
            Variable constant =
                    a.minus(a.number((1 - half) * Math.log(2)), a.lgamma(a.number(half)));
            return new Result(
                    a.builder.rename(unit, free, event), a.plus(a.times(-0.5, squared), constant));
        }

        /** The x of length 1. */
        @Override
        public Variable inverse(Algebra a, Variable y, Axis free, Axis event) {
            return a.builder.rename(y, event, free);
        }
    }

    private static Variable position(Algebra a, Axis axis) {
        return a.builder.bind("position", new Operation.Position(axis));
    }
}
