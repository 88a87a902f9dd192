package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How terms that meet two neighbours of a chain name them. Each of the two gets an axis of states
 * of its own, chosen by the number behind the loop's variable: {@code z[t]} and {@code z[t-1]}.
 * That must then be there to be seen, in the term itself or in what is defined in the same
 * iteration.
 */
final class ChainReads {
    private final Dependence dependence;
    private final Map<Symbol, Expr> definitions;

    ChainReads(CoreProgram program, Dependence dependence) {
        this.dependence = dependence;
        this.definitions = Definitions.plain(program);
    }

    /** Whether a term reads a site by the loop's variable and a number only, along a dimension. */
    boolean areDirect(Statement.Term term, Symbol site, int dimension, Loop loop) {
        List<Expr> all = new ArrayList<>();
        term.guard().ifPresent(all::add);
        switch (term.content()) {
            case Statement.Density(_, Expr value, Draw draw) -> {
                all.add(value);
                all.addAll(draw.arguments());
            }
            case Statement.Factor(Expr value) -> all.add(value);
        }
        return all.stream().allMatch(expr -> areDirect(expr, site, dimension, loop));
    }

    private boolean areDirect(Expr expr, Symbol site, int dimension, Loop loop) {
        if (expr instanceof Expr.Index index
                && index.base() instanceof Expr.Reference base
                && base.symbol().equals(site)) {
            boolean shifted =
                    dimension < index.subscripts().size()
                            && index.subscripts().get(dimension) instanceof Subscript.At(Expr at)
                            && Linear.of(at)
                                    .flatMap(Linear::shiftedLoop)
                                    .filter(loop::equals)
                                    .isPresent();
            return shifted
                    && Exprs.children(index).stream()
                            .filter(child -> child != base)
                            .allMatch(child -> areDirect(child, site, dimension, loop));
        }
        if (expr instanceof Expr.Reference reference) {
            if (!dependence.of(reference.symbol()).sites().containsKey(site)) {
                return true;
            }
            Expr content = definitions.get(reference.symbol());
            return !reference.symbol().loops().isEmpty()
                    && content != null
                    && areDirect(content, site, dimension, loop);
        }
        return Exprs.children(expr).stream()
                .allMatch(child -> areDirect(child, site, dimension, loop));
    }
}
