package org.pathwise.compiler.missing;

import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.bind.Imputation;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Substitution;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.lower.DataEvaluator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the program in which arrays with latent elements stand in the places of data. */
final class Completion {
    private final CoreProgram core;
    private final BoundData data;
    private final Masks masks;
    private final Gaps gaps;
    private final Observations observations;
    private final DataEvaluator evaluator;
    private final Map<Symbol, Imputer.Imputed> imputed;
    private final Map<Symbol, Symbol> moved;
    private final Additions additions;
    private final Diagnostics diagnostics;
    private final Substitution substitution;

    /**
     * What masks need in the program.
     *
     * @param data symbols of data
     * @param values of those
     * @param derived what stands in the place of the definition of derived data
     */
    record Additions(List<Symbol> data, Map<String, double[]> values, Map<Symbol, Held> derived) {}

    /**
     * Derived data with missing elements.
     *
     * @param definition with placeholders for them
     * @param seen the definition of its mask
     */
    record Held(Statement.Definition definition, Statement.Definition seen) {}

    Completion(
            CoreProgram core,
            BoundData data,
            Masks masks,
            Gaps gaps,
            Observations observations,
            DataEvaluator evaluator,
            Map<Symbol, Imputer.Imputed> imputed,
            Map<Symbol, Symbol> moved,
            Additions additions,
            Diagnostics diagnostics) {
        this.core = core;
        this.data = data;
        this.masks = masks;
        this.gaps = gaps;
        this.observations = observations;
        this.evaluator = evaluator;
        this.imputed = imputed;
        this.moved = moved;
        this.additions = additions;
        this.diagnostics = diagnostics;
        Map<Symbol, Symbol> symbols = new HashMap<>();
        imputed.forEach((symbol, result) -> symbols.put(symbol, result.fill().filled()));
        moved.keySet().forEach(symbol -> symbols.put(symbol, latentKind(symbol)));
        this.substitution = new Substitution(symbols);
    }

    private static Symbol latentKind(Symbol symbol) {
        return new Symbol(
                symbol.id(),
                symbol.name(),
                Symbol.Kind.IMPUTED,
                symbol.type(),
                symbol.loops(),
                symbol.span());
    }

    private List<Fill> fills() {
        return imputed.values().stream().map(Imputer.Imputed::fill).toList();
    }

    /** The whole; the diagnostics say whether it may be used. */
    MissingData.Completed complete() {
        mustBeData();
        List<Statement> derived = new ArrayList<>();
        List<Statement> definitions = new ArrayList<>();
        core.data().forEach(input -> addFill(input.symbol(), definitions));
        for (Statement statement : core.derived()) {
            if (NewSymbols.defined(statement).anyMatch(moved::containsKey)) {
                definitions.add(substitution.in(statement));
                continue;
            }
            Held held =
                    NewSymbols.defined(statement)
                            .map(additions.derived()::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            if (held == null) {
                derived.add(statement);
            } else {
                derived.add(held.definition());
                derived.add(held.seen());
            }
            NewSymbols.defined(statement).forEach(symbol -> addFill(symbol, definitions));
        }
        List<Statement> model = new ArrayList<>(definitions);
        Terms terms =
                new Terms(
                        masks,
                        gaps,
                        observations,
                        evaluator,
                        imputed,
                        moved,
                        substitution,
                        diagnostics);
        for (Statement statement : core.model()) {
            model.add(
                    statement instanceof Statement.Term term
                            ? terms.of(term)
                            : substitution.in(statement));
        }
        CoreProgram program =
                new CoreProgram(
                        core.source(),
                        sizes(),
                        core.constants(),
                        inputs(),
                        derived,
                        core.weights(),
                        latents(),
                        model,
                        guide(definitions),
                        core.generate().stream().map(substitution::in).toList());
        if (!diagnostics.hasErrors()) {
            check(program);
        }
        return new MissingData.Completed(program, values(), imputation(terms));
    }

    private void addFill(Symbol symbol, List<Statement> definitions) {
        Imputer.Imputed result = imputed.get(symbol);
        if (result != null) {
            definitions.add(result.fill().definition());
        }
    }

    private void check(CoreProgram program) {
        Map<Symbol, Symbol> originals = new HashMap<>();
        fills().forEach(fill -> originals.put(fill.filled(), fill.whole()));
        ReadCheck reads =
                new ReadCheck(masks, originals, observations, evaluator, gaps, diagnostics);
        Set<Symbol> filled = originals.keySet();
        program.model().stream()
                .filter(statement -> NewSymbols.defined(statement).noneMatch(filled::contains))
                .forEach(reads::check);
        program.guide().statements().stream()
                .filter(statement -> NewSymbols.defined(statement).noneMatch(filled::contains))
                .forEach(reads::check);
        program.generate().forEach(reads::check);
        if (!diagnostics.hasErrors()) {
            new ParameterCheck(program, originals, diagnostics).check();
        }
    }

    private Set<String> sizes() {
        Set<String> sizes = new LinkedHashSet<>(core.sizes());
        fills().forEach(fill -> sizes.add(fill.size()));
        return sizes;
    }

    private List<DataInput> inputs() {
        List<DataInput> inputs = new ArrayList<>(core.data());
        additions
                .data()
                .forEach(seen -> inputs.add(new DataInput(seen, Support.BINARY, List.of())));
        fills().forEach(fill -> inputs.addAll(fill.inputs()));
        return inputs;
    }

    private List<Latent> latents() {
        List<Latent> latents = new ArrayList<>(core.latents());
        fills().forEach(fill -> latents.add(fill.latent()));
        return latents;
    }

    private BoundData values() {
        Map<String, Integer> sizes = new HashMap<>(data.sizes());
        Map<String, double[]> values = new HashMap<>(data.values());
        values.putAll(additions.values());
        for (Fill fill : fills()) {
            sizes.put(fill.size(), fill.positions().size());
            values.putAll(fill.values());
        }
        return new BoundData(sizes, values, data.incomplete());
    }

    /** A guide that reads latent elements draws them before all else. */
    private Guide guide(List<Statement> definitions) {
        Guide guide = core.guide();
        boolean reads =
                guide.statements().stream()
                        .flatMap(statement -> MissingData.contents(statement).stream())
                        .anyMatch(substitution::touches);
        if (!reads) {
            return guide;
        }
        for (Fill fill : fills()) {
            fill.latent().bounds().stream()
                    .filter(bound -> !DataEvaluator.isData(bound))
                    .findFirst()
                    .ifPresent(
                            bound ->
                                    diagnostics.report(
                                            MissingErrors.bounds(
                                                    gaps.first(fill.whole()), bound.span())));
        }
        List<Statement> statements = new ArrayList<>(definitions);
        guide.statements().forEach(statement -> statements.add(substitution.in(statement)));
        return new Guide(
                guide.parameters(),
                statements,
                fills().stream().map(fill -> fill.latent().symbol()).toList());
    }

    /** What is computed before anything is drawn cannot read latent or missing elements. */
    private void mustBeData() {
        for (DataInput input : core.data()) {
            mustBeData(input.bounds(), "a bound of `" + input.symbol().name() + "`");
        }
        for (Latent latent : core.latents()) {
            mustBeData(latent.bounds(), "a bound of `" + latent.symbol().name() + "`");
        }
        for (Guide.Parameter parameter : core.guide().parameters()) {
            List<Expr> exprs = new ArrayList<>(parameter.bounds());
            parameter.initial().ifPresent(exprs::add);
            mustBeData(exprs, "what `" + parameter.symbol().name() + "` starts from");
        }
    }

    private void mustBeData(List<Expr> exprs, String what) {
        for (Expr expr : exprs) {
            Exprs.symbols(expr).stream()
                    .filter(
                            symbol ->
                                    substitution.symbols().containsKey(symbol)
                                            || masks.of(symbol).isPresent())
                    .findFirst()
                    .ifPresent(
                            symbol ->
                                    diagnostics.report(
                                            MissingErrors.mustBeData(symbol, expr.span(), what)));
        }
    }

    private Imputation imputation(Terms terms) {
        Map<Symbol, Set<Integer>> placeholders =
                gaps.all().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> new HashSet<>(entry.getValue().missing())));
        return new Imputation(
                placeholders,
                terms.observed(),
                terms.inside(),
                fills().stream()
                        .map(
                                fill ->
                                        new Imputation.MissingLatent(
                                                fill.latent().symbol(),
                                                gaps.mask(fill.whole()).extents(),
                                                fill.positions()))
                        .toList(),
                new MissingReport(core, gaps, fills(), observations, terms.leftOut()).of(data));
    }
}
