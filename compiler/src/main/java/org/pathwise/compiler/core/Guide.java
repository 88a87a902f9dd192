package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The user's variational family. Latents that it does not draw get the automatic guide.
 *
 * @param statements definitions, recursions and samples of latents
 * @param first latents that get the automatic guide and that the statements read: missing data
 */
public record Guide(List<Parameter> parameters, List<Statement> statements, List<Symbol> first) {

    /** A guide without a block: every latent gets the automatic one. */
    public static final Guide AUTOMATIC = new Guide(List.of(), List.of(), List.of());

    /**
     * A {@code param}.
     *
     * @param initial its starting value, of data and constants only; by default the image of 0
     *     under the support's transform
     */
    public record Parameter(
            Symbol symbol, Support support, List<Expr> bounds, Optional<Expr> initial, Span span) {
        public Parameter {
            bounds = List.copyOf(bounds);
        }
    }

    public Guide {
        parameters = List.copyOf(parameters);
        statements = List.copyOf(statements);
        first = List.copyOf(first);
    }

    /** The latents that it draws. */
    public Set<Symbol> drawn() {
        return statements.stream()
                .filter(statement -> statement instanceof Statement.Sample)
                .map(statement -> ((Statement.Sample) statement).symbol())
                .collect(Collectors.toUnmodifiableSet());
    }
}
