package org.pathwise.compiler.check;

import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.type.Support;

/** Whether {@code Delta(x)} of a guide is a possible value of its latent. */
final class PointEstimates {
    private final Context context;

    PointEstimates(Context context) {
        this.context = context;
    }

    /**
     * Whether the point lies where the latent does, as far as that is known now; reports if not.
     */
    boolean fits(Draws.Resolved resolved, Latent latent, Bounded wanted) {
        Expr point = resolved.draw().arguments().getFirst();
        if (latent.support().isDiscrete()) {
            context.report(CompoundErrors.discretePoint(resolved.draw().span(), latent));
            return false;
        }
        if (isDeclared(point, wanted)) {
            return true;
        }
        if (latent.support() instanceof Support.Structured structured
                && structured != Support.Structured.REAL_VECTOR) {
            context.report(CompoundErrors.pointOutside(point, latent, ""));
            return false;
        }
        context.later(
                () -> {
                    Range actual = context.ranges.of(point);
                    Range allowed = context.ranges.of(wanted.support(), wanted.bounds());
                    // of an end that is computed only its own range is known: it may be anywhere
                    // there
                    boolean known =
                            Supports.fold(wanted.support(), wanted.bounds()).bounds().isEmpty();
                    if (!known || !actual.isWithin(allowed)) {
                        context.report(
                                CompoundErrors.pointOutside(point, latent, Texts.range(actual)));
                    }
                });
        return true;
    }

    /**
     * Whether the point is a symbol, or an element of one, whose declared support is the wanted.
     */
    private boolean isDeclared(Expr point, Bounded wanted) {
        return switch (point) {
            case Expr.Reference reference -> {
                Bounded declared = context.supports.get(reference.symbol());
                yield declared != null
                        && Supports.relation(declared, wanted) == Supports.Relation.EQUAL;
            }
            case Expr.Index index ->
                    index.subscripts().stream().allMatch(at -> at instanceof Subscript.At)
                            && index.type().rank() >= wanted.support().rank()
                            && isDeclared(index.base(), wanted);
            case Expr.Literal _,
                    Expr.Size _,
                    Expr.LoopIndex _,
                    Expr.Apply _,
                    Expr.Conditional _,
                    Expr.Comprehension _,
                    Expr.ArrayLiteral _,
                    Expr.LogDensity _ ->
                    false;
        };
    }
}
