package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.List;

/** What a block's statements come to, piece by piece in the order of the text. */
final class Flow {
    /** One piece of what a block does. */
    sealed interface Unit {}

    record Defines(Symbol symbol, Statement.Piece<Expr> piece) implements Unit {}

    record Draws(Symbol symbol, Statement.Piece<Draw> piece) implements Unit {}

    record Adds(Statement.Term term) implements Unit {}

    private final List<Unit> units = new ArrayList<>();

    void add(Unit unit) {
        units.add(unit);
    }

    List<Unit> units() {
        return units;
    }
}
