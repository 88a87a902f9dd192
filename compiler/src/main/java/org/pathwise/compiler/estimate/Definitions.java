package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions that merely give an expression a name. */
public final class Definitions {
    private Definitions() {}

    /** What each symbol stands for that is defined as a whole, and not through itself. */
    public static Map<Symbol, Expr> plain(CoreProgram program) {
        Map<Symbol, Expr> plain = new HashMap<>();
        for (List<Statement> block : List.of(program.model(), program.guide().statements())) {
            for (Statement statement : block) {
                if (statement instanceof Statement.Definition definition
                        && definition.pieces().size() == 1
                        && definition.pieces().getFirst().targets().isEmpty()) {
                    plain.put(definition.symbol(), definition.pieces().getFirst().content());
                }
            }
        }
        return plain;
    }
}
