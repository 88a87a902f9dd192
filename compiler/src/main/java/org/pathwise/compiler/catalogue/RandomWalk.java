package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The Gaussian random walk that starts at 0: the steps {@code y[1]} and {@code y[t] - y[t-1]} are
 * independent Normal(0, sigma).
 */
record RandomWalk() implements Distribution.Formula {
    static Distribution entry() {
        return Distribution.named("RandomWalk")
                .text(
                        "A Gaussian random walk from 0 with steps of standard deviation sigma.",
                        "prod(Normal(y[t] | y[t-1], sigma)), y[0] = 0",
                        "level: real[20] ~ RandomWalk(0.1)")
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.Structured.REAL_VECTOR)
                .dimensions(List.of("T"))
                .mean((builder, event, p) -> builder.constant(0))
                .variance(
                        (builder, event, p) -> {
                            Algebra a = new Algebra(builder);
                            Variable time =
                                    builder.bind(
                                            "position", new Operation.Position(event.getFirst()));
                            return a.times(time, a.square(p.getFirst().variable()));
                        })
                .formula(new RandomWalk(), NORMAL)
                .build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis time = value.last();
        Variable y = a.full(value);
        Variable sigma = parameters.getFirst().variable();
        Variable position = builder.bind("position", new Operation.Position(time));
        Variable first = a.of(Function.EQUAL, position, a.number(1));
        Variable index = a.of(Function.MAXIMUM, a.minus(position, 1), a.number(1));
        Variable before =
                builder.bind("before", new Operation.Gather(y, List.of(time), List.of(index)));
        Variable step = a.minus(y, a.select(first, a.number(0), before));
        return a.sum(NormalDistributions.logDensity(a, a.scaledBy(step, sigma), sigma), time);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable steps = a.times(parameters.getFirst().variable(), noise.getFirst().variable());
        return builder.bind(
                "walk", new Operation.CumulativeSum(steps, event.getFirst(), false, false));
    }
}
