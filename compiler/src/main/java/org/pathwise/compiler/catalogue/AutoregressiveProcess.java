package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.COMPOSITION;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The Gaussian autoregressive process {@code y[t] ~ Normal(c + sum(phi[k] y[t-k]), sigma)}, given
 * that all values before the first are 0, as those of {@link RandomWalk} are: {@code AR([1],
 * sigma)} is {@code RandomWalk(sigma)}. (Stan's guide conditions on the first observed values
 * instead: observe {@code y[P+1..T]} with a Normal for that.)
 *
 * @param intercept whether c is a parameter; else it is 0
 */
record AutoregressiveProcess(boolean intercept) implements Distribution.Formula {
    static List<Distribution> all() {
        Distribution centred =
                Distribution.named("AR")
                        .text(
                                "A Gaussian autoregressive process with the coefficients phi, after"
                                        + " zeros: y[t] = 0 for t < 1.",
                                "prod(Normal(y[t] | sum(phi[k] y[t-k]), sigma))",
                                "x: real[20] ~ AR([0.6, 0.2], 1)")
                        .parameter("phi", Support.Structured.REAL_VECTOR, COMPOSITION, List.of("P"))
                        .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                        .on(Support.Structured.REAL_VECTOR)
                        .dimensions(List.of("T"))
                        .mean((builder, event, p) -> builder.constant(0))
                        .formula(new AutoregressiveProcess(false), NORMAL)
                        .build();
        Distribution shifted =
                Distribution.named("AR")
                        .text(
                                "A Gaussian autoregressive process with the intercept c and the"
                                        + " coefficients phi, after zeros: y[t] = 0 for t < 1.",
                                "prod(Normal(y[t] | c + sum(phi[k] y[t-k]), sigma))",
                                "x: real[20] ~ AR(0.5, [0.6, 0.2], 1)")
                        .parameter("c", Support.REAL, COMPOSITION)
                        .parameter("phi", Support.Structured.REAL_VECTOR, COMPOSITION, List.of("P"))
                        .parameter("sigma", Support.POSITIVE, COMPOSITION)
                        .on(Support.Structured.REAL_VECTOR)
                        .dimensions(List.of("T"))
                        .formula(new AutoregressiveProcess(true), NORMAL)
                        .build();
        return List.of(centred, shifted);
    }

    private Value coefficients(List<Value> parameters) {
        return parameters.get(intercept ? 1 : 0);
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis time = value.last();
        Variable y = a.full(value);
        Value phi = coefficients(parameters);
        Variable sigma = parameters.getLast().variable();
        Variable source = a.minus(position(builder, time), position(builder, phi.last()));
        Variable index = a.of(Function.MAXIMUM, source, a.number(1));
        Variable before =
                builder.bind("before", new Operation.Gather(y, List.of(time), List.of(index)));
        Variable known = a.select(a.atLeast(source, 1), before, a.number(0));
        Variable predicted = a.contract(a.full(phi), known, phi.last());
        Variable step = a.minus(a.minus(y, predicted), constant(a, parameters));
        return a.sum(NormalDistributions.logDensity(a, a.scaledBy(step, sigma), sigma), time);
    }

    private Variable constant(Algebra a, List<Value> parameters) {
        return intercept ? parameters.getFirst().variable() : a.number(0);
    }

    private static Variable position(Builder builder, Axis axis) {
        return builder.bind("position", new Operation.Position(axis));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable sigma = parameters.getLast().variable();
        Variable innovation =
                a.plus(a.times(sigma, noise.getFirst().variable()), constant(a, parameters));
        Value phi = coefficients(parameters);
        return process(builder, event.getFirst(), innovation, a.full(phi), phi.last());
    }

    /** A scan that carries the last values, the latest first, along the coefficients' axis. */
    private static Variable process(
            Builder builder, Axis time, Variable innovation, Variable phi, Axis lags) {
        List<Axis> axes = Axes.minus(Axes.union(List.of(innovation, phi)), List.of(time));
        Builder body = new Builder(builder.names());
        Algebra a = new Algebra(body);
        Variable window = builder.names().variable("window", axes);
        Variable coefficients = builder.names().variable("phi", phi.axes());
        Variable own =
                builder.names()
                        .variable("innovation", Axes.minus(innovation.axes(), List.of(time)));
        Variable step = builder.names().variable("step", List.of());
        Variable value = a.plus(own, a.contract(coefficients, window, lags));
        Variable place = position(body, lags);
        Variable index = a.of(Function.MAXIMUM, a.minus(place, 1), a.number(1));
        Variable shifted =
                body.bind("shifted", new Operation.Gather(window, List.of(lags), List.of(index)));
        Variable latest = a.of(Function.EQUAL, place, a.number(1));
        Variable next = a.spread(a.select(latest, value, shifted), axes);
        Operation.Body inside =
                new Operation.Body(
                        step,
                        List.of(window),
                        List.of(own, coefficients),
                        body.lets(),
                        List.of(next),
                        List.of(value));
        Variable zeros = builder.broadcast(builder.constant(0), axes);
        List<Variable> results =
                builder.scan(
                        "process",
                        new Operation.Scan(
                                time, false, List.of(zeros), List.of(innovation, phi), inside));
        return results.getLast();
    }
}
