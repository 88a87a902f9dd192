package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.bind.Imputation;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The program that makes posterior draws, one for each element of the draw axis.
 *
 * @param program its inputs are the parameters and the noise; its outputs the quantities, then log
 *     joint and log guide density of each draw
 * @param draws the axis of the draws
 * @param quantities what the outputs before the last two hold
 * @param outputOrders the axes of each output, outermost first, the draws first of all
 */
public record LowerDraws(
        Program program,
        Axis draws,
        List<Slot> parameterSlots,
        ParameterLayout parameters,
        List<Slot> noiseSlots,
        NoiseLayout noise,
        List<DrawProgram.Quantity> quantities,
        List<List<Axis>> outputOrders) {
    public LowerDraws {
        parameterSlots = List.copyOf(parameterSlots);
        noiseSlots = List.copyOf(noiseSlots);
        quantities = List.copyOf(quantities);
        outputOrders = List.copyOf(outputOrders);
    }

    /** The most elements that an array has for each draw. */
    public long largest() {
        return Footprint.largest(program, draws);
    }

    private static final class Outputs {
        private final Scope scope;
        private final Axis draws;
        private final List<Variable> variables = new ArrayList<>();
        private final List<List<Axis>> orders = new ArrayList<>();
        private final List<DrawProgram.Quantity> quantities = new ArrayList<>();

        Outputs(Scope scope, Axis draws) {
            this.scope = scope;
            this.draws = draws;
        }

        void quantity(String name, DrawProgram.Quantity.Kind kind, Value value) {
            add(value.variable(), value.shape());
            List<Integer> shape = value.shape().stream().map(Axis::extent).toList();
            quantities.add(new DrawProgram.Quantity(name, kind, shape));
        }

        /** A latent: of missing data, under the names of the missing elements. */
        void latent(Symbol symbol, Imputation imputation) {
            Value value = scope.environment().get(symbol);
            Optional<Imputation.MissingLatent> missing =
                    imputation.latents().stream()
                            .filter(latent -> latent.symbol().equals(symbol))
                            .findFirst();
            if (missing.isEmpty()) {
                quantity(symbol.name(), DrawProgram.Quantity.Kind.LATENT, value);
                return;
            }
            add(value.variable(), value.shape());
            quantities.add(missing.get().quantity());
        }

        void add(Variable variable, List<Axis> shape) {
            List<Axis> order = new ArrayList<>(List.of(draws));
            order.addAll(shape);
            variables.add(scope.builder().broadcast(variable, order));
            orders.add(order);
        }
    }

    /** Writes the program for batches of a number of draws. */
    public static LowerDraws of(
            CoreProgram core, Plan plan, CheckedData data, int drawCount, Names names) {
        return of(core, plan, data, Batches.NONE, drawCount, names);
    }

    /**
     * The same after a fit of which each step saw only some rows of the data: without what varies
     * over the rows, and without the log densities, which are NaN.
     */
    public static LowerDraws of(
            CoreProgram core,
            Plan plan,
            CheckedData data,
            Batches batches,
            int drawCount,
            Names names) {
        Set<Symbol> rows = RowQuantities.of(core, batches);
        return of(core, plan, data, rows, _ -> true, batches.isEmpty(), drawCount, names);
    }

    /**
     * The program of some quantities alone, with the values that they have among all; without log
     * densities, which are NaN.
     *
     * @param wanted by their symbols
     */
    public static LowerDraws some(
            CoreProgram core,
            Plan plan,
            CheckedData data,
            Predicate<Symbol> wanted,
            int drawCount,
            Names names) {
        return of(core, plan, data, Set.of(), wanted, false, drawCount, names);
    }

    private static LowerDraws of(
            CoreProgram core,
            Plan plan,
            CheckedData data,
            Set<Symbol> rows,
            Predicate<Symbol> wanted,
            boolean densities,
            int drawCount,
            Names names) {
        Predicate<Symbol> held = symbol -> wanted.test(symbol) && !rows.contains(symbol);
        Scope latents = LowerModel.dataScope(core, data.data(), names);
        Axis draws = names.axis("draws", drawCount);
        ParameterTable parameters = new ParameterTable(names, latents.rows());
        NoiseTable noise = new NoiseTable(names, draws, latents.rows());
        List<GuideSite> sites =
                new LowerGuide(
                                plan.drawn(core),
                                latents,
                                parameters,
                                noise,
                                _ -> Plan.Form.PATHWISE)
                        .lower();
        Scope states = latents.with(latents.builder(), latents.environment().copy());
        SumOut sumOut = SumOut.of(core, plan, states, data.onSupport()::contains);
        MarginalPosterior posterior = new MarginalPosterior(states, sumOut, noise);
        // Definitions of all states serve the density; draws need those of the drawn states.
        Scope scope = sumOut.summed().isEmpty() ? states : latents;
        if (!sumOut.summed().isEmpty()) {
            for (SumOut.Summed summed : sumOut.summed()) {
                Symbol symbol = summed.site().symbol();
                scope.environment().put(symbol, posterior.value(symbol));
            }
            LowerModel.definitions(core, scope);
        }
        Outputs outputs = new Outputs(scope, draws);
        for (Latent latent : core.latents()) {
            if (held.test(latent.symbol())) {
                outputs.latent(latent.symbol(), data.imputation());
            }
        }
        for (Statement statement : core.model()) {
            reported(statement).stream()
                    .filter(held)
                    .forEach(
                            symbol ->
                                    outputs.quantity(
                                            symbol.name(),
                                            DrawProgram.Quantity.Kind.DEFINITION,
                                            scope.environment().get(symbol)));
        }
        generate(core, scope, noise, rows, held, outputs);
        for (SumOut.Summed summed : sumOut.summed()) {
            Symbol symbol = summed.site().symbol();
            if (held.test(symbol)) {
                outputs.quantity(
                        probabilityName(core, symbol),
                        DrawProgram.Quantity.Kind.GENERATED,
                        posterior.probability(symbol));
            }
        }
        Builder builder = scope.builder();
        outputs.add(
                densities
                        ? LowerModel.logJoint(scope, sumOut.terms())
                        : builder.constant(Double.NaN),
                List.of());
        outputs.add(densities ? logGuide(builder, sites) : builder.constant(Double.NaN), List.of());
        Needed needed = Needed.by(outputs.variables, builder.lets());
        if (!densities) {
            noise.retain(needed.variables());
        }
        List<Variable> inputs = new ArrayList<>();
        parameters.slots().forEach(slot -> inputs.add(slot.variable()));
        noise.slots(false).forEach(slot -> inputs.add(slot.variable()));
        return new LowerDraws(
                new Program(inputs, needed.lets(), outputs.variables),
                draws,
                parameters.slots(),
                parameters.layout(),
                noise.slots(false),
                noise.layout(false),
                outputs.quantities,
                outputs.orders);
    }

    /** A name that nothing of the script has. */
    private static String probabilityName(CoreProgram core, Symbol symbol) {
        Set<String> taken = new HashSet<>();
        core.latents().forEach(latent -> taken.add(latent.symbol().name()));
        core.data().forEach(input -> taken.add(input.symbol().name()));
        for (List<Statement> block : List.of(core.model(), core.generate())) {
            block.forEach(statement -> reported(statement).forEach(one -> taken.add(one.name())));
        }
        String name = symbol.name() + "_probability";
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    private static void generate(
            CoreProgram core,
            Scope scope,
            NoiseTable noise,
            Set<Symbol> rows,
            Predicate<Symbol> held,
            Outputs outputs) {
        for (Statement statement : core.generate()) {
            if (NewSymbols.defined(statement).anyMatch(rows::contains)) {
                continue;
            }
            if (statement instanceof Statement.Sample sample) {
                Value value = draw(scope, noise, sample);
                scope.environment().put(sample.symbol(), value);
                if (sample.symbol().loops().isEmpty() && held.test(sample.symbol())) {
                    outputs.quantity(
                            sample.symbol().name(), DrawProgram.Quantity.Kind.GENERATED, value);
                }
            } else {
                new LowerStatement(scope).define(statement);
                reported(statement).stream()
                        .filter(held)
                        .forEach(
                                symbol ->
                                        outputs.quantity(
                                                symbol.name(),
                                                DrawProgram.Quantity.Kind.GENERATED,
                                                scope.environment().get(symbol)));
            }
        }
    }

    private static Value draw(Scope scope, NoiseTable noise, Statement.Sample sample) {
        Symbol symbol = sample.symbol();
        scope.origins().enter(symbol.name());
        List<Assembly.Part> parts = new ArrayList<>();
        for (Statement.Piece<Draw> piece : sample.pieces()) {
            LowerStatement.Drawn drawn =
                    new LowerStatement(scope)
                            .draw(
                                    symbol,
                                    piece,
                                    List.of(noise.particles()),
                                    noise.source(symbol.name()),
                                    v -> v,
                                    Entropy.SAMPLE);
            parts.add(new Assembly.Part(piece.targets(), drawn.value()));
        }
        return parts.size() == 1 && parts.getFirst().targets().isEmpty()
                ? parts.getFirst().value()
                : new Assembly(scope, symbol).whole(parts);
    }

    /** What a draw holds, unless it is left out because of its rows. */
    static List<Symbol> reported(CoreProgram core) {
        Stream<Symbol> defined =
                Stream.of(core.model(), core.generate())
                        .flatMap(List::stream)
                        .flatMap(
                                statement ->
                                        statement instanceof Statement.Sample
                                                ? NewSymbols.defined(statement)
                                                : reported(statement).stream());
        return Stream.concat(core.latents().stream().map(Latent::symbol), defined).toList();
    }

    /**
     * The symbols of a definition or recursion that are not local to a loop, do not come from an
     * inlined function, and are not data.
     */
    private static List<Symbol> reported(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition -> reported(definition.symbol());
            case Statement.Recursion recursion ->
                    recursion.definitions().stream()
                            .flatMap(definition -> reported(definition.symbol()).stream())
                            .toList();
            case Statement.Sample _, Statement.Term _ -> List.of();
        };
    }

    private static List<Symbol> reported(Symbol symbol) {
        return symbol.loops().isEmpty()
                        && !symbol.name().contains(".")
                        && symbol.kind() != Symbol.Kind.IMPUTED
                ? List.of(symbol)
                : List.of();
    }

    private static Variable logGuide(Builder builder, List<GuideSite> sites) {
        return sites.stream()
                .flatMap(site -> site.pieces().stream())
                .map(piece -> builder.sum(piece.logDensity(), piece.over()))
                .reduce(builder::add)
                .orElseGet(() -> builder.constant(0));
    }
}
