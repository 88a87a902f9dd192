package org.pathwise.compiler.differentiate;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The adjoints of one list of bindings, written into the builder that holds the bindings: a
 * program, or the body of a scan.
 *
 * <p>An adjoint is masked when it has passed through a select, a maximum or the like: it is 0 where
 * its variable had no influence. The variable may be infinite or NaN there and so may the
 * derivatives of what it came from; those are multiplied by {@link Function#MASKED_MULTIPLY}, for
 * which 0 times anything is 0 ({@code if x > 0 then log(x) else 0} has derivative 0 at x = 0).
 */
final class Reverse {
    private final Builder builder;
    private final List<Let> lets;
    private final Set<Variable> active;
    private final Set<Variable> suspects;
    private final Map<Operation.Scan, List<Variable>> stacks;
    private final Map<Variable, Variable> adjoints = new HashMap<>();
    private final Set<Variable> masked = new HashSet<>();
    private boolean mask;

    private Reverse(
            Builder builder,
            List<Let> lets,
            Set<Variable> active,
            Map<Operation.Scan, List<Variable>> stacks) {
        this.builder = builder;
        this.lets = lets;
        this.active = active;
        this.suspects = Finiteness.suspects(lets);
        this.stacks = stacks;
    }

    /**
     * Writes the bindings, and with those of scans the stacks of carried values that go backward
     * with them.
     */
    static Reverse forward(Builder builder, List<Let> lets, Collection<Variable> inputs) {
        Set<Variable> active = Activity.of(lets, inputs);
        Map<Operation.Scan, List<Variable>> stacks = new HashMap<>();
        for (Let let : lets) {
            if (let.operation() instanceof Operation.Scan scan
                    && let.variables().stream().anyMatch(active::contains)) {
                stacks.put(scan, ReverseScan.includeStacked(builder, let, scan));
            } else {
                builder.include(let);
            }
        }
        return new Reverse(builder, lets, active, stacks);
    }

    Builder builder() {
        return builder;
    }

    Set<Variable> active() {
        return active;
    }

    /** Adds to a variable's adjoint; to be called before {@link #backward}. */
    void seed(Variable variable, Variable adjoint, boolean isMasked) {
        mask = isMasked;
        contribute(variable, adjoint, adjoint.axes());
    }

    /** Goes through the bindings from the last to the first. */
    void backward() {
        for (Let let : lets.reversed()) {
            mask = let.variables().stream().anyMatch(masked::contains);
            if (let.operation() instanceof Operation.Scan scan) {
                if (let.variables().stream().anyMatch(adjoints::containsKey)) {
                    ReverseScan.contribute(this, let, scan, stacks.getOrDefault(scan, List.of()));
                }
            } else {
                Variable adjoint = adjoints.get(let.variable());
                if (adjoint != null) {
                    mask |= masks(let.operation());
                    new ReverseOperation(this, let.variable(), adjoint).contribute(let.operation());
                }
            }
        }
    }

    private static boolean masks(Operation operation) {
        return switch (operation) {
            case Operation.Elementwise elementwise ->
                    switch (elementwise.function()) {
                        case SELECT, MAXIMUM, MINIMUM, MASKED_MULTIPLY, MULTIPLY_LOG -> true;
                        default -> false;
                    };
            case Operation.Reduce reduce ->
                    switch (reduce.reducer()) {
                        case MAX, MIN -> true;
                        case SUM, PRODUCT -> false;
                    };
            default -> false;
        };
    }

    /** The variable's adjoint, perhaps without some of its axes; null if it is 0. */
    @Nullable Variable adjoint(Variable variable) {
        return adjoints.get(variable);
    }

    /** The variable's adjoint, perhaps without some of its axes. */
    Variable adjointOrZero(Variable variable) {
        Variable adjoint = adjoints.get(variable);
        return adjoint == null ? builder.constant(0) : adjoint;
    }

    boolean isMasked(Variable variable) {
        return masked.contains(variable);
    }

    /** Whether contributions made now are masked. */
    boolean mask() {
        return mask;
    }

    void setMask(boolean mask) {
        this.mask = mask;
    }

    /**
     * Adds to a variable's adjoint the sum of a term over all places of the domain, except along
     * the variable's own axes.
     *
     * @param domain the axes that the operation runs over; the term may lack some
     */
    void contribute(Variable variable, Variable term, Collection<Axis> domain) {
        if (!active.contains(variable)) {
            return;
        }
        Variable part = builder.sum(term, Axes.minus(domain, variable.axes()));
        Variable earlier = adjoints.get(variable);
        adjoints.put(variable, earlier == null ? part : builder.add(earlier, part));
        if (mask) {
            masked.add(variable);
        }
    }

    /** An adjoint times a partial derivative. */
    Variable times(Variable adjoint, Variable partial) {
        return builder.apply(mask ? Function.MASKED_MULTIPLY : Function.MULTIPLY, adjoint, partial);
    }

    /**
     * A factor that a masked adjoint is multiplied by and then summed, where it is finite, and 0
     * where it is not: there the product that it belongs to is not finite either, so that it has no
     * influence and the adjoint is 0. Elementwise {@link #times} says so for each element; a matrix
     * product cannot.
     */
    Variable factor(Variable variable) {
        if (!mask || !suspects.contains(variable)) {
            return variable;
        }
        Variable finite =
                builder.apply(
                        Function.LESS,
                        builder.apply(Function.ABS, variable),
                        builder.constant(Double.POSITIVE_INFINITY));
        return builder.select(finite, variable, builder.constant(0));
    }

    /** The sum over some axes of {@code a * b}; both may lack some of them. */
    Variable product(Variable a, Variable b, Collection<Axis> over) {
        List<Axis> present =
                over.stream().filter(axis -> a.has(axis) || b.has(axis)).sorted().toList();
        Variable product =
                present.isEmpty()
                        ? builder.multiply(a, b)
                        : builder.bind(a.name(), new Operation.Contract(a, b, present));
        List<Axis> missing = new ArrayList<>(over);
        missing.removeAll(present);
        return builder.sum(product, missing);
    }
}
