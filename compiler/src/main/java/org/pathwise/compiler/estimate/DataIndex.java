package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;

import java.util.Map;
import java.util.Optional;

/** Index expressions of data alone, which mean the same wherever they are evaluated. */
public final class DataIndex {
    private DataIndex() {}

    /**
     * The index with local definitions written out, where it then names data, sizes and loop
     * variables only.
     */
    public static Optional<Expr> of(Expr index, Map<Symbol, Expr> definitions) {
        Expr expanded =
                Exprs.leaves(
                        index,
                        leaf -> {
                            Expr content =
                                    leaf instanceof Expr.Reference reference
                                            ? definitions.get(reference.symbol())
                                            : null;
                            return content == null ? leaf : of(content, definitions).orElse(leaf);
                        });
        boolean isData =
                Exprs.symbols(expanded).stream()
                        .allMatch(
                                symbol ->
                                        symbol.kind() == Symbol.Kind.DATA
                                                || symbol.kind() == Symbol.Kind.DERIVED);
        return isData ? Optional.of(expanded) : Optional.empty();
    }

    /** The index with another expression in place of a loop's variable. */
    static Expr with(Expr index, Loop loop, Expr value) {
        return Exprs.leaves(
                index,
                leaf -> leaf instanceof Expr.LoopIndex at && at.loop().equals(loop) ? value : leaf);
    }
}
