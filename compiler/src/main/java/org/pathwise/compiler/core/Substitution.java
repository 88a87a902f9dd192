package org.pathwise.compiler.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts symbols in the place of others, of the same type, wherever expressions refer to them.
 *
 * @param symbols what takes the place of each
 */
public record Substitution(Map<Symbol, Symbol> symbols) {
    public Substitution {
        symbols = Map.copyOf(symbols);
    }

    /** Whether an expression refers to a symbol that is replaced. */
    public boolean touches(Expr expr) {
        return Exprs.symbols(expr).stream().anyMatch(symbols::containsKey);
    }

    public Expr in(Expr expr) {
        return touches(expr) ? Exprs.leaves(expr, this::leaf) : expr;
    }

    private Expr leaf(Expr leaf) {
        Symbol other =
                leaf instanceof Expr.Reference reference ? symbols.get(reference.symbol()) : null;
        return other == null ? leaf : new Expr.Reference(other, leaf.type(), leaf.span());
    }

    public List<Expr> in(List<Expr> exprs) {
        return exprs.stream().map(this::in).toList();
    }

    public Draw in(Draw draw) {
        return new Draw(draw.distribution(), in(draw.arguments()), draw.span());
    }

    /** A statement whose expressions, and the symbols that it defines, are replaced. */
    public Statement in(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition -> in(definition);
            case Statement.Recursion recursion ->
                    new Statement.Recursion(
                            recursion.loop(),
                            recursion.lag(),
                            recursion.definitions().stream().map(this::in).toList(),
                            recursion.span());
            case Statement.Sample sample ->
                    new Statement.Sample(
                            sample.symbol(),
                            sample.pieces().stream()
                                    .map(
                                            piece ->
                                                    new Statement.Piece<>(
                                                            piece.loops(),
                                                            piece.targets(),
                                                            in(piece.content()),
                                                            piece.span()))
                                    .toList(),
                            sample.span());
            case Statement.Term term -> in(term);
        };
    }

    public Statement.Definition in(Statement.Definition definition) {
        return new Statement.Definition(
                symbols.getOrDefault(definition.symbol(), definition.symbol()),
                definition.pieces().stream()
                        .map(
                                piece ->
                                        new Statement.Piece<>(
                                                piece.loops(),
                                                piece.targets(),
                                                in(piece.content()),
                                                piece.span()))
                        .toList(),
                definition.span());
    }

    public Statement.Term in(Statement.Term term) {
        Optional<Expr> guard = term.guard().map(this::in);
        Statement.Content content =
                switch (term.content()) {
                    case Statement.Density(Optional<Symbol> latent, Expr value, Draw draw) ->
                            new Statement.Density(latent, in(value), in(draw));
                    case Statement.Factor(Expr value) -> new Statement.Factor(in(value));
                };
        return new Statement.Term(term.loops(), guard, content, term.span());
    }
}
