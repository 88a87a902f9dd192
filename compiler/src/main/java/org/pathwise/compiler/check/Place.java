package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an expression or statement stands.
 *
 * @param scope the names that it can use
 * @param loops the loops around it, outermost first
 * @param guards the conditions under which it is reached
 * @param flow where definitions go that it needs; null where there can be none (in a type)
 * @param block what kind of block it is in
 */
record Place(Scope scope, List<Loop> loops, List<Expr> guards, @Nullable Flow flow, Kind block) {
    enum Kind {
        TOP("the top level"),
        MODEL("the model"),
        GUIDE("the guide"),
        GENERATE("the generate block"),
        FUNCTION("a function"),
        DISTRIBUTION("a distribution");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Place in(Scope newScope) {
        return new Place(newScope, loops, guards, flow, block);
    }

    Place in(Loop loop, Scope newScope) {
        List<Loop> more = new ArrayList<>(loops);
        more.add(loop);
        return new Place(newScope, List.copyOf(more), guards, flow, block);
    }

    Place under(Expr guard, Scope newScope) {
        List<Expr> more = new ArrayList<>(guards);
        more.add(guard);
        return new Place(newScope, loops, List.copyOf(more), flow, block);
    }

    Place ofFunction(Scope newScope) {
        return new Place(newScope, loops, guards, flow, Kind.FUNCTION);
    }
}
