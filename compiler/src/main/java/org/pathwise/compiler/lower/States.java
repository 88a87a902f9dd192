package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.core.Latent;

/**
 * The states of a discrete site along an axis of their own. In the place of a draw, the values
 * along that axis make everything that depends on the site vary over its states.
 *
 * @param axis as long as the site has states
 * @param least the value of the first state
 */
record States(Axis axis, int least) {

    /**
     * The states of a latent, on a new axis.
     *
     * @throws java.util.NoSuchElementException if they are not finitely many, the same for each
     *     element
     */
    static States of(Scope scope, Latent latent) {
        FiniteStates states = FiniteStates.of(latent).orElseThrow();
        return new States(scope.fresh(states.count()), states.least());
    }

    /** The same states on another axis, for where two elements of the site meet. */
    States again(Scope scope) {
        return new States(scope.freshLike(axis), least);
    }

    int count() {
        return axis.extent();
    }

    /** The values of the states, over {@link #axis}. */
    Variable values(Builder builder) {
        Variable position = builder.bind("state", new Operation.Position(axis));
        return least == 1 ? position : builder.add(position, builder.constant(least - 1));
    }

    /** The site as a whole with each of its elements in every state. */
    Value whole(Scope scope, Latent latent) {
        return new Value(values(scope.builder()), scope.axes().canonical(latent.symbol().type()));
    }

    /** A value of the site as the number of its state, from 1. */
    Variable number(Builder builder, Variable value) {
        return least == 1 ? value : builder.add(value, builder.constant(1 - least));
    }
}
