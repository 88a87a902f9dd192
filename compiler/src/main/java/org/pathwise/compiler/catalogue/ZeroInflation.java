package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moment;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number that is 0 with probability p, and else comes from another distribution. Where that is
 * discrete, its own zeros add to p; where it is continuous, a 0 counts p and everything else the
 * density times 1 - p (a hurdle).
 */
public record ZeroInflation(Part part) implements Distribution.Formula {

    /** The distribution with more zeros; its parameters are the base's, then p. */
    public static Distribution of(Distribution base) {
        Part part = new Part(base, 0);
        ZeroInflation formula = new ZeroInflation(part);
        List<Parameter> parameters = new ArrayList<>(base.parameters());
        parameters.add(new Parameter("p", Support.UNIT, Reparameterization.NONE));
        List<Noise> noise = new ArrayList<>();
        if (base.hasSampler()) {
            noise.add(Noise.UNIFORM);
            noise.addAll(base.noise());
        }
        boolean fromZero =
                base.isDiscrete()
                        && Cut.lower(base.support()) instanceof Bound.Constant(double first)
                        && first >= 0;
        return part.built(
                "ZeroInflated",
                parameters,
                base.support() instanceof Support.Integers(Bound lower, Bound upper)
                        ? new Support.Integers(orZero(lower), upper)
                        : base.support(),
                base.isDiscrete() ? part.role() : Role.OBSERVATION,
                noise,
                formula,
                base.cumulative().filter(_ -> fromZero).map(formula::cumulative),
                formula.moments());
    }

    private static Bound orZero(Bound lower) {
        return lower instanceof Bound.Constant(double first) && first > 0 ? Bound.ZERO : lower;
    }

    private Variable p(List<Value> parameters) {
        return parameters.get(part.end()).variable();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        boolean discrete = part.base().isDiscrete();
        // 0 need not be a value of the base
        Variable own =
                discrete
                        ? part.logDensity(builder, value, parameters)
                        : part.logDensityOnSupport(builder, value, parameters);
        return density(new Algebra(builder), value, own, parameters);
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        Variable own = part.logDensity(builder, value, parameters);
        return density(new Algebra(builder), value, own, parameters);
    }

    private Variable density(Algebra a, Value value, Variable own, List<Value> parameters) {
        Variable p = p(parameters);
        Variable rest = a.plus(a.log1m(p), own);
        Variable zero = a.of(Function.EQUAL, value.variable(), a.number(0));
        Variable atZero =
                part.base().isDiscrete() ? Reductions.logSumExp(a, a.log(p), rest) : a.log(p);
        return a.select(zero, atZero, rest);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable zero = a.of(Function.EQUAL, value.variable(), a.number(0));
        return part.onSupport(builder, value, parameters)
                .map(inside -> a.of(Function.OR, zero, inside));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable zero = a.of(Function.LESS, noise.getFirst().variable(), p(parameters));
        Variable other =
                part.base()
                        .formula()
                        .draw(builder, event, noise.subList(1, noise.size()), part.of(parameters));
        return a.select(zero, a.number(0), other);
    }

    /** Of a base on 0, 1, ...: every zero that is added lies at or below every value. */
    private Cumulative cumulative(Cumulative base) {
        return new Cumulative(
                (builder, y, all) -> {
                    Algebra a = new Algebra(builder);
                    Variable own = base.logCdf().of(builder, y, part.of(all));
                    return Reductions.logSumExp(a, a.log(p(all)), a.plus(a.log1m(p(all)), own));
                },
                (builder, y, all) -> {
                    Algebra a = new Algebra(builder);
                    return a.plus(a.log1m(p(all)), base.logCcdf().of(builder, y, part.of(all)));
                },
                base.quantile().map(own -> quantile(own)));
    }

    /** 0 up to the probability p, and the base's quantile of what lies beyond. */
    private Cumulative.Quantile quantile(Cumulative.Quantile own) {
        return (builder, logP, logQ, all) -> {
            Algebra a = new Algebra(builder);
            Variable logZero = a.log(p(all));
            Variable beyond = a.of(Function.LESS, logZero, logP);
            Variable rest = a.log1m(p(all));
            Variable baseP = a.minus(a.of(Function.LOG_DIFF_EXP, logP, logZero), rest);
            // of all values, the first stands for those that are not beyond
            Variable safeP = a.select(beyond, baseP, a.number(Double.NEGATIVE_INFINITY));
            Variable safeQ = a.select(beyond, a.minus(logQ, rest), a.number(0));
            Variable value = own.of(builder, safeP, safeQ, part.of(all));
            return a.select(beyond, value, a.number(0));
        };
    }

    private Moments moments() {
        Optional<Moment> mean = part.base().moments().mean();
        Optional<Moment> variance = part.base().moments().variance();
        return new Moments(
                mean.map(
                        own ->
                                (builder, event, all) -> {
                                    Algebra a = new Algebra(builder);
                                    return a.times(
                                            a.minus(1, p(all)),
                                            own.of(builder, event, part.of(all)));
                                }),
                mean.flatMap(
                        own ->
                                variance.map(
                                        spread ->
                                                (builder, event, all) -> {
                                                    Algebra a = new Algebra(builder);
                                                    Variable m =
                                                            own.of(builder, event, part.of(all));
                                                    Variable v =
                                                            spread.of(builder, event, part.of(all));
                                                    return a.times(
                                                            a.minus(1, p(all)),
                                                            a.plus(
                                                                    v,
                                                                    a.times(p(all), a.square(m))));
                                                })));
    }
}
