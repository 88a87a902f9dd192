package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.core.Weight;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Draws all latents: from the user's guide where it has them, from the automatic guide else. */
final class LowerGuide {
    private final CoreProgram core;
    private final Scope scope;
    private final ParameterTable parameters;
    private final NoiseTable noise;
    private final Function<Symbol, Plan.Form> forms;
    private final Entropy entropy;

    /** For what needs draws and their log densities, and no gradient. */
    LowerGuide(
            CoreProgram core,
            Scope scope,
            ParameterTable parameters,
            NoiseTable noise,
            Function<Symbol, Plan.Form> forms) {
        this(core, scope, parameters, noise, forms, Entropy.SAMPLE);
    }

    /**
     * Prepares.
     *
     * @param scope its environment has the data; the latents are added to it
     * @param forms what becomes of each latent: whether it is drawn, and held fixed when the
     *     gradient is taken
     * @param entropy how the entropies of differentiable draws are estimated
     */
    LowerGuide(
            CoreProgram core,
            Scope scope,
            ParameterTable parameters,
            NoiseTable noise,
            Function<Symbol, Plan.Form> forms,
            Entropy entropy) {
        this.core = core;
        this.scope = scope;
        this.parameters = parameters;
        this.noise = noise;
        this.forms = forms;
        this.entropy = entropy;
    }

    /** The guide's sites, in the order of the program's latents. */
    List<GuideSite> lower() {
        core.weights().forEach(this::weight);
        AutomaticGuide automatic = new AutomaticGuide(scope, parameters, noise, entropy);
        Map<Symbol, GuideSite> sites = new LinkedHashMap<>();
        for (Latent latent : core.latents()) {
            if (core.guide().first().contains(latent.symbol())) {
                draw(automatic, latent, sites);
            }
        }
        // The guide's definitions are its own: the model must not see them.
        Scope own = scope.with(scope.builder(), scope.environment().copy());
        core.guide().parameters().forEach(parameter -> parameter(own, parameter));
        for (Statement statement : core.guide().statements()) {
            if (statement instanceof Statement.Sample sample) {
                GuideSite site = site(own, sample);
                sites.put(sample.symbol(), site);
                own.environment().put(sample.symbol(), site.value());
                scope.environment().put(sample.symbol(), site.value());
            } else {
                new LowerStatement(own).define(statement);
            }
        }
        for (Latent latent : core.latents()) {
            if (!sites.containsKey(latent.symbol())) {
                draw(automatic, latent, sites);
            }
        }
        return core.latents().stream()
                .map(latent -> Objects.requireNonNull(sites.get(latent.symbol())))
                .toList();
    }

    private void draw(AutomaticGuide automatic, Latent latent, Map<Symbol, GuideSite> sites) {
        GuideSite site = automatic.draw(latent, forms.apply(latent.symbol()));
        sites.put(latent.symbol(), site);
        scope.environment().put(latent.symbol(), site.value());
    }

    private void weight(Weight weight) {
        Symbol symbol = weight.symbol();
        List<Axis> shape = scope.axes().canonical(symbol.type());
        Variable variable =
                parameters.add(symbol.name(), shape, weight.center(), weight.spread(scope.sizes()));
        scope.environment().put(symbol, new Value(variable, shape));
    }

    private void parameter(Scope own, Guide.Parameter parameter) {
        own.origins().enter(parameter.symbol().name());
        Unconstrained space = space(own, parameter);
        Variable free =
                parameters.add(
                        parameter.symbol().name(), space.order(), initialValues(own, parameter));
        own.environment()
                .put(parameter.symbol(), new Value(space.forward(free).value(), space.shape()));
    }

    private static Unconstrained space(Scope scope, Guide.Parameter parameter) {
        return new Unconstrained(
                scope,
                parameter.symbol(),
                parameter.support(),
                parameter.bounds(),
                List.of(),
                List.of());
    }

    /** The starting values on the unconstrained scale, of all rows: as given, or 0. */
    private List<Double> initialValues(Scope own, Guide.Parameter parameter) {
        Scope all = own.rows().all().orElse(own);
        Unconstrained space = space(all, parameter);
        if (parameter.initial().isEmpty()) {
            int count =
                    space.order().stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
            return Collections.nCopies(count, 0.0);
        }
        Expr initial = parameter.initial().get();
        Value given = new LowerExpression(all).lower(initial);
        Variable free = space.inverse(all.builder().broadcast(given.variable(), space.shape()));
        List<Double> values = KnownValues.elements(free, space.order(), all.builder().lets());
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new DataFault(
                    initial.span(),
                    "the starting value of `"
                            + parameter.symbol().name()
                            + "` does not lie inside its support, "
                            + parameter.support());
        }
        return values;
    }

    private GuideSite site(Scope own, Statement.Sample sample) {
        Symbol symbol = sample.symbol();
        own.origins().enter(symbol.name());
        Latent latent =
                core.latents().stream()
                        .filter(candidate -> candidate.symbol().equals(symbol))
                        .findFirst()
                        .orElseThrow();
        Plan.Form form = forms.apply(symbol);
        Optional<StateMasses> masses =
                form == Plan.Form.SUMMED || form == Plan.Form.ONE_AT_A_TIME
                        ? Optional.of(new StateMasses(own, latent, sample))
                        : Optional.empty();
        if (form == Plan.Form.SUMMED) {
            return SummedSite.of(
                    own, latent, masses.orElseThrow().whole(), masses.orElseThrow().pieces());
        }
        Builder builder = own.builder();
        UnaryOperator<Variable> hold =
                form.isHeld() ? builder::stopGradient : UnaryOperator.identity();
        List<Assembly.Part> values = new ArrayList<>();
        List<Assembly.Part> densities = new ArrayList<>();
        List<GuideSite.Piece> pieces = new ArrayList<>();
        int event = sample.pieces().getFirst().content().distribution().rank();
        List<Assembly.Part> logits = new ArrayList<>();
        for (Statement.Piece<Draw> piece : sample.pieces()) {
            LowerDensity.NoiseSource source = noise.source(symbol.name());
            LowerStatement statements = new LowerStatement(own);
            if (form == Plan.Form.ANTITHETIC) {
                Value logit = statements.logit(symbol, piece);
                logits.add(new Assembly.Part(piece.targets(), logit));
                source =
                        new Antithetic(logit.variable())
                                .turned(builder, noise.antithetic(symbol.name()));
            }
            LowerStatement.Drawn drawn =
                    statements.draw(
                            symbol,
                            piece,
                            List.of(noise.particles()),
                            source,
                            hold,
                            form == Plan.Form.PATHWISE ? entropy : Entropy.SAMPLE);
            List<Axis> shape = drawn.value().shape();
            List<Axis> plates = shape.subList(0, shape.size() - event);
            values.add(new Assembly.Part(piece.targets(), drawn.value()));
            densities.add(
                    new Assembly.Part(
                            piece.targets(), new Value(drawn.logDensity().variable(), plates)));
            pieces.add(
                    new GuideSite.Piece(
                            drawn.logDensity().variable(), drawn.over(), plates, drawn.entropy()));
        }
        Value logDensity = new Assembly(own, plates(symbol, event)).whole(densities);
        return new GuideSite(
                latent,
                new Assembly(own, symbol).whole(values),
                logDensity.shape(),
                pieces,
                logDensity.variable(),
                masses.map(m -> builder.negate(m.whole().negativeEntropy(builder))),
                masses.map(StateMasses::whole),
                logits.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Antithetic(
                                        new Assembly(own, symbol).whole(logits).variable())));
    }

    /** What has the dimensions of a symbol without those of its event. */
    static Symbol plates(Symbol symbol, int event) {
        return new Symbol(
                -1 - symbol.id(),
                symbol.name(),
                symbol.kind(),
                new Type(
                        symbol.type().element(),
                        symbol.type().shape().subList(0, symbol.type().rank() - event)),
                List.of(),
                symbol.span());
    }
}
