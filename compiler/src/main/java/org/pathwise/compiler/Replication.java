package org.pathwise.compiler;

import org.pathwise.compiler.bind.Binder;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Substitution;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.lower.DataEvaluator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.Place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the posterior predictive of observed data into a program: what {@code generate} computes
 * of {@code y} is computed of new values in the place of {@code y}, drawn as the model's sampling
 * statements say, one for each element that they observe.
 *
 * <p>A statement {@code for n in 1..N { if c[n] { y[g[n]] ~ D(a[n]) } }} draws an array over its
 * own loops, {@code r[n] ~ D(a[n])}, and which of its elements belongs to which element of {@code
 * y} is computed from the data beforehand, as an array of indices {@code i}: {@code y'[m] = if
 * observed[m] and c[i[m]] then r[i[m]] else NaN}. So left sides may have any form whose elements
 * data decides, and {@code y} may be observed by several statements. What a draw depends on stays
 * as it was observed: in {@code y[t] ~ Normal(y[t-1], 1)} it is the prediction of one step.
 */
final class Replication {
    private final CoreProgram core;
    private final DataEvaluator evaluator;
    private final Diagnostics diagnostics;
    private final NewSymbols names;
    private final List<Statement> generate = new ArrayList<>();
    private final List<DataInput> indices = new ArrayList<>();
    private final Map<String, DataValue> values = new LinkedHashMap<>();
    private int loops;

    private Replication(CoreProgram core, DataEvaluator evaluator, Diagnostics diagnostics) {
        this.core = core;
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
        this.names = new NewSymbols(core);
    }

    /**
     * A program that predicts.
     *
     * @param indices further data that it reads
     */
    record Replicated(CoreProgram core, Map<String, DataValue> indices) {
        Replicated {
            indices = Map.copyOf(indices);
        }
    }

    /**
     * Writes the program.
     *
     * @param core whose {@code generate} statements are about data to be predicted
     * @return empty if it cannot be predicted, for reasons in the diagnostics
     */
    static Optional<Replicated> of(
            CoreProgram core,
            DataSet data,
            Map<String, DataValue> settings,
            Diagnostics diagnostics) {
        Set<Symbol> wanted = wanted(core, diagnostics);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        return Binder.bind(core, data, settings, diagnostics)
                .flatMap(
                        bound ->
                                DataEvaluator.run(
                                        core,
                                        held(bound),
                                        diagnostics,
                                        evaluator ->
                                                new Replication(core, evaluator, diagnostics)
                                                        .program(wanted)));
    }

    /** Indices are whole numbers; those that are missing count as 1 until they are read. */
    private static BoundData held(BoundData bound) {
        Map<String, double[]> values = new HashMap<>(bound.values());
        bound.incomplete()
                .keySet()
                .forEach(
                        name ->
                                values.put(
                                        name,
                                        Arrays.stream(
                                                        Objects.requireNonNull(
                                                                bound.values().get(name)))
                                                .map(value -> Double.isNaN(value) ? 1 : value)
                                                .toArray()));
        return new BoundData(bound.sizes(), values, Map.of());
    }

    /** The observed data that the question is about. */
    private static Set<Symbol> wanted(CoreProgram core, Diagnostics diagnostics) {
        Span place = Question.place(core);
        Set<Symbol> read = new LinkedHashSet<>();
        for (Statement statement : core.generate()) {
            contents(statement).forEach(expr -> read.addAll(Exprs.symbols(expr)));
        }
        Set<Symbol> wanted = new LinkedHashSet<>();
        for (Symbol symbol : read) {
            boolean isData =
                    symbol.kind() == Symbol.Kind.DATA || symbol.kind() == Symbol.Kind.DERIVED;
            if (isData && !terms(core, symbol).isEmpty()) {
                wanted.add(symbol);
            } else if (isData) {
                inExpression(core, symbol)
                        .ifPresent(
                                other ->
                                        diagnostics.report(
                                                QuestionErrors.observedThrough(
                                                        place, symbol.name(), other)));
            }
        }
        if (wanted.isEmpty() && !diagnostics.hasErrors()) {
            diagnostics.report(QuestionErrors.nothingObserved(place, observed(core)));
        }
        return wanted;
    }

    private static List<String> observed(CoreProgram core) {
        return core.terms().stream()
                .filter(Replication::isObservation)
                .flatMap(term -> plain(((Statement.Density) term.content()).value()).stream())
                .map(Symbol::name)
                .distinct()
                .toList();
    }

    private static boolean isObservation(Statement.Term term) {
        return term.content() instanceof Statement.Density density && density.latent().isEmpty();
    }

    /** The statements that observe an array or parts of it. */
    private static List<Statement.Term> terms(CoreProgram core, Symbol symbol) {
        return core.terms().stream()
                .filter(Replication::isObservation)
                .filter(
                        term ->
                                plain(((Statement.Density) term.content()).value())
                                        .equals(Optional.of(symbol)))
                .toList();
    }

    private static Optional<Symbol> plain(Expr value) {
        return switch (value) {
            case Expr.Reference reference -> Optional.of(reference.symbol());
            case Expr.Index(Expr.Reference reference, _, _, _) -> Optional.of(reference.symbol());
            default -> Optional.empty();
        };
    }

    /** Where an array is observed as part of an expression, or of derived data. */
    private static Optional<Span> inExpression(CoreProgram core, Symbol symbol) {
        Set<Symbol> from = new LinkedHashSet<>(Set.of(symbol));
        for (Statement statement : core.derived()) {
            boolean reads =
                    contents(statement).stream()
                            .flatMap(expr -> Exprs.symbols(expr).stream())
                            .anyMatch(from::contains);
            if (reads) {
                NewSymbols.defined(statement).forEach(from::add);
            }
        }
        return core.terms().stream()
                .filter(Replication::isObservation)
                .map(term -> ((Statement.Density) term.content()).value())
                .filter(value -> Exprs.symbols(value).stream().anyMatch(from::contains))
                .map(Expr::span)
                .findFirst();
    }

    private static List<Expr> contents(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition ->
                    definition.pieces().stream().map(Statement.Piece::content).toList();
            case Statement.Recursion recursion ->
                    recursion.definitions().stream()
                            .flatMap(definition -> contents(definition).stream())
                            .toList();
            case Statement.Sample _, Statement.Term _ -> List.of();
        };
    }

    private Optional<Replicated> program(Set<Symbol> wanted) {
        Map<Symbol, Symbol> replicas = new LinkedHashMap<>();
        for (Symbol symbol : wanted) {
            replicas.put(symbol, replica(symbol));
        }
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Substitution substitution = new Substitution(replicas);
        core.generate().forEach(statement -> generate.add(substitution.in(statement)));
        List<DataInput> data = new ArrayList<>(core.data());
        data.addAll(indices);
        return Optional.of(
                new Replicated(
                        new CoreProgram(
                                core.source(),
                                core.sizes(),
                                core.constants(),
                                data,
                                core.derived(),
                                core.weights(),
                                core.latents(),
                                core.model(),
                                core.guide(),
                                generate),
                        values));
    }

    /** Defines an array of new values. */
    private Symbol replica(Symbol symbol) {
        List<Loop> over = new ArrayList<>();
        for (Dimension dimension : symbol.type().shape()) {
            over.add(loop(dimension, symbol.span()));
        }
        Span span = symbol.span();
        Expr value = new Expr.Literal(Double.NaN, Type.REAL, span);
        boolean[] taken = new boolean[elements(symbol)];
        for (Statement.Term term : terms(core, symbol)) {
            value = chosen(symbol, term, over, value, taken);
        }
        Type scalar = symbol.type().withShape(List.of());
        Expr whole = retyped(value, scalar);
        for (Loop loop : over.reversed()) {
            List<Dimension> shape = new ArrayList<>(List.of(loop.extent()));
            shape.addAll(whole.type().shape());
            whole = new Expr.Comprehension(loop, whole, symbol.type().withShape(shape), span);
        }
        return define("predicted " + symbol.name(), symbol.type(), whole);
    }

    /** The same value as one of another element type: data of integers is drawn as such. */
    private static Expr retyped(Expr value, Type type) {
        return switch (value) {
            case Expr.Conditional c ->
                    new Expr.Conditional(
                            c.condition(),
                            retyped(c.then(), type),
                            retyped(c.otherwise(), type),
                            type,
                            c.span());
            case Expr.Literal literal -> new Expr.Literal(literal.value(), type, literal.span());
            default -> value;
        };
    }

    private Symbol define(String name, Type type, Expr content) {
        Symbol symbol = names.symbol("." + name, Symbol.Kind.GENERATED, type, content.span());
        generate.add(
                new Statement.Definition(
                        symbol,
                        List.of(
                                new Statement.Piece<>(
                                        List.of(), List.of(), content, content.span())),
                        content.span()));
        return symbol;
    }

    private int elements(Symbol symbol) {
        return evaluator.extents(symbol).stream().reduce(1, Math::multiplyExact);
    }

    private Loop loop(Dimension extent, Span span) {
        return new Loop(--loops, "i", Dimension.of(1), extent, span);
    }

    /**
     * The value of an element where a statement observes it.
     *
     * @param over the loops over the array's dimensions
     * @param otherwise its value elsewhere
     */
    private Expr chosen(
            Symbol symbol, Statement.Term term, List<Loop> over, Expr otherwise, boolean[] taken) {
        Statement.Density density = (Statement.Density) term.content();
        Span span = density.value().span();
        if (!density.draw().distribution().hasSampler()) {
            diagnostics.report(
                    QuestionErrors.noSampler(
                            density.draw().span(), density.draw().distribution().name()));
            return otherwise;
        }
        Optional<Table> table = table(symbol, term, density, taken);
        if (table.isEmpty()) {
            return otherwise;
        }
        Symbol drawn =
                new Symbol(
                        names.symbol("", Symbol.Kind.GENERATED, Type.REAL, span).id(),
                        ".new " + symbol.name(),
                        Symbol.Kind.GENERATED,
                        density.value().type(),
                        term.loops(),
                        span);
        generate.add(
                new Statement.Sample(
                        drawn,
                        List.of(
                                new Statement.Piece<>(
                                        term.loops(), List.of(), density.draw(), term.span())),
                        term.span()));
        Expr all =
                over(term.loops(), new Expr.Reference(drawn, density.value().type(), span), span);
        Symbol array = define("all new " + symbol.name(), all.type(), all);
        String number = symbol.name() + " " + (indices.size() + 1);
        Expr condition =
                element(
                        data("observed " + number, symbol, Element.BOOL, table.get().observed()),
                        over,
                        span);
        List<Expr> at = new ArrayList<>();
        for (int[] index : table.get().indices()) {
            String name = "place " + (at.size() + 1) + " of " + number;
            at.add(element(data(name, symbol, Element.INT, index), over, span));
        }
        if (term.guard().isPresent()) {
            Expr guards = over(term.loops(), term.guard().get(), span);
            Symbol guard = define("guard of " + symbol.name(), guards.type(), guards);
            condition =
                    new Expr.Conditional(
                            condition,
                            at(guard, at.subList(0, term.loops().size()), span),
                            new Expr.Literal(0, Type.BOOL, span),
                            Type.BOOL,
                            span);
        }
        return new Expr.Conditional(condition, at(array, at, span), otherwise, Type.REAL, span);
    }

    /** An array of what an expression is in each iteration. */
    private static Expr over(List<Loop> loops, Expr content, Span span) {
        Expr all = content;
        for (Loop loop : loops.reversed()) {
            List<Dimension> shape = new ArrayList<>(List.of(loop.extent()));
            shape.addAll(all.type().shape());
            all = new Expr.Comprehension(loop, all, content.type().withShape(shape), span);
        }
        return all;
    }

    private static Expr at(Symbol array, List<Expr> indices, Span span) {
        Expr whole = new Expr.Reference(array, array.type(), span);
        if (indices.isEmpty()) {
            return whole;
        }
        List<Subscript> subscripts = new ArrayList<>();
        indices.forEach(index -> subscripts.add(new Subscript.At(index)));
        return new Expr.Index(whole, subscripts, array.type().withShape(List.of()), span);
    }

    private static Expr element(Symbol array, List<Loop> over, Span span) {
        return at(
                array,
                over.stream().<Expr>map(loop -> new Expr.LoopIndex(loop, Type.INT, span)).toList(),
                span);
    }

    /** Further data with an element for each of an array. */
    private Symbol data(String name, Symbol like, Element element, int[] numbers) {
        Symbol symbol =
                names.symbol(name, Symbol.Kind.DATA, like.type().withElement(element), like.span());
        indices.add(new DataInput(symbol, Support.COUNT, List.of()));
        Place place = new Place(name, 1, 1);
        values.put(
                name,
                new DataValue(
                        name,
                        evaluator.extents(like),
                        Arrays.stream(numbers).asDoubleStream().toArray(),
                        true,
                        List.of(),
                        Optional.empty(),
                        place,
                        _ -> place));
        return symbol;
    }

    /**
     * Which of a statement's draws belongs to which element.
     *
     * @param observed 1 for each element that the statement observes
     * @param indices of its draw, from 1: one array for each loop and dimension of the value
     */
    private record Table(int[] observed, List<int[]> indices) {}

    private Optional<Table> table(
            Symbol symbol, Statement.Term term, Statement.Density density, boolean[] taken) {
        Symbol position =
                names.symbol(
                        "position in " + symbol.name(),
                        Symbol.Kind.DATA,
                        symbol.type().withElement(Element.INT),
                        symbol.span());
        int size = taken.length;
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> i);
        evaluator.put(position, numbers);
        Expr places = new Substitution(Map.of(symbol, position)).in(density.value());
        List<Expr> exprs = new ArrayList<>(List.of(places));
        if (!DataEvaluator.isData(places)) {
            diagnostics.report(QuestionErrors.elementsUnknown(density.value().span()));
            return Optional.empty();
        }
        term.guard().filter(DataEvaluator::isData).ifPresent(exprs::add);
        boolean certain = term.guard().isEmpty() || exprs.size() > 1;
        DataEvaluator.Table rows = evaluator.table(term.loops(), exprs);
        int dimensions = term.loops().size() + density.value().type().rank();
        List<int[]> indices = new ArrayList<>();
        for (int d = 0; d < dimensions; d++) {
            int[] ones = new int[size];
            Arrays.fill(ones, 1);
            indices.add(ones);
        }
        int[] observed = new int[size];
        for (int row = 0; row < rows.size(); row++) {
            if (exprs.size() > 1 && rows.values().get(1)[row] == 0) {
                continue;
            }
            int element = (int) rows.values().getFirst()[row];
            if (observed[element] != 0 || certain && taken[element]) {
                diagnostics.report(
                        QuestionErrors.observedTwice(density.value().span(), symbol.name()));
                return Optional.empty();
            }
            observed[element] = 1;
            taken[element] |= certain;
            int[] at = rows.indices(row);
            for (int d = 0; d < dimensions; d++) {
                indices.get(d)[element] = at[d] + 1;
            }
        }
        return Optional.of(new Table(observed, indices));
    }
}
