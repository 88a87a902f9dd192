package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The bounds of missing elements, element by element. Where a site bounds {@code y[n]} by {@code
 * lo[n]}, the {@code m}-th missing element is bounded by {@code lo[at[m]]}, where {@code at} is
 * data.
 *
 * @param exprs the bounds over {@code loops}
 * @param loops the loop over the missing elements
 * @param targets its variable
 * @param inputs the data {@code at}, for each loop and dimension of the site
 * @param values of that data
 */
record Bounds(
        List<Expr> exprs,
        List<Loop> loops,
        List<Expr> targets,
        List<DataInput> inputs,
        Map<String, double[]> values) {

    /**
     * Moves bounds from a site to the missing elements.
     *
     * @param elements the observation of each missing element, in their order, all by one site
     * @param definitions what plain definitions stand for
     * @return empty where a bound cannot be written so
     */
    static Optional<Bounds> of(
            Symbol whole,
            List<Expr> bounds,
            List<Observations.Observed> elements,
            Map<Symbol, Expr> definitions,
            NewSymbols names) {
        Span span = whole.span();
        var loop =
                new Loop(
                        -1 - whole.id(),
                        "m",
                        Dimension.of(1),
                        Dimension.of(Fill.size(whole)),
                        span);
        Expr variable = new Expr.LoopIndex(loop, Type.INT, span);
        List<DataInput> inputs = new ArrayList<>();
        Map<String, double[]> values = new LinkedHashMap<>();
        List<Expr> along = new ArrayList<>();
        Observations.Site site = elements.getFirst().site();
        List<Loop> siteLoops = site.term().loops();
        List<Dimension> shape = site.density().value().type().shape();
        for (int i = 0; i < siteLoops.size() + shape.size(); i++) {
            Symbol at =
                    names.symbol(
                            "index " + (i + 1) + " of missing " + whole.name(),
                            Symbol.Kind.DATA,
                            new Type(Type.INT.element(), List.of(Dimension.of(Fill.size(whole)))),
                            span);
            double[] indices = new double[elements.size()];
            for (int e = 0; e < indices.length; e++) {
                Observations.Observed element = elements.get(e);
                int lower = i < siteLoops.size() ? element.table().lower().get(i) : 1;
                indices[e] = lower + element.table().indices(element.row())[i];
            }
            inputs.add(new DataInput(at, Support.COUNT, List.of()));
            values.put(at.name(), indices);
            along.add(
                    new Expr.Index(
                            Seen.reference(at, span),
                            List.of(new Subscript.At(variable)),
                            Type.INT,
                            span));
        }
        Map<Loop, Expr> ofLoops = new HashMap<>();
        for (int i = 0; i < siteLoops.size(); i++) {
            ofLoops.put(siteLoops.get(i), along.get(i));
        }
        List<Expr> moved = new ArrayList<>();
        for (Expr bound : bounds) {
            Expr written = written(bound, definitions);
            boolean hasDefinitions =
                    Exprs.symbols(written).stream()
                            .anyMatch(symbol -> symbol.kind() == Symbol.Kind.DEFINITION);
            if (hasDefinitions || !ofLoops.keySet().containsAll(Loops.of(written))) {
                return Optional.empty();
            }
            Expr inLoop =
                    Exprs.leaves(
                            written,
                            leaf ->
                                    leaf instanceof Expr.LoopIndex index
                                                    && ofLoops.containsKey(index.loop())
                                            ? Objects.requireNonNull(ofLoops.get(index.loop()))
                                            : leaf);
            List<Subscript> subscripts = new ArrayList<>();
            for (Dimension dimension : bound.type().shape()) {
                int at = shape.indexOf(dimension);
                if (at < 0 || at != shape.lastIndexOf(dimension)) {
                    return Optional.empty();
                }
                subscripts.add(new Subscript.At(along.get(siteLoops.size() + at)));
            }
            moved.add(
                    subscripts.isEmpty()
                            ? inLoop
                            : new Expr.Index(
                                    inLoop,
                                    subscripts,
                                    bound.type().withShape(List.of()),
                                    bound.span()));
        }
        return Optional.of(new Bounds(moved, List.of(loop), List.of(variable), inputs, values));
    }

    private static Expr written(Expr expr, Map<Symbol, Expr> definitions) {
        return Exprs.leaves(
                expr,
                leaf -> {
                    Expr content =
                            leaf instanceof Expr.Reference reference
                                    ? definitions.get(reference.symbol())
                                    : null;
                    return content == null ? leaf : written(content, definitions);
                });
    }
}
