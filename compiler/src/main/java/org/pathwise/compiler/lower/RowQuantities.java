package org.pathwise.compiler.lower;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.minibatch.Batches;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What varies over the rows of subsampled dimensions, or is computed from something that does:
 * where the data is too long for a step, it is too long to be drawn a thousand times.
 */
public final class RowQuantities {
    private final Batches batches;
    private final Set<Symbol> found = new HashSet<>();

    private RowQuantities(CoreProgram core, Batches batches) {
        this.batches = batches;
        core.data().forEach(input -> add(input.symbol()));
        core.derived().stream().flatMap(NewSymbols::defined).forEach(this::add);
        core.latents().forEach(latent -> add(latent.symbol()));
        core.model().forEach(this::add);
        core.generate().forEach(this::add);
    }

    /** The symbols. */
    static Set<Symbol> of(CoreProgram core, Batches batches) {
        return batches.isEmpty() ? Set.of() : new RowQuantities(core, batches).found;
    }

    /** The names of those that a fit without batches reports. */
    public static List<String> names(CoreProgram core, Batches batches) {
        Set<Symbol> rows = of(core, batches);
        return LowerDraws.reported(core).stream()
                .filter(rows::contains)
                .map(Symbol::name)
                .distinct()
                .toList();
    }

    private void add(Symbol symbol) {
        boolean varies =
                batches.hasAny(symbol.type().shape())
                        || symbol.loops().stream().anyMatch(batches::has);
        if (varies) {
            found.add(symbol);
        }
    }

    private void add(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> add(List.of(definition));
            case Statement.Recursion recursion -> add(recursion.definitions());
            case Statement.Sample sample -> {
                for (Statement.Piece<Draw> piece : sample.pieces()) {
                    add(sample.symbol(), piece, piece.content().arguments());
                }
            }
            case Statement.Term _ -> {}
        }
    }

    /** All of a recursion's definitions depend on each other. */
    private void add(List<Statement.Definition> definitions) {
        int before = found.size();
        for (Statement.Definition definition : definitions) {
            for (Statement.Piece<Expr> piece : definition.pieces()) {
                add(definition.symbol(), piece, List.of(piece.content()));
            }
        }
        if (found.size() > before) {
            definitions.forEach(definition -> found.add(definition.symbol()));
        }
    }

    private void add(Symbol symbol, Statement.Piece<?> piece, List<Expr> contents) {
        Stream<Symbol> read = contents.stream().flatMap(expr -> Exprs.symbols(expr).stream());
        if (piece.loops().stream().anyMatch(batches::has) || read.anyMatch(found::contains)) {
            found.add(symbol);
        } else {
            add(symbol);
        }
    }
}
