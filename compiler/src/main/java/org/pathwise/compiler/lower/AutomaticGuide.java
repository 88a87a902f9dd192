package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Shift;
import org.pathwise.compiler.catalogue.Transform;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.DiscreteFamily;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mean-field guide that latents get without a guide of their own: an independent Normal for
 * each element on the unconstrained scale, carried onto the support by its transform (Kucukelbir et
 * al. 2017, "Automatic Differentiation Variational Inference", JMLR 18(14), section 2.3); a
 * Bernoulli, Categorical, Binomial or Poisson of its own, moved to the least value of the support,
 * for each element of a discrete latent.
 */
final class AutomaticGuide {
    private static final double INITIAL_LOG_SCALE = -1;
    private static final double HALF_LOG_TWO_PI_E = 0.5 * (1 + Math.log(2 * Math.PI));
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Scope scope;
    private final ParameterTable parameters;
    private final NoiseTable noise;
    private final Entropy entropy;

    AutomaticGuide(Scope scope, ParameterTable parameters, NoiseTable noise, Entropy entropy) {
        this.scope = scope;
        this.parameters = parameters;
        this.noise = noise;
        this.entropy = entropy;
    }

    /**
     * Draws a latent.
     *
     * @param form whether it is drawn, and whether its draws are held fixed when the gradient is
     *     taken
     */
    GuideSite draw(Latent latent, Plan.Form form) {
        scope.origins().enter(latent.symbol().name());
        return latent.support().isDiscrete()
                ? discrete(latent, form)
                : continuous(latent, form.isHeld());
    }

    private GuideSite continuous(Latent latent, boolean held) {
        Builder builder = scope.builder();
        Symbol symbol = latent.symbol();
        Unconstrained space = new Unconstrained(scope, latent);
        Variable location = parameters.add(symbol.name() + ".loc", space.order(), 0);
        Variable logScale =
                parameters.add(symbol.name() + ".log_scale", space.order(), INITIAL_LOG_SCALE);
        Variable standard = noise.add(symbol.name(), Distribution.Noise.NORMAL, space.order());
        Variable drawn = builder.add(location, builder.multiply(builder.exp(logScale), standard));
        Variable free = held ? builder.stopGradient(drawn) : drawn;
        Transform.Result result = space.forward(free);
        Variable value = held ? builder.stopGradient(result.value()) : result.value();
        Variable jacobian =
                held
                        ? builder.stopGradient(result.logAbsDetJacobian())
                        : result.logAbsDetJacobian();

        // log q of the draw: Normal on the unconstrained scale, less the log Jacobian.
        Variable logDensity =
                builder.subtract(space.sumFree(standard(free, location, logScale)), jacobian);
        Optional<Variable> counted =
                switch (held ? Entropy.SAMPLE : entropy) {
                    case SAMPLE -> Optional.empty();
                    case CLOSED -> {
                        Variable normal =
                                builder.add(logScale, builder.constant(HALF_LOG_TWO_PI_E));
                        yield Optional.of(builder.add(space.sumFree(normal), jacobian));
                    }
                    case STL -> {
                        Variable normal =
                                standard(
                                        free,
                                        builder.stopGradient(location),
                                        builder.stopGradient(logScale));
                        yield Optional.of(builder.subtract(jacobian, space.sumFree(normal)));
                    }
                };
        return new GuideSite(
                latent,
                new Value(value, space.shape()),
                space.plates(),
                List.of(new GuideSite.Piece(logDensity, space.plates(), space.plates())),
                logDensity,
                counted);
    }

    /** The log density of a Normal. */
    private Variable standard(Variable free, Variable location, Variable logScale) {
        Builder builder = scope.builder();
        Variable scaled =
                builder.multiply(
                        builder.subtract(free, location), builder.exp(builder.negate(logScale)));
        return builder.subtract(
                builder.multiply(builder.constant(-0.5), builder.square(scaled)),
                builder.add(logScale, builder.constant(HALF_LOG_TWO_PI)));
    }

    private GuideSite discrete(Latent latent, Plan.Form form) {
        Symbol symbol = latent.symbol();
        List<Axis> plates = scope.axes().canonical(symbol.type());
        LowerExpression expressions = new LowerExpression(scope);
        LowerDensity densities = new LowerDensity(expressions);
        Family family = family(latent, plates);
        Optional<GuideSite.Masses> masses = masses(densities, latent, family, plates, form);
        if (form == Plan.Form.SUMMED) {
            return SummedSite.of(scope, latent, masses.orElseThrow());
        }
        Builder builder = scope.builder();
        Optional<Antithetic> antithetic =
                form == Plan.Form.ANTITHETIC
                        ? Optional.of(new Antithetic(logit(densities, family, plates)))
                        : Optional.empty();
        LowerDensity.NoiseSource source =
                antithetic
                        .map(coupled -> coupled.turned(builder, noise.antithetic(symbol.name())))
                        .orElseGet(() -> noise.source(symbol.name()));
        Value drawn =
                held(
                        densities.draw(
                                family.distribution(),
                                family.arguments(),
                                plates,
                                List.of(noise.particles()),
                                source));
        Variable logDensity =
                densities
                        .density(family.distribution(), drawn, family.arguments(), true)
                        .variable();
        return new GuideSite(
                latent,
                drawn,
                plates,
                List.of(new GuideSite.Piece(logDensity, plates, plates)),
                logDensity,
                masses.map(m -> builder.negate(m.negativeEntropy(builder))),
                masses,
                antithetic);
    }

    /** The logit of a Bernoulli's probability of 1. */
    private Variable logit(LowerDensity densities, Family family, List<Axis> plates) {
        Builder builder = scope.builder();
        List<Variable> logMasses =
                Stream.of(1.0, 0.0)
                        .map(
                                state ->
                                        densities
                                                .density(
                                                        family.distribution(),
                                                        new Value(builder.constant(state), plates),
                                                        family.arguments(),
                                                        true)
                                                .variable())
                        .toList();
        return builder.subtract(logMasses.getFirst(), logMasses.getLast());
    }

    /** The probabilities of a site that is summed over its states. */
    private Optional<GuideSite.Masses> masses(
            LowerDensity densities,
            Latent latent,
            Family family,
            List<Axis> plates,
            Plan.Form form) {
        if (form != Plan.Form.SUMMED && form != Plan.Form.ONE_AT_A_TIME) {
            return Optional.empty();
        }
        States states = States.of(scope, latent);
        Variable logMass =
                densities
                        .density(
                                family.distribution(),
                                states.whole(scope, latent),
                                family.arguments(),
                                true)
                        .variable();
        return Optional.of(new GuideSite.Masses(states, logMass));
    }

    private Value held(Value value) {
        return new Value(scope.builder().stopGradient(value.variable()), value.shape());
    }

    private record Family(Distribution distribution, List<Value> arguments) {
        Family shifted(double offset) {
            return new Family(Shift.of(distribution, offset), arguments);
        }
    }

    /** The family on a latent's support, with free parameters. */
    private Family family(Latent latent, List<Axis> plates) {
        double least = least(latent.support());
        return switch (DiscreteFamily.of(latent).orElseThrow()) {
            case BERNOULLI -> byOne(latent, "Bernoulli", "logit", plates);
            case POISSON -> byOne(latent, "Poisson", "log", plates).shifted(least);
            case BINOMIAL -> binomial(latent, plates, least);
            case CATEGORICAL -> categorical(latent, plates, least - 1);
        };
    }

    private static double least(Support support) {
        if (support instanceof Support.Integers(Bound lower, Bound _)
                && lower instanceof Bound.Constant(double least)) {
            return least;
        }
        throw new IllegalStateException("the plan refuses latents on " + support);
    }

    private Family byOne(Latent latent, String family, String parameter, List<Axis> plates) {
        String name = latent.symbol().name() + (parameter.equals("log") ? ".log_rate" : ".logit");
        return new Family(
                Families.byParameter(family, parameter),
                List.of(new Value(parameters.add(name, plates, 0), plates)));
    }

    private Family categorical(Latent latent, List<Axis> plates, double offset) {
        List<Axis> order = new ArrayList<>(plates);
        order.add(scope.fresh(states(latent)));
        Variable logit = parameters.add(latent.symbol().name() + ".logit", order, 0);
        return new Family(
                        Families.byParameter("Categorical", "logit"),
                        List.of(new Value(logit, order)))
                .shifted(offset);
    }

    private Family binomial(Latent latent, List<Axis> plates, double least) {
        Builder builder = scope.builder();
        Value most =
                latent.bounds().isEmpty()
                        ? Value.scalar(builder.constant(most(latent.support())))
                        : SupportBounds.of(scope, latent).of(0);
        Variable trials = builder.subtract(most.variable(), builder.constant(least));
        Variable logit = parameters.add(latent.symbol().name() + ".logit", plates, 0);
        return new Family(
                        Families.byParameter("Binomial", "logit"),
                        List.of(new Value(trials, most.shape()), new Value(logit, plates)))
                .shifted(least);
    }

    private static double most(Support support) {
        if (support instanceof Support.Integers(Bound _, Bound upper)
                && upper instanceof Bound.Constant(double most)) {
            return most;
        }
        throw new IllegalStateException("no largest value of " + support);
    }

    /** How many values a latent has that gets a probability for each. */
    private static Dimension states(Latent latent) {
        Bound upper = ((Support.Integers) latent.support()).upper();
        return latent.dimension(upper).orElseThrow().plus(1 - (int) least(latent.support()));
    }

    /** The entries of the catalogue that discrete latents are drawn from. */
    private static final class Families {
        static Distribution byParameter(String name, String parameter) {
            return Catalogue.distributions(name).stream()
                    .filter(
                            entry ->
                                    entry.parameters().stream()
                                            .anyMatch(
                                                    candidate ->
                                                            candidate.name().equals(parameter)))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no " + name + " by " + parameter));
        }
    }
}
