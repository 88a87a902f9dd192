package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * A latent variable of the model.
 *
 * @param symbol its full shape includes the plates it is drawn in and the event of its support
 * @param support where its elements lie: the declared type's, or its distribution's
 * @param bounds the expressions of the support's computed bounds, over {@code loops}
 * @param loops the loops that {@code bounds} may mention: those of its first sampling statement
 * @param targets how those loops index the symbol, as in {@link Statement.Piece}
 * @param prior the distribution that its first sampling statement names
 * @param request an annotation's wish
 * @param span of the first sampling statement's left side
 */
public record Latent(
        Symbol symbol,
        Support support,
        List<Expr> bounds,
        List<Loop> loops,
        List<Expr> targets,
        String prior,
        Optional<Request> request,
        Span span) {

    public Latent {
        bounds = List.copyOf(bounds);
        loops = List.copyOf(loops);
        targets = List.copyOf(targets);
    }

    /** An end of the support as a dimension, where it is a whole number or a size. */
    public Optional<Dimension> dimension(Bound end) {
        return switch (end) {
            case Bound.Constant(double value) ->
                    value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
                            ? Optional.of(Dimension.of((int) value))
                            : Optional.empty();
            case Bound.Computed(int index, String _) ->
                    Linear.of(bounds.get(index)).flatMap(Linear::dimension);
            case Bound.Extent _ -> Optional.empty();
        };
    }

    /** The same with a wish of the guide's, which overrides the model's. */
    public Latent with(Request wish) {
        return with(Optional.of(wish));
    }

    /** The same with another wish, or none. */
    public Latent with(Optional<Request> wish) {
        return new Latent(symbol, support, bounds, loops, targets, prior, wish, span);
    }
}
