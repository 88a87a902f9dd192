package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.source.Span;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of the script each variable of a lowered program came from, for messages about its
 * values.
 */
public final class Origins {

    /**
     * A part of the script.
     *
     * @param statement the sampling site or definition it belongs to, such as {@code y} or {@code
     *     factor}
     * @param expression the expression itself
     */
    public record Origin(String statement, Span expression) {}

    private final Map<Variable, Origin> origins = new HashMap<>();
    private String statement = "";

    /** Says which statement the following variables belong to. */
    void enter(String newStatement) {
        statement = newStatement;
    }

    /** Notes that those of the bindings that have no origin yet came from an expression. */
    void note(List<Let> lets, Span expression) {
        for (Let let : lets) {
            for (Variable variable : let.variables()) {
                origins.putIfAbsent(variable, new Origin(statement, expression));
            }
        }
    }

    /** The origin of a variable; empty for what the compiler added. */
    public Optional<Origin> of(Variable variable) {
        return Optional.ofNullable(origins.get(variable));
    }
}
