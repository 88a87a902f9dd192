package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elimination;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A site that is summed out of the model leaves the logarithm of a sum behind. Over rows of its own
 * that is a number for each row, and the sum over drawn rows is unbiased; but where all rows meet
 * one element of the site, drawn rows would go into the logarithm, and it would not be.
 */
public final class SummedRows {
    private SummedRows() {}

    /** Reports the sites that are summed out of a sum over the rows of a subsampled dimension. */
    public static void check(Plan plan, Batches batches, Diagnostics diagnostics) {
        if (batches.isEmpty()) {
            return;
        }
        for (Elimination.Step step : plan.elimination().steps()) {
            Symbol site = step.symbol();
            Set<String> own = new HashSet<>(batches.rows(site.type().shape(), List.of()));
            for (Elimination.Factor factor : step.factors()) {
                rows(factor.source(), batches).stream()
                        .filter(rows -> !own.contains(rows))
                        .findFirst()
                        .ifPresent(
                                rows ->
                                        diagnostics.report(
                                                BatchErrors.summedOut(
                                                        factor.source().first().span(),
                                                        site,
                                                        rows)));
            }
        }
    }

    private static List<String> rows(Elimination.Source source, Batches batches) {
        return switch (source) {
            case Elimination.Source.Term(Statement.Term term) ->
                    batches.rows(shape(term), term.loops());
            case Elimination.Source.Result(_, List<Loop> loops, _) ->
                    batches.rows(List.of(), loops);
        };
    }

    private static List<Dimension> shape(Statement.Term term) {
        return switch (term.content()) {
            case Statement.Density(_, Expr value, Draw _) -> value.type().shape();
            case Statement.Factor(Expr value) -> value.type().shape();
        };
    }
}
