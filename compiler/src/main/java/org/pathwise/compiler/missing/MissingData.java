package org.pathwise.compiler.missing;

import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.bind.Imputation;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Definitions;
import org.pathwise.compiler.lower.DataEvaluator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds out what becomes of every missing element, and writes the program in which it is so. */
public final class MissingData {
    private final CoreProgram core;
    private final BoundData data;
    private final Diagnostics diagnostics;
    private final DataEvaluator evaluator;
    private final NewSymbols names;
    private final Masks masks = new Masks();
    private final Gaps gaps;
    private final Observations observations;
    private final Imputer imputer;

    /** The symbols that a mask needs in the program: data, or definitions behind what they mask. */
    private final List<Symbol> seenData = new ArrayList<>();

    private final Map<String, double[]> seenValues = new LinkedHashMap<>();
    private final Map<Symbol, Completion.Held> held = new HashMap<>();
    private final Map<Symbol, Imputer.Imputed> imputed = new LinkedHashMap<>();

    /**
     * Derived data that reads latent elements, and so is a definition of the model; with the data
     * that has them.
     */
    private final Map<Symbol, Symbol> moved = new HashMap<>();

    /**
     * A program in which all data is known.
     *
     * @param data with placeholders for missing elements, which nothing that counts reads
     */
    public record Completed(CoreProgram core, BoundData data, Imputation imputation) {}

    private MissingData(
            CoreProgram core,
            BoundData data,
            BoundData given,
            DataEvaluator evaluator,
            Diagnostics diagnostics) {
        this.core = core;
        this.data = data;
        this.diagnostics = diagnostics;
        this.evaluator = evaluator;
        this.names = new NewSymbols(core);
        this.gaps = new Gaps(given.incomplete());
        this.observations = new Observations(core, evaluator, masks);
        this.imputer = new Imputer(observations, gaps, Definitions.plain(core), names, diagnostics);
    }

    /**
     * Completes a program.
     *
     * @return empty if something is wrong, which is in the diagnostics
     */
    public static Optional<Completed> complete(
            CoreProgram core, BoundData data, Diagnostics diagnostics) {
        if (data.incomplete().isEmpty()) {
            return Optional.of(new Completed(core, data, Imputation.NONE));
        }
        BoundData held = Placeholders.in(core, data);
        return DataEvaluator.run(
                core,
                held,
                diagnostics,
                evaluator -> new MissingData(core, held, data, evaluator, diagnostics).complete());
    }

    private Optional<Completed> complete() {
        List<DataInput> incomplete =
                core.data().stream()
                        .filter(input -> data.incomplete().containsKey(input.symbol().name()))
                        .toList();
        incomplete.forEach(this::mask);
        incomplete.forEach(this::impute);
        core.derived().forEach(this::derived);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Completed completed =
                new Completion(
                                core,
                                data,
                                masks,
                                gaps,
                                observations,
                                evaluator,
                                imputed,
                                moved,
                                new Completion.Additions(seenData, seenValues, held),
                                diagnostics)
                        .complete();
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(completed);
    }

    /** Makes the mask of data, known to the evaluator and to be part of the program. */
    private void mask(DataInput input) {
        Symbol symbol = input.symbol();
        Symbol seen =
                names.symbol(
                        "seen " + symbol.name(),
                        Symbol.Kind.DATA,
                        symbol.type().withElement(Element.BOOL),
                        symbol.span());
        var missing =
                new TreeSet<>(
                        Objects.requireNonNull(data.incomplete().get(symbol.name())).missing());
        Mask mask = new Mask(seen, position(symbol), missing, evaluator.extents(symbol));
        evaluator.put(seen, mask.seenValues());
        evaluator.put(mask.position(), mask.positionValues());
        seenData.add(seen);
        seenValues.put(seen.name(), mask.seenValues());
        masks.put(symbol, mask);
        gaps.add(symbol, mask, symbol);
    }

    private void impute(DataInput input) {
        Symbol symbol = input.symbol();
        if (input.support() instanceof Support.Structured structured) {
            diagnostics.report(
                    MissingErrors.structured(
                            gaps.first(symbol), symbol.span(), structured.toString()));
        } else {
            impute(symbol, gaps.mask(symbol), input.support(), input.bounds());
        }
    }

    private Symbol position(Symbol symbol) {
        return names.symbol(
                "position in " + symbol.name(),
                Symbol.Kind.DATA,
                symbol.type().withElement(Element.INT),
                symbol.span());
    }

    private void impute(Symbol symbol, Mask mask, Support declared, List<Expr> bounds) {
        imputer.impute(symbol, mask, declared, bounds)
                .ifPresent(
                        result -> {
                            imputed.put(symbol, result);
                            SortedSet<Integer> rest = new TreeSet<>(mask.missing());
                            rest.removeAll(new HashSet<>(result.fill().positions()));
                            masks.remove(symbol);
                            if (!rest.isEmpty()) {
                                // Elements that nothing observes are still to be read by nobody.
                                masks.put(
                                        result.fill().filled(),
                                        new Mask(
                                                mask.seen(),
                                                mask.position(),
                                                rest,
                                                mask.extents()));
                            }
                        });
    }

    private void derived(Statement statement) {
        Optional<Symbol> latent =
                contents(statement).stream()
                        .flatMap(expr -> Exprs.symbols(expr).stream())
                        .filter(symbol -> imputed.containsKey(symbol) || moved.containsKey(symbol))
                        .findFirst();
        if (latent.isPresent()) {
            Symbol source = moved.getOrDefault(latent.get(), latent.get());
            NewSymbols.defined(statement).forEach(symbol -> moved.put(symbol, source));
            return;
        }
        List<Expr> touching = contents(statement).stream().filter(masks::touch).toList();
        if (touching.isEmpty()) {
            return;
        }
        if (!(statement instanceof Statement.Definition definition)) {
            spread(touching.getFirst());
            return;
        }
        List<Statement.Piece<Expr>> pieces = new ArrayList<>();
        for (Statement.Piece<Expr> piece : definition.pieces()) {
            Seen.Result seen = Seen.of(piece.content(), masks);
            if (seen.spread().isPresent()) {
                spread(seen.spread().get());
                return;
            }
            Expr all =
                    new Expr.Literal(
                            1, piece.content().type().withElement(Element.BOOL), piece.span());
            pieces.add(
                    new Statement.Piece<>(
                            piece.loops(),
                            piece.targets(),
                            seen.where().orElse(all),
                            piece.span()));
        }
        derived(definition, pieces);
    }

    private void spread(Expr part) {
        Symbol symbol =
                Exprs.symbols(part).stream()
                        .filter(candidate -> masks.of(candidate).isPresent())
                        .findFirst()
                        .orElseThrow();
        diagnostics.report(MissingErrors.spread(gaps.first(symbol), part.span()));
    }

    private void derived(Statement.Definition definition, List<Statement.Piece<Expr>> pieces) {
        Symbol symbol = definition.symbol();
        Symbol seen =
                new Symbol(
                        names.like(symbol, "", Symbol.Kind.DERIVED).id(),
                        "seen " + symbol.name(),
                        Symbol.Kind.DERIVED,
                        symbol.type().withElement(Element.BOOL),
                        symbol.loops(),
                        symbol.span());
        var defined = new Statement.Definition(seen, pieces, definition.span());
        evaluator.define(defined);
        double[] values =
                evaluator
                        .table(List.of(), List.of(Seen.reference(seen, definition.span())))
                        .values()
                        .getFirst();
        SortedSet<Integer> missing = new TreeSet<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0) {
                missing.add(i);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        held.put(symbol, new Completion.Held(held(definition, pieces, values), defined));
        Mask mask = new Mask(seen, position(symbol), missing, evaluator.extents(symbol));
        evaluator.put(mask.position(), mask.positionValues());
        masks.put(symbol, mask);
        gaps.add(symbol, mask, source(definition));
        impute(symbol, mask, Support.REAL, List.of());
    }

    /** The same definition with a number in the places of missing elements. */
    private Statement.Definition held(
            Statement.Definition definition, List<Statement.Piece<Expr>> seen, double[] isSeen) {
        Expr whole = Seen.reference(definition.symbol(), definition.span());
        double[] values = evaluator.table(List.of(), List.of(whole)).values().getFirst();
        double placeholder =
                IntStream.range(0, values.length)
                        .filter(i -> isSeen[i] != 0 && Double.isFinite(values[i]))
                        .mapToDouble(i -> values[i])
                        .findFirst()
                        .orElse(1);
        List<Statement.Piece<Expr>> pieces = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Statement.Piece<Expr> piece = definition.pieces().get(i);
            Expr content = piece.content();
            Expr number = new Expr.Literal(placeholder, content.type(), content.span());
            Expr chosen =
                    new Expr.Conditional(
                            seen.get(i).content(), content, number, content.type(), content.span());
            pieces.add(new Statement.Piece<>(piece.loops(), piece.targets(), chosen, piece.span()));
        }
        return new Statement.Definition(definition.symbol(), pieces, definition.span());
    }

    /** The first data with missing values that a definition reads, itself or through others. */
    private Symbol source(Statement.Definition definition) {
        Symbol read =
                contents(definition).stream()
                        .flatMap(expr -> Exprs.symbols(expr).stream())
                        .filter(symbol -> masks.of(symbol).isPresent())
                        .findFirst()
                        .orElseThrow();
        return gaps.source(read);
    }

    static List<Expr> contents(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition ->
                    definition.pieces().stream().map(Statement.Piece::content).toList();
            case Statement.Recursion recursion ->
                    recursion.definitions().stream()
                            .flatMap(definition -> contents(definition).stream())
                            .toList();
            case Statement.Sample sample ->
                    sample.pieces().stream()
                            .flatMap(piece -> piece.content().arguments().stream())
                            .toList();
            case Statement.Term term -> {
                List<Expr> exprs = new ArrayList<>(term.guard().stream().toList());
                switch (term.content()) {
                    case Statement.Density density -> {
                        exprs.add(density.value());
                        exprs.addAll(density.draw().arguments());
                    }
                    case Statement.Factor factor -> exprs.add(factor.value());
                }
                yield exprs;
            }
        };
    }
}
