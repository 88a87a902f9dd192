package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which elements of which sites everything in a program depends on, through definitions,
 * recursions, and the guide's draws of other latents.
 *
 * <p>A value depends on a site if the site's draw, held fixed or not, has a part in the value or in
 * how it is distributed. The result is the least fixed point of the statements' equations: all
 * symbols start without reads and gain some until nothing changes.
 */
final class Dependence {
    private final Map<Symbol, Drawing> drawings;
    private final Map<Symbol, Reads> symbols = new HashMap<>();
    private final ExprReads exprs;
    private boolean changed;

    private Dependence(CoreProgram program, Map<Symbol, Drawing> drawings) {
        this.drawings = drawings;
        this.exprs = new ExprReads(symbols, Definitions.plain(program));
    }

    static Dependence of(CoreProgram program, Map<Symbol, Drawing> drawings) {
        Dependence dependence = new Dependence(program, drawings);
        drawings.values()
                .forEach(drawing -> dependence.add(drawing.latent().symbol(), own(drawing)));
        do {
            dependence.changed = false;
            program.guide().statements().forEach(dependence::define);
            drawings.values().forEach(dependence::bounds);
            program.model().forEach(dependence::define);
        } while (dependence.changed);
        return dependence;
    }

    /** What a site's own value reads of itself: each element of its plates itself. */
    private static Reads own(Drawing drawing) {
        List<Access> plates = new ArrayList<>();
        for (int i = 0; i < drawing.plates(); i++) {
            plates.add(Access.positional(i, new TreeSet<>(List.of(0))));
        }
        return new Reads(Map.of(drawing.latent().symbol(), plates));
    }

    private void add(Symbol symbol, Reads reads) {
        Reads before = symbols.getOrDefault(symbol, Reads.NONE);
        Reads after = before.or(reads);
        if (!after.equals(before)) {
            symbols.put(symbol, after);
            changed = true;
        }
    }

    private void define(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> define(definition, Optional.empty());
            case Statement.Recursion recursion ->
                    recursion
                            .definitions()
                            .forEach(
                                    definition ->
                                            define(definition, Optional.of(recursion.loop())));
            case Statement.Sample sample -> {
                for (int i = 0; i < sample.pieces().size(); i++) {
                    Statement.Piece<Draw> piece = sample.pieces().get(i);
                    Closing closing =
                            new Closing(
                                    sample.symbol(),
                                    piece.loops(),
                                    piece.targets(),
                                    Optional.empty());
                    add(sample.symbol(), closing.close(ofGuide(sample, i)));
                }
            }
            case Statement.Term _ -> {}
        }
    }

    private void define(Statement.Definition definition, Optional<Loop> sequential) {
        for (Statement.Piece<Expr> piece : definition.pieces()) {
            Closing closing =
                    new Closing(definition.symbol(), piece.loops(), piece.targets(), sequential);
            add(definition.symbol(), closing.close(of(piece.content())));
        }
    }

    /** A latent that the automatic guide draws moves with the latents in its support's bounds. */
    private void bounds(Drawing drawing) {
        if (drawing instanceof Drawing.Automatic(Latent latent)) {
            Closing closing =
                    new Closing(
                            latent.symbol(), latent.loops(), latent.targets(), Optional.empty());
            add(latent.symbol(), closing.close(insideLoops(latent)));
        }
    }

    private Reads insideLoops(Latent latent) {
        List<Dimension> shape = latent.symbol().type().shape();
        List<Dimension> value =
                shape.subList(latent.targets().size(), shape.size() - latent.support().rank());
        return latent.bounds().stream()
                .map(bound -> of(bound).map(ExprReads.renaming(bound.type().shape(), value)))
                .reduce(Reads.NONE, Reads::or);
    }

    Reads of(Expr expr) {
        return exprs.of(expr);
    }

    /** What the whole value of a symbol reads. */
    Reads of(Symbol symbol) {
        return symbols.getOrDefault(symbol, Reads.NONE);
    }

    /** What a term reads, by the loops of the term and by the dimensions of its value. */
    Reads of(Statement.Term term) {
        Reads content =
                switch (term.content()) {
                    case Statement.Density(_, Expr value, Draw draw) ->
                            ofArguments(draw, batch(draw, value.type().shape()))
                                    .or(
                                            of(value)
                                                    .map(
                                                            onlyFirst(
                                                                    batch(
                                                                                    draw,
                                                                                    value.type()
                                                                                            .shape())
                                                                            .size())));
                    case Statement.Factor(Expr value) -> of(value);
                };
        return term.guard().map(guard -> content.or(of(guard))).orElse(content);
    }

    /**
     * What a piece's log density under the guide reads besides the site's own draw, by the piece's
     * loops and dimensions.
     */
    Reads ofGuide(Statement.Sample sample, int index) {
        Statement.Piece<Draw> piece = sample.pieces().get(index);
        List<Dimension> shape = sample.symbol().type().shape();
        return ofArguments(
                piece.content(),
                batch(piece.content(), shape.subList(piece.targets().size(), shape.size())));
    }

    /**
     * What the automatic guide's log density of a latent reads besides the site's own draw, by the
     * latent's dimensions.
     */
    Reads ofGuide(Latent latent) {
        Closing closing =
                new Closing(latent.symbol(), latent.loops(), latent.targets(), Optional.empty());
        return closing.close(insideLoops(latent));
    }

    private Reads ofArguments(Draw draw, List<Dimension> batch) {
        Reads reads = Reads.NONE;
        for (int i = 0; i < draw.arguments().size(); i++) {
            Expr argument = draw.arguments().get(i);
            int rank = draw.distribution().parameters().get(i).rank();
            List<Dimension> shape = argument.type().shape();
            List<Dimension> own = shape.subList(0, shape.size() - rank);
            reads =
                    reads.or(
                            of(argument)
                                    .map(onlyFirst(own.size()))
                                    .map(ExprReads.renaming(own, batch)));
        }
        return reads;
    }

    private static List<Dimension> batch(Draw draw, List<Dimension> value) {
        return value.subList(0, value.size() - draw.distribution().rank());
    }

    /** Along the dimensions of an event, everything meets. */
    private static UnaryOperator<Access> onlyFirst(int dimensions) {
        return ExprReads.positions(position -> position < dimensions ? position : -1);
    }

    /** The latents' drawing. */
    Drawing drawing(Symbol latent) {
        return Objects.requireNonNull(drawings.get(latent));
    }
}
