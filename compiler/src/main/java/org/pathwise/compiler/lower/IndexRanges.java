package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that an index may take when it depends on latents: what the supports tell, now that
 * sizes and data are known.
 */
final class IndexRanges {
    private final Scope scope;
    private final Ranges ranges;
    private final Map<Symbol, List<Expr>> contents = new HashMap<>();
    private final Set<Symbol> open = new HashSet<>();

    IndexRanges(CoreProgram core, Scope scope) {
        this.scope = scope;
        this.ranges = Ranges.of(core);
        for (Latent latent : core.latents()) {
            if (latent.support() instanceof Support.Integers(Bound lower, Bound upper)) {
                Optional<Dimension> least = latent.dimension(lower);
                Optional<Dimension> most = latent.dimension(upper);
                if (least.isPresent() && most.isPresent()) {
                    ranges.declare(
                            latent.symbol(),
                            Range.closed(
                                    least.get().evaluate(scope.sizes()),
                                    most.get().evaluate(scope.sizes())));
                }
            }
        }
        core.model().forEach(this::define);
        core.guide().statements().forEach(this::define);
        core.generate().forEach(this::define);
    }

    private void define(Statement statement) {
        switch (statement) {
            case Statement.Definition definition ->
                    definition
                            .pieces()
                            .forEach(
                                    piece ->
                                            contents.computeIfAbsent(
                                                            definition.symbol(),
                                                            _ -> new ArrayList<>())
                                                    .add(piece.content()));
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::define);
            case Statement.Sample _, Statement.Term _ -> {}
        }
    }

    Range of(Expr expr) {
        return switch (expr) {
            case Expr.LoopIndex(Loop loop, _, _) ->
                    Range.closed(scope.lower(loop), loop.upper().evaluate(scope.sizes()));
            case Expr.Size(Dimension dimension, _, _) ->
                    Range.point(scope.axes().extent(dimension));
            case Expr.Reference(Symbol symbol, _, _) -> of(symbol);
            case Expr.Index index -> of(index.base());
            case Expr.Conditional conditional ->
                    of(conditional.then()).union(of(conditional.otherwise()));
            case Expr.Apply apply ->
                    Ranges.elementwise(apply)
                            .range()
                            .range(apply.arguments().stream().map(this::of).toList());
            case Expr.Literal _, Expr.Comprehension _, Expr.ArrayLiteral _, Expr.LogDensity _ ->
                    ranges.of(expr);
        };
    }

    /** Whether a symbol's values are known when data is bound. */
    static boolean isData(Symbol symbol) {
        return symbol.kind() == Symbol.Kind.DATA || symbol.kind() == Symbol.Kind.DERIVED;
    }

    private Range of(Symbol symbol) {
        List<Expr> parts = contents.get(symbol);
        if (parts != null && open.add(symbol)) {
            Range range = parts.stream().map(this::of).reduce(Range::union).orElse(Range.ANY);
            open.remove(symbol);
            return range;
        }
        if (!isData(symbol)) {
            return ranges.of(symbol);
        }
        Variable variable = scope.environment().get(symbol).variable();
        return KnownValues.of(variable, scope.builder().lets())
                .filter(tensor -> tensor.values().length > 0)
                .map(
                        tensor ->
                                Range.closed(
                                        Arrays.stream(tensor.values()).min().orElseThrow(),
                                        Arrays.stream(tensor.values()).max().orElseThrow()))
                .orElse(Range.ANY);
    }
}
