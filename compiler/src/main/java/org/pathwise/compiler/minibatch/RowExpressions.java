package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elementwise;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that expressions compute what belongs to a row from that row alone. */
final class RowExpressions {
    /** Functions that mix the elements along the last dimension only. */
    private static final Set<String> ALONG_LAST =
            Set.of("softmax", "log_softmax", "cumulative_sum");

    /** Functions that keep their arguments' rows apart where the result has them. */
    private static final Set<String> PRODUCTS = Set.of("*", "'", "outer");

    private final Batches batches;
    private final Diagnostics diagnostics;
    private final Set<Loop> refused = new HashSet<>();

    RowExpressions(Batches batches, Diagnostics diagnostics) {
        this.batches = batches;
        this.diagnostics = diagnostics;
    }

    void check(List<Expr> exprs) {
        exprs.forEach(this::check);
    }

    void check(Expr expr) {
        int before = diagnostics.all().size();
        switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _ -> {}
            case Expr.Reference reference -> symbol(reference.symbol());
            case Expr.Apply apply -> {
                check(apply.arguments());
                apply(apply);
            }
            case Expr.Index index -> index(index);
            case Expr.Comprehension comprehension -> {
                loop(comprehension.loop());
                check(comprehension.body());
            }
            case Expr.ArrayLiteral literal -> {
                check(literal.elements());
                batches.name(literal.type().shape().getFirst())
                        .ifPresent(rows -> allRows(literal, rows));
            }
            case Expr.LogDensity density -> {
                check(Exprs.children(density));
                Exprs.children(density).stream()
                        .flatMap(part -> part.type().shape().stream())
                        .flatMap(dimension -> batches.name(dimension).stream())
                        .findFirst()
                        .ifPresent(rows -> allRows(density, rows));
            }
            case Expr.Conditional conditional -> check(Exprs.children(conditional));
        }
        if (diagnostics.all().size() == before && !hasPairs(Exprs.children(expr))) {
            repeated(batches.rows(expr))
                    .ifPresent(rows -> diagnostics.report(BatchErrors.pairs(expr.span(), rows)));
        }
    }

    private boolean hasPairs(List<Expr> exprs) {
        return exprs.stream().anyMatch(expr -> repeated(batches.rows(expr)).isPresent());
    }

    /** A name that is in a list more than once. */
    static Optional<String> repeated(List<String> rows) {
        Set<String> seen = new HashSet<>();
        return rows.stream().filter(name -> !seen.add(name)).findFirst();
    }

    private void allRows(Expr expr, String dimension) {
        diagnostics.report(BatchErrors.allRows(expr.span(), dimension));
    }

    private void apply(Expr.Apply apply) {
        if (Elementwise.is(apply)) {
            return;
        }
        List<Dimension> result = apply.type().shape();
        boolean alongLast = ALONG_LAST.contains(apply.function().name());
        boolean product = PRODUCTS.contains(apply.function().name());
        for (Expr argument : apply.arguments()) {
            List<Dimension> shape = argument.type().shape();
            for (int i = 0; i < shape.size(); i++) {
                Optional<String> rows = batches.name(shape.get(i));
                boolean apart =
                        alongLast && i < shape.size() - 1
                                || product && result.contains(shape.get(i));
                if (rows.isPresent() && !apart) {
                    allRows(apply, rows.get());
                    return;
                }
            }
        }
    }

    private void index(Expr.Index index) {
        check(index.base());
        List<Dimension> shape = index.base().type().shape();
        boolean data =
                index.base() instanceof Expr.Reference reference && isData(reference.symbol());
        boolean elsewhere = false;
        boolean whole = false;
        for (int i = 0; i < index.subscripts().size(); i++) {
            Dimension dimension = shape.get(i);
            Optional<String> rows = batches.name(dimension);
            switch (index.subscripts().get(i)) {
                case Subscript.All _ -> whole |= rows.isPresent();
                case Subscript.Range(Dimension lower, Dimension upper) -> {
                    boolean all = lower.equals(Dimension.of(1)) && upper.equals(dimension);
                    whole |= rows.isPresent() && all;
                    if (rows.isPresent() && !all) {
                        diagnostics.report(BatchErrors.otherRows(index.span(), rows.get()));
                    } else if (rows.isEmpty() && isMentioned(lower, upper)) {
                        diagnostics.report(
                                BatchErrors.otherRows(index.span(), mentioned(lower, upper)));
                    }
                }
                case Subscript.At(Expr at) -> {
                    check(at);
                    boolean own = rows.isPresent() && rows.equals(row(at));
                    elsewhere |= rows.isPresent() && !own;
                    if (rows.isPresent() && !own && !data) {
                        diagnostics.report(BatchErrors.otherRows(index.span(), rows.get()));
                    } else if (rows.isEmpty() && !data) {
                        // A row's number as an index of something else: positions in a batch are
                        // not the rows' numbers.
                        Linear.of(at)
                                .flatMap(Linear::shiftedLoop)
                                .flatMap(batches::name)
                                .ifPresent(
                                        name ->
                                                diagnostics.report(
                                                        BatchErrors.otherRows(index.span(), name)));
                    }
                }
            }
        }
        whole |= batches.hasAny(shape.subList(index.subscripts().size(), shape.size()));
        if (elsewhere && whole && data) {
            batches.rows(index.base()).stream()
                    .findFirst()
                    .ifPresent(
                            name -> diagnostics.report(BatchErrors.otherRows(index.span(), name)));
        }
    }

    private boolean isMentioned(Dimension lower, Dimension upper) {
        return batches.isMentioned(lower) || batches.isMentioned(upper);
    }

    private String mentioned(Dimension lower, Dimension upper) {
        return mentioned(batches.isMentioned(lower) ? lower : upper);
    }

    private String mentioned(Dimension dimension) {
        return dimension.coefficients().keySet().stream()
                .filter(batches.sizes()::containsKey)
                .findFirst()
                .orElseThrow();
    }

    /** The dimension whose row an index is: a loop's own variable. */
    private Optional<String> row(Expr at) {
        return at instanceof Expr.LoopIndex own ? batches.name(own.loop()) : Optional.empty();
    }

    static boolean isData(Symbol symbol) {
        return symbol.kind() == Symbol.Kind.DATA || symbol.kind() == Symbol.Kind.DERIVED;
    }

    /** A loop runs over all rows or over something else. */
    void loop(Loop loop) {
        if (!batches.has(loop) && isMentioned(loop.lower(), loop.upper()) && refused.add(loop)) {
            diagnostics.report(
                    BatchErrors.partialLoop(loop, mentioned(loop.lower(), loop.upper())));
        }
    }

    /** The arguments of a distribution, and that the rows are no part of its event. */
    void draw(Draw draw, List<Dimension> value) {
        check(draw.arguments());
        int rank = draw.distribution().rank();
        List<Dimension> event = value.subList(value.size() - rank, value.size());
        Optional<String> rows =
                event.stream().flatMap(dimension -> batches.name(dimension).stream()).findFirst();
        for (int i = 0; i < draw.arguments().size() && rows.isEmpty(); i++) {
            List<Dimension> shape = draw.arguments().get(i).type().shape();
            int own = draw.distribution().parameters().get(i).rank();
            rows =
                    shape.subList(shape.size() - own, shape.size()).stream()
                            .flatMap(dimension -> batches.name(dimension).stream())
                            .findFirst();
        }
        rows.ifPresent(
                name ->
                        diagnostics.report(
                                BatchErrors.event(draw.span(), draw.distribution().name(), name)));
    }

    /** A symbol's dimensions: rows at most once, and nothing that is as long as they are many. */
    void symbol(Symbol symbol) {
        List<Dimension> shape = symbol.type().shape();
        repeated(batches.rows(shape, symbol.loops()))
                .ifPresent(rows -> diagnostics.report(BatchErrors.pairs(symbol.span(), rows)));
        shape.stream()
                .filter(dimension -> batches.isMentioned(dimension) && !batches.has(dimension))
                .findFirst()
                .ifPresent(
                        dimension ->
                                diagnostics.report(
                                        BatchErrors.derivedSize(symbol, mentioned(dimension))));
    }
}
