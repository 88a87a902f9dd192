package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moment;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.Distribution.Text;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes an entry of the catalogue so that it reads like the page of a reference:
 *
 * <pre>{@code
 * Distribution.named("Exponential")
 *         .text("Waiting time ...", "beta exp(-beta y)", "t ~ Exponential(0.5)")
 *         .parameter("beta", Support.POSITIVE, INVERSE_CDF)
 *         .on(Support.POSITIVE, ScalarFormula.FROM_ZERO)
 *         .density((a, y, p) -> a.minus(a.log(p[0]), a.times(p[0], y)))
 *         .draw((a, u, p) -> a.scaledBy(a.negate(a.log(u.getFirst())), p[0]), UNIFORM)
 *         .mean((a, p) -> a.over(a.number(1), p[0]))
 *         .build();
 * }</pre>
 */
final class DistributionBuilder {
    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private boolean named;
    private Text text = new Text("", "", "");
    private @Nullable Support support;
    private @Nullable List<String> dimensions;
    private Role role = Role.ANY;
    private ScalarFormula.Mask mask = ScalarFormula.EVERYWHERE;
    private ScalarFormula.@Nullable Density density;
    private ScalarFormula.Sampler sampler =
            (a, u, p) -> {
                throw new IllegalStateException("no sampler");
            };
    private Distribution.Ends hiddenEnds = Distribution.Ends.NONE;
    private Optional<ScalarFormula.OfParameters> entropy = Optional.empty();
    private Distribution.@Nullable Formula formula;
    private List<Noise> noise = List.of();
    private Optional<Cumulative> cumulative = Optional.empty();
    private Optional<Moment> mean = Optional.empty();
    private Optional<Moment> variance = Optional.empty();

    DistributionBuilder(String name) {
        this.name = name;
    }

    /** What the reference says, see {@link Text}. */
    DistributionBuilder text(String summary, String densityText, String example) {
        text = new Text(summary, densityText, example);
        return this;
    }

    DistributionBuilder text(Text whole) {
        text = whole;
        return this;
    }

    DistributionBuilder parameter(
            String parameter, Support where, Reparameterization reparameterization) {
        return parameter(new Parameter(parameter, where, reparameterization));
    }

    /** A parameter with dimensions of its own, see {@link Parameter#dimensions}. */
    DistributionBuilder parameter(
            String parameter,
            Support where,
            Reparameterization reparameterization,
            List<String> labels) {
        return parameter(new Parameter(parameter, where, reparameterization, labels));
    }

    DistributionBuilder parameter(Parameter parameter) {
        parameters.add(parameter);
        return this;
    }

    /** The entry is chosen by naming a parameter, see {@link Distribution#named}. */
    DistributionBuilder byName() {
        named = true;
        return this;
    }

    /** The support; where the values are numbers, every one of them is on it. */
    DistributionBuilder on(Support where) {
        support = where;
        return this;
    }

    /** The support of numbers, and how to tell whether a number lies on it. */
    DistributionBuilder on(Support where, ScalarFormula.Mask whether) {
        support = where;
        mask = whether;
        return this;
    }

    /**
     * Labels of the value's dimensions other than {@code K}, see {@link Distribution#dimensions}.
     */
    DistributionBuilder dimensions(List<String> labels) {
        dimensions = labels;
        return this;
    }

    DistributionBuilder role(Role what) {
        role = what;
        return this;
    }

    /** The log density of a number on the support. */
    DistributionBuilder density(ScalarFormula.Density logDensity) {
        density = logDensity;
        return this;
    }

    /** Ends that move with parameters where the support does not show it. */
    DistributionBuilder hiddenEnds(Distribution.Ends ends) {
        hiddenEnds = ends;
        return this;
    }

    /** The sampler of a number from noises. */
    DistributionBuilder draw(ScalarFormula.Sampler draw, Noise... from) {
        sampler = draw;
        noise = List.of(from);
        return this;
    }

    /** Density and sampler of vectors, matrices or what else needs more than a scalar formula. */
    DistributionBuilder formula(Distribution.Formula whole, Noise... from) {
        formula = whole;
        noise = List.of(from);
        return this;
    }

    /** The distribution function of a number, see {@link Cumulative}. */
    DistributionBuilder cumulative(ScalarFormula.Density logCdf, ScalarFormula.Density logCcdf) {
        cumulative = Optional.of(new Cumulative(log(logCdf), log(logCcdf), Optional.empty()));
        return this;
    }

    /** The distribution function of a number and its inverse, see {@link Cumulative}. */
    DistributionBuilder cumulative(
            ScalarFormula.Density logCdf,
            ScalarFormula.Density logCcdf,
            ScalarFormula.Quantile quantile) {
        cumulative =
                Optional.of(
                        new Cumulative(
                                log(logCdf),
                                log(logCcdf),
                                Optional.of(
                                        (builder, logP, logQ, p) ->
                                                quantile.of(
                                                        new Algebra(builder),
                                                        logP,
                                                        logQ,
                                                        variables(p)))));
        return this;
    }

    private static Cumulative.Log log(ScalarFormula.Density formula) {
        return (builder, y, p) -> formula.of(new Algebra(builder), y, variables(p));
    }

    private static Variable[] variables(List<Value> values) {
        return values.stream().map(Value::variable).toArray(Variable[]::new);
    }

    DistributionBuilder cumulative(Cumulative whole) {
        cumulative = Optional.of(whole);
        return this;
    }

    /** The mean of a number. */
    DistributionBuilder mean(ScalarFormula.OfParameters formulaOfMean) {
        return mean(moment(formulaOfMean));
    }

    DistributionBuilder mean(Moment formulaOfMean) {
        mean = Optional.of(formulaOfMean);
        return this;
    }

    /** The variance of a number. */
    DistributionBuilder variance(ScalarFormula.OfParameters formulaOfVariance) {
        return variance(moment(formulaOfVariance));
    }

    DistributionBuilder variance(Moment formulaOfVariance) {
        variance = Optional.of(formulaOfVariance);
        return this;
    }

    /** The entropy of a number, see {@link Distribution.Formula#entropy}. */
    DistributionBuilder entropy(ScalarFormula.OfParameters formulaOfEntropy) {
        entropy = Optional.of(formulaOfEntropy);
        return this;
    }

    private static Moment moment(ScalarFormula.OfParameters of) {
        return (builder, event, p) -> of.of(new Algebra(builder), variables(p));
    }

    Distribution build() {
        Support where = Objects.requireNonNull(support, "support");
        Distribution.Formula whole =
                formula != null
                        ? formula
                        : new ScalarFormula(
                                Objects.requireNonNull(density),
                                mask,
                                sampler,
                                hiddenEnds,
                                entropy);
        List<String> labels =
                dimensions != null ? dimensions : Distribution.defaultDimensions(where);
        return new Distribution(
                name,
                parameters,
                named,
                where,
                labels,
                role,
                noise,
                whole,
                cumulative,
                new Moments(mean, variance),
                text);
    }
}
