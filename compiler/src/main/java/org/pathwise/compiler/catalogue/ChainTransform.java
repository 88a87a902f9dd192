package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Dimension;

import java.util.List;

/**
 * A transform made of the steps of a {@link Chain}, element by element or of a vector. Its
 * parameters, where it has any, come in the place of a support's bounds.
 *
 * @param isVector whether it maps vectors
 */
record ChainTransform(String name, Chain chain, boolean isVector) implements Transform {
    /** The dimension of the vectors. */
    static final Dimension LENGTH = Dimension.of("K");

    @Override
    public int unconstrainedSize(List<Integer> event) {
        return isVector ? event.getFirst() : 1;
    }

    @Override
    public Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Parameters parameters = new Parameters(builder, event, bounds);
        Variable start =
                isVector
                        ? builder.rename(
                                a.spread(unconstrained, List.of(free)), free, event.getFirst())
                        : unconstrained;
        Quantity x = Quantity.of(a, chain.ranges().getFirst(), () -> start);
        Variable logSlope = a.number(0);
        for (int i = 0; i < chain.steps().size(); i++) {
            Step step = chain.steps().get(i);
            Quantity y = step.apply(parameters, x, chain.ranges().get(i + 1));
            logSlope = a.plus(logSlope, step.logSlope(parameters, x, y));
            x = y;
        }
        return new Result(x.value(), a.sum(logSlope, event));
    }

    @Override
    public Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Variable full = a.spread(value, event);
        Quantity y = Quantity.of(a, chain.range(), () -> full);
        Variable x = chain.inverse(new Parameters(builder, event, bounds), y).noise().value();
        return isVector ? builder.rename(x, event.getFirst(), free) : x;
    }

    private static final class Parameters implements Step.Terms {
        private final TermContext context;
        private final List<Axis> event;

        Parameters(Builder builder, List<Axis> event, List<Variable> bounds) {
            List<Value> values = bounds.stream().map(Value::scalar).toList();
            List<List<Dimension>> labels = bounds.stream().map(_ -> List.<Dimension>of()).toList();
            this.context = new TermContext(builder, values, labels);
            this.event = event;
        }

        @Override
        public Variable of(Term term) {
            return context.variable(term);
        }

        @Override
        public Value value(Term term) {
            return context.value(term);
        }

        @Override
        public Axis axis(Dimension label) {
            return event.getFirst();
        }
    }
}
