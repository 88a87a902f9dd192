package org.pathwise.compiler.core;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which loops an expression varies over. */
public final class Loops {
    private Loops() {}

    /**
     * The loops of the indices and local symbols in an expression, without those that it closes
     * itself.
     */
    public static Set<Loop> of(Expr expr) {
        Set<Loop> loops = new LinkedHashSet<>();
        collect(expr, loops);
        return loops;
    }

    private static void collect(Expr expr, Set<Loop> loops) {
        switch (expr) {
            case Expr.Literal _, Expr.Size _ -> {}
            case Expr.Reference reference -> loops.addAll(reference.symbol().loops());
            case Expr.LoopIndex index -> loops.add(index.loop());
            case Expr.Apply apply ->
                    apply.arguments().forEach(argument -> collect(argument, loops));
            case Expr.Conditional conditional -> {
                collect(conditional.condition(), loops);
                collect(conditional.then(), loops);
                collect(conditional.otherwise(), loops);
            }
            case Expr.Index index -> {
                collect(index.base(), loops);
                for (Subscript subscript : index.subscripts()) {
                    if (subscript instanceof Subscript.At(Expr at)) {
                        collect(at, loops);
                    }
                }
            }
            case Expr.Comprehension comprehension -> {
                Set<Loop> inner = of(comprehension.body());
                inner.remove(comprehension.loop());
                loops.addAll(inner);
            }
            case Expr.ArrayLiteral literal ->
                    literal.elements().forEach(element -> collect(element, loops));
            case Expr.LogDensity density -> {
                collect(density.value(), loops);
                density.distribution().arguments().forEach(argument -> collect(argument, loops));
            }
        }
    }
}
