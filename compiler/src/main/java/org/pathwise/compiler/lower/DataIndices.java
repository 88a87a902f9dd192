package org.pathwise.compiler.lower;

import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;

import java.util.List;

/**
 * Checks that indices are in range: those of data by their values, those of latents by their
 * supports.
 */
final class DataIndices {
    private final Scope scope;
    private final Diagnostics diagnostics;
    private final IndexRanges ranges;

    DataIndices(CoreProgram core, Scope scope, Diagnostics diagnostics) {
        this.scope = scope;
        this.diagnostics = diagnostics;
        this.ranges = new IndexRanges(core, scope);
    }

    /** Whether an expression depends on data, sizes and loops alone. */
    static boolean isData(Expr expr) {
        return !Exprs.any(expr, part -> part instanceof Expr.LogDensity)
                && Exprs.symbols(expr).stream().allMatch(IndexRanges::isData);
    }

    void check(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> {
                for (Statement.Piece<Expr> piece : definition.pieces()) {
                    check(piece.content(), scope.inside(piece.loops()));
                }
            }
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::check);
            case Statement.Sample sample -> {
                for (Statement.Piece<Draw> piece : sample.pieces()) {
                    check(piece.content().arguments(), scope.inside(piece.loops()));
                }
            }
            case Statement.Term term -> {
                Scope inner = scope.inside(term.loops());
                term.guard().ifPresent(guard -> check(guard, inner));
                switch (term.content()) {
                    case Statement.Density density -> {
                        check(density.value(), inner);
                        check(density.draw().arguments(), inner);
                    }
                    case Statement.Factor factor -> check(factor.value(), inner);
                }
            }
        }
    }

    private void check(List<Expr> exprs, Scope inner) {
        exprs.forEach(expr -> check(expr, inner));
    }

    private void check(Expr expr, Scope inner) {
        switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _, Expr.Reference _ -> {}
            case Expr.Apply apply -> check(apply.arguments(), inner);
            case Expr.Conditional conditional ->
                    check(
                            List.of(
                                    conditional.condition(),
                                    conditional.then(),
                                    conditional.otherwise()),
                            inner);
            case Expr.Comprehension comprehension ->
                    check(comprehension.body(), inner.inside(List.<Loop>of(comprehension.loop())));
            case Expr.ArrayLiteral literal -> check(literal.elements(), inner);
            case Expr.LogDensity density -> {
                check(density.value(), inner);
                check(density.distribution().arguments(), inner);
            }
            case Expr.Index index -> {
                check(index.base(), inner);
                List<Dimension> shape = index.base().type().shape();
                for (int i = 0; i < index.subscripts().size(); i++) {
                    if (index.subscripts().get(i) instanceof Subscript.At(Expr at)) {
                        check(at, inner);
                        if (isData(at) && inner.affine(at).isEmpty()) {
                            range(at, shape.get(i), inner);
                        } else if (!isData(at)) {
                            support(at, shape.get(i), inner);
                        }
                    }
                }
            }
        }
    }

    private void support(Expr at, Dimension dimension, Scope inner) {
        int extent = inner.axes().extent(dimension);
        Range range = ranges.of(at);
        if (range.lower() < 1 || range.upper() > extent) {
            double outside = range.lower() < 1 ? range.lower() : range.upper();
            diagnostics.report(
                    DataErrors.possibleIndex(
                            at.span(), DataChecks.number(outside), dimension.toString(), extent));
        }
    }

    private void range(Expr at, Dimension dimension, Scope inner) {
        int extent = inner.axes().extent(dimension);
        Tensor values =
                KnownValues.of(
                                new LowerExpression(inner).lower(at).variable(),
                                inner.builder().lets())
                        .orElseThrow();
        for (double value : values.values()) {
            if (!(value >= 1 && value <= extent && value == Math.rint(value))) {
                diagnostics.report(
                        DataErrors.index(
                                at.span(), DataChecks.number(value), dimension.toString(), extent));
                return;
            }
        }
    }
}
