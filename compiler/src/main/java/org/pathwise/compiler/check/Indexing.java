package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks {@code base[subscripts]}: how many, of what type, and whether they stay inside. */
final class Indexing {
    private final Context context;
    private final Expressions expressions;

    Indexing(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    @Nullable Expr of(Expression.Index index, Place place) {
        Expr base = expressions.of(index.base(), place);
        if (base == null) {
            // The subscripts may hold errors of their own.
            index.subscripts().forEach(subscript -> atoms(subscript, place));
            return null;
        }
        List<Dimension> shape = base.type().shape();
        if (index.subscripts().size() > shape.size()) {
            context.report(
                    TypeErrors.tooManySubscripts(index.span(), base, index.subscripts().size()));
            return null;
        }
        List<Subscript> subscripts = new ArrayList<>();
        List<Dimension> result = new ArrayList<>();
        boolean gathered = false;
        for (int i = 0; i < index.subscripts().size(); i++) {
            Subscript subscript = subscript(index.subscripts().get(i), base, shape.get(i), place);
            if (subscript == null) {
                return null;
            }
            subscripts.add(subscript);
            switch (subscript) {
                case Subscript.All _ -> result.add(shape.get(i));
                case Subscript.Range(Dimension lower, Dimension upper) ->
                        result.add(upper.minus(lower).plus(1));
                case Subscript.At(Expr at) -> {
                    if (gathered && !at.type().isScalar()) {
                        context.report(TypeErrors.twoArraySubscripts(at.span()));
                        return null;
                    }
                    gathered |= !at.type().isScalar();
                    result.addAll(at.type().shape());
                }
            }
        }
        result.addAll(shape.subList(subscripts.size(), shape.size()));
        Expr whole = new Expr.Index(base, subscripts, base.type().withShape(result), index.span());
        return filledBefore(index, subscripts, place).orElse(whole);
    }

    private void atoms(org.pathwise.compiler.ast.Subscript subscript, Place place) {
        if (subscript instanceof org.pathwise.compiler.ast.Subscript.At(Expression at)
                && !(at instanceof Expression.Range)) {
            expressions.of(at, place);
        }
    }

    /**
     * The content of an element that an earlier statement of the same iteration defines: {@code
     * x[i, 1]} behind {@code x[i, 1] = e} is {@code e}, while other statements still fill the rest.
     * So the start of a sequential loop does not depend on the whole array.
     */
    private Optional<Expr> filledBefore(
            Expression.Index index, List<Subscript> subscripts, Place place) {
        if (!(index.base() instanceof Expression.Name name)
                || !(place.scope().lookup(name.name()) instanceof Entry.Filled(Filling filling))
                || filling.pieces().size() == filling.announcedPieces()) {
            return Optional.empty();
        }
        for (Filling.Piece piece : filling.pieces()) {
            if (piece.value() != null
                    && piece.targets().size() == subscripts.size()
                    && matches(piece, subscripts)) {
                return Optional.of(piece.value());
            }
        }
        return Optional.empty();
    }

    private static boolean matches(Filling.Piece piece, List<Subscript> subscripts) {
        for (int i = 0; i < subscripts.size(); i++) {
            Optional<Linear> read =
                    subscripts.get(i) instanceof Subscript.At(Expr expr)
                            ? Linear.of(expr)
                            : Optional.empty();
            if (read.isEmpty() || !read.equals(Linear.of(piece.targets().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Subscript subscript(
            org.pathwise.compiler.ast.Subscript subscript,
            Expr base,
            Dimension extent,
            Place place) {
        return switch (subscript) {
            case org.pathwise.compiler.ast.Subscript.All _ -> new Subscript.All();
            case org.pathwise.compiler.ast.Subscript.Slice slice ->
                    slice(slice.from(), slice.to(), subscript, base, extent, place);
            case org.pathwise.compiler.ast.Subscript.At(Expression.Range range) ->
                    slice(range.from(), range.to(), subscript, base, extent, place);
            case org.pathwise.compiler.ast.Subscript.At(Expression at) -> {
                Expr expr = expressions.of(at, place);
                yield expr != null && isInside(expr, base, extent) ? new Subscript.At(expr) : null;
            }
        };
    }

    private @Nullable Subscript slice(
            @Nullable Expression from,
            @Nullable Expression to,
            org.pathwise.compiler.ast.Subscript subscript,
            Expr base,
            Dimension extent,
            Place place) {
        Dimension lower =
                from == null ? Dimension.of(1) : expressions.types().dimension(from, place);
        Dimension upper = to == null ? extent : expressions.types().dimension(to, place);
        if (lower == null || upper == null) {
            return null;
        }
        if (!Linear.mayBeAtMost(Dimension.of(1), lower) || !Linear.mayBeAtMost(upper, extent)) {
            context.report(TypeErrors.outOfRange(subscript.span(), base, extent, lower, upper));
            return null;
        }
        return new Subscript.Range(lower, upper);
    }

    /**
     * Whether an index stays inside, as far as that can be known before data is bound; reports if
     * not.
     */
    private boolean isInside(Expr index, Expr base, Dimension extent) {
        if (index.type().element() != Element.INT) {
            context.report(TypeErrors.indexNotInt(index));
            return false;
        }
        Optional<Linear> linear = Linear.of(index);
        Dimension lower;
        Dimension upper;
        boolean ofData = !Exprs.symbols(index).isEmpty();
        if (linear.isPresent() && !ofData) {
            lower = linear.get().smallest();
            upper = linear.get().greatest();
        } else {
            Optional<Filling.Interval> declared = declaredRange(index);
            if (declared.isEmpty()) {
                return true;
            }
            lower = declared.get().lower();
            upper = declared.get().upper();
        }
        if (Linear.mayBeAtMost(Dimension.of(1), lower) && Linear.mayBeAtMost(upper, extent)) {
            return true;
        }
        context.report(TypeErrors.outOfRange(index.span(), base, extent, lower, upper));
        return false;
    }

    /** The range that the declaration of index data states: {@code int in 1..J}. */
    private Optional<Filling.Interval> declaredRange(Expr index) {
        Expr base = index instanceof Expr.Index inner ? inner.base() : index;
        if (!(base instanceof Expr.Reference reference)) {
            return Optional.empty();
        }
        Context.Bounded bounded = context.supports.get(reference.symbol());
        if (bounded == null
                || !(bounded.support() instanceof Support.Integers(Bound lower, Bound upper))) {
            return Optional.empty();
        }
        Optional<Dimension> low = dimension(lower, bounded);
        Optional<Dimension> high = dimension(upper, bounded);
        return low.isPresent() && high.isPresent()
                ? Optional.of(new Filling.Interval(low.get(), high.get()))
                : Optional.empty();
    }

    private static Optional<Dimension> dimension(Bound bound, Context.Bounded bounded) {
        return switch (bound) {
            case Bound.Constant(double value) ->
                    Double.isInfinite(value)
                            ? Optional.empty()
                            : Optional.of(Dimension.of((int) value));
            case Bound.Extent _ -> Optional.empty();
            case Bound.Computed(int index, String _) ->
                    Linear.of(bounded.bounds().get(index)).flatMap(Linear::dimension);
        };
    }
}
