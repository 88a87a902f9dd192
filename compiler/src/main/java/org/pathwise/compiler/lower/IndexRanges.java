package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.Arrays;
import java.util.List;

/**
 * The values that an index may take when it depends on latents: what the supports tell, now that
 * sizes and data are known. A Categorical latent has as many states as its prior has probabilities.
 */
final class IndexRanges {
    private final Scope scope;
    private final Ranges ranges;

    IndexRanges(CoreProgram core, Scope scope) {
        this.scope = scope;
        this.ranges = Ranges.of(core);
        for (Statement.Term term : core.terms()) {
            if (term.content() instanceof Statement.Density density
                    && density.latent().isPresent()
                    && density.draw().distribution().name().equals("Categorical")) {
                Dimension states = density.draw().arguments().getFirst().type().shape().getLast();
                ranges.declare(
                        density.latent().get(), Range.closed(1, scope.axes().extent(states)));
            }
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
            case Expr.Apply apply when apply.type().isScalar() && areScalars(apply.arguments()) -> {
                String name = apply.function().name().equals("*") ? ".*" : apply.function().name();
                yield Catalogue.function(name)
                        .orElse(apply.function())
                        .range()
                        .range(apply.arguments().stream().map(this::of).toList());
            }
            default -> ranges.of(expr);
        };
    }

    private static boolean areScalars(List<Expr> exprs) {
        return exprs.stream().allMatch(expr -> expr.type().isScalar());
    }

    private Range of(Symbol symbol) {
        boolean data = symbol.kind() == Symbol.Kind.DATA || symbol.kind() == Symbol.Kind.DERIVED;
        if (!data) {
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
