package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a program that a fitted guide can run on data which lacks some of the arrays: who
 * predicts {@code y} has none yet.
 *
 * <p>A term that observes an absent array leaves the model: integrated over all its values it is 1.
 * Definitions and generated quantities that need one are left out. What the guide needs must be
 * there.
 */
public final class NewData {
    private final CoreProgram core;
    private final boolean densities;
    private final Diagnostics diagnostics;
    private final PredictionErrors errors;

    /** For each symbol that needs an absent array, that array. */
    private final Map<Symbol, Symbol> absent = new HashMap<>();

    private NewData(
            CoreProgram core, Set<String> incomplete, boolean densities, Diagnostics diagnostics) {
        this.core = core;
        this.densities = densities;
        this.diagnostics = diagnostics;
        this.errors = new PredictionErrors(incomplete);
    }

    /**
     * The program without what needs absent data.
     *
     * @param given the names that the new data has
     * @param incomplete those of them with missing elements
     * @param densities whether the log density of the new data is wanted too, and not draws alone
     * @return the program; the diagnostics say whether it may be used
     */
    public static CoreProgram select(
            CoreProgram core,
            Set<String> given,
            Set<String> incomplete,
            boolean densities,
            Diagnostics diagnostics) {
        Set<Symbol> absent = new LinkedHashSet<>();
        for (DataInput input : core.data()) {
            String name = input.symbol().name();
            boolean none = !given.contains(name) && !core.sizes().contains(name);
            if (none || (!densities && incomplete.contains(name) && !isNeeded(core, input))) {
                absent.add(input.symbol());
            }
        }
        return new NewData(core, incomplete, densities, diagnostics).without(absent);
    }

    /** Whether the guide reads a data input, or all generated quantities do. */
    private static boolean isNeeded(CoreProgram core, DataInput input) {
        NewData trial = new NewData(core, Set.of(), false, new Diagnostics());
        trial.without(Set.of(input.symbol()));
        return trial.diagnostics.hasErrors();
    }

    private CoreProgram without(Set<Symbol> arrays) {
        arrays.forEach(symbol -> absent.put(symbol, symbol));
        List<Statement> derived = kept(core.derived());
        List<Statement> model = new ArrayList<>();
        for (Statement statement : core.model()) {
            if (statement instanceof Statement.Term term ? keeps(term) : define(statement)) {
                model.add(statement);
            }
        }
        if (densities && model.stream().noneMatch(NewData::observes)) {
            diagnostics.report(PredictionErrors.nothingObserved());
        }
        core.latents().forEach(this::latent);
        Guide guide = guide();
        List<Statement> generate = generate();
        return new CoreProgram(
                core.source(),
                core.sizes(),
                core.constants(),
                core.data().stream().filter(input -> !arrays.contains(input.symbol())).toList(),
                derived,
                core.weights(),
                core.latents(),
                model,
                guide,
                generate);
    }

    private static boolean observes(Statement statement) {
        return statement instanceof Statement.Term term
                && term.content() instanceof Statement.Density density
                && density.latent().isEmpty();
    }

    private List<Statement> kept(List<Statement> statements) {
        return statements.stream().filter(this::define).toList();
    }

    /** Whether a statement needs no absent array; what it defines is absent otherwise. */
    private boolean define(Statement statement) {
        Optional<Read> read = read(statement);
        read.ifPresent(
                found ->
                        NewSymbols.defined(statement)
                                .forEach(symbol -> absent.put(symbol, found.array())));
        return read.isEmpty();
    }

    /**
     * A place that needs an absent array.
     *
     * @param array the data
     */
    private record Read(Symbol array, Span span) {}

    private Optional<Read> read(Statement statement) {
        return read(MissingData.contents(statement));
    }

    private Optional<Read> read(List<Expr> exprs) {
        for (Expr expr : exprs) {
            for (Symbol symbol : Exprs.symbols(expr)) {
                if (absent.containsKey(symbol)) {
                    return Optional.of(
                            new Read(Objects.requireNonNull(absent.get(symbol)), expr.span()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a term stays. */
    private boolean keeps(Statement.Term term) {
        Optional<Read> read = read(term);
        if (read.isEmpty()) {
            return true;
        }
        if (densities && !isOnlyObserved(term)) {
            diagnostics.report(errors.densityReads(read.get().array(), read.get().span()));
        }
        return false;
    }

    /** Whether a term is the density of an absent array or of a part of it. */
    private boolean isOnlyObserved(Statement.Term term) {
        return term.content() instanceof Statement.Density density
                && density.latent().isEmpty()
                && Observations.plain(density.value()).filter(absent::containsKey).isPresent();
    }

    private void latent(Latent latent) {
        read(latent.bounds()).ifPresent(this::guideReads);
    }

    private void guideReads(Read read) {
        diagnostics.report(errors.guideReads(read.array(), read.span()));
    }

    /** The guide, whose parameters are fitted and start nowhere. */
    private Guide guide() {
        List<Guide.Parameter> parameters = new ArrayList<>();
        for (Guide.Parameter parameter : core.guide().parameters()) {
            read(parameter.bounds()).ifPresent(this::guideReads);
            parameters.add(
                    new Guide.Parameter(
                            parameter.symbol(),
                            parameter.support(),
                            parameter.bounds(),
                            Optional.empty(),
                            parameter.span()));
        }
        List<Statement> statements = new ArrayList<>();
        for (Statement statement : core.guide().statements()) {
            if (statement instanceof Statement.Sample) {
                read(statement).ifPresent(this::guideReads);
                statements.add(statement);
            } else if (define(statement)) {
                statements.add(statement);
            }
        }
        return new Guide(parameters, statements, core.guide().first());
    }

    private List<Statement> generate() {
        List<Statement> kept = new ArrayList<>();
        List<Diagnostic> leftOut = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Optional<Read> first = Optional.empty();
        for (Statement statement : core.generate()) {
            Optional<Read> read = read(statement);
            if (define(statement)) {
                kept.add(statement);
                continue;
            }
            first = first.isPresent() ? first : read;
            NewSymbols.defined(statement)
                    .filter(symbol -> !isLocal(symbol))
                    .filter(symbol -> names.add(symbol.name()))
                    .map(
                            symbol ->
                                    errors.leftOut(
                                            symbol.name(),
                                            read.orElseThrow().array(),
                                            read.orElseThrow().span()))
                    .forEach(leftOut::add);
        }
        boolean nothing = kept.stream().flatMap(NewSymbols::defined).allMatch(NewData::isLocal);
        if (nothing && !leftOut.isEmpty() && !densities) {
            diagnostics.report(
                    errors.nothingLeft(first.orElseThrow().array(), first.orElseThrow().span()));
        } else {
            leftOut.forEach(diagnostics::report);
        }
        return kept;
    }

    private static boolean isLocal(Symbol symbol) {
        return !symbol.loops().isEmpty() || symbol.name().contains(".");
    }
}
