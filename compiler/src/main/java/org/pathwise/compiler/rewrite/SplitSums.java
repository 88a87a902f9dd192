package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum over an axis of terms of which some lack the axis, or are data: {@code sum(a[n] + b +
 * y[n])} becomes {@code sum(a) + N * b + sum(y)}. Terms with the same axes stay together in one
 * loop.
 */
final class SplitSums implements Rule {
    private static final int MOST_TERMS = 64;

    private record Term(double factor, Variable variable) {}

    /** Terms that stay together: those of the same axes that are, or are not, data. */
    private record Kind(List<Axis> axes, boolean known) {}

    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        if (!(operation
                        instanceof
                        Operation.Reduce(
                                Operation.Reducer reducer,
                                Variable operand,
                                List<Axis> over))
                || reducer != Operation.Reducer.SUM) {
            return null;
        }
        List<Term> terms = new ArrayList<>();
        if (!collect(new Term(1, operand), terms, r)) {
            return null;
        }
        Map<Kind, List<Term>> kinds = new LinkedHashMap<>();
        for (Term term : terms) {
            boolean known = r.definition(term.variable()) instanceof Operation.Data;
            kinds.computeIfAbsent(new Kind(term.variable().axes(), known), _ -> new ArrayList<>())
                    .add(term);
        }
        // A single sum of many terms of one kind is best left as it is; -sum(x) and 2 * sum(x) are
        // not.
        if (kinds.size() == 1
                && (terms.size() > 1 || terms.getFirst().variable().equals(operand))) {
            return null;
        }
        Variable total = r.constant(0);
        for (List<Term> kind : kinds.values()) {
            total = r.apply(Function.ADD, total, sum(kind, over, r));
        }
        return r.spread(total, Axes.of(operation));
    }

    private static Variable sum(List<Term> terms, List<Axis> over, Rewriter r) {
        if (terms.size() == 1) {
            Variable sum = r.sum(terms.getFirst().variable(), over);
            return r.apply(Function.MULTIPLY, r.constant(terms.getFirst().factor()), sum);
        }
        Variable inner = r.constant(0);
        for (Term term : terms) {
            Variable part = r.apply(Function.MULTIPLY, r.constant(term.factor()), term.variable());
            inner = r.apply(Function.ADD, inner, part);
        }
        return r.sum(inner, over);
    }

    /** Takes a sum apart; false if there are too many terms. */
    private static boolean collect(Term term, List<Term> into, Rewriter r) {
        if (into.size() > MOST_TERMS) {
            return false;
        }
        if (r.definition(term.variable())
                instanceof Operation.Elementwise(Function function, List<Variable> operands)) {
            Variable a = operands.getFirst();
            Variable b = operands.getLast();
            switch (function) {
                case ADD -> {
                    return collect(new Term(term.factor(), a), into, r)
                            && collect(new Term(term.factor(), b), into, r);
                }
                case SUBTRACT -> {
                    return collect(new Term(term.factor(), a), into, r)
                            && collect(new Term(-term.factor(), b), into, r);
                }
                case NEGATE -> {
                    return collect(new Term(-term.factor(), a), into, r);
                }
                case MULTIPLY -> {
                    Double factor = r.constant(a) != null ? r.constant(a) : r.constant(b);
                    if (factor != null && Double.isFinite(factor * term.factor()) && factor != 0) {
                        Variable rest = r.constant(a) != null ? b : a;
                        return collect(new Term(factor * term.factor(), rest), into, r);
                    }
                }
                default -> {}
            }
        }
        if (r.definition(term.variable()) instanceof Operation.Broadcast(Variable source, _)) {
            return collect(new Term(term.factor(), source), into, r);
        }
        into.add(term);
        return true;
    }
}
