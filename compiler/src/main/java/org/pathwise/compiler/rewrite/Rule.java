package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

/** Replaces operations of one kind by simpler ones. */
interface Rule {
    /**
     * A variable with the operation's value and axes, or null where the rule has nothing to say.
     */
    @Nullable Variable apply(Operation operation, Rewriter rewriter);
}
