package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;
import java.util.Set;

/**
 * Functions of functions, powers and selects: {@code log(exp(x))}, {@code x ^ 2}, a select whose
 * condition is known. The logarithm of a draw that was made on the log scale is what it was made
 * from, also where the draw was kept off an end of its support. Never {@code exp(log(x))} or {@code
 * sqrt(x) ^ 2}, which are NaN for a negative x.
 */
final class SimplifyFunctions implements Rule {
    private static final Set<Function> LOGISTIC =
            Set.of(Function.INV_LOGIT, Function.UNIT_FROM_LOGIT);

    private static final Set<Function> MADE_ON_ANOTHER_SCALE =
            Set.of(
                    Function.EXP,
                    Function.POSITIVE_FROM_LOG,
                    Function.INV_LOGIT,
                    Function.UNIT_FROM_LOGIT);

    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        if (!(operation instanceof Operation.Elementwise elementwise)) {
            return null;
        }
        Function function = elementwise.function();
        List<Variable> operands = elementwise.operands();
        Variable x = operands.getFirst();
        Variable simpler =
                switch (function) {
                    case POWER -> power(x, operands.get(1), r);
                    case SELECT -> select(x, operands.get(1), operands.get(2), r);
                    // the form that shares its exponential with others of the same operand
                    case LOG_INV_LOGIT -> logInvLogit(x, r);
                    case LOG, LOGIT -> {
                        Operation.@Nullable Elementwise inner = behind(x, r);
                        yield inner == null ? null : nested(function, inner, r);
                    }
                    default ->
                            function.arity() == 1
                                            && r.definition(x)
                                                    instanceof Operation.Elementwise inner
                                    ? nested(function, inner, r)
                                    : null;
                };
        return simpler == null ? null : r.spread(simpler, Axes.of(operation));
    }

    /**
     * The function of one operand that a variable is bound to. A draw is often read under other
     * axes, or in part, before its logarithm is taken: then it is the function of what the operand
     * is there.
     */
    private static Operation.@Nullable Elementwise behind(Variable variable, Rewriter r) {
        return switch (r.definition(variable)) {
            case Operation.Elementwise own -> own;
            case Operation.Broadcast(Variable operand, List<Axis> axes) ->
                    moved(operand, x -> new Operation.Broadcast(x, axes), r);
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) ->
                    moved(operand, x -> new Operation.Rename(x, from, to), r);
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) ->
                    moved(operand, x -> new Operation.Slice(x, from, to, offset), r);
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) ->
                    moved(source, x -> new Operation.Gather(x, axes, indices), r);
            case null, default -> null;
        };
    }

    private static Operation.@Nullable Elementwise moved(
            Variable from, java.util.function.Function<Variable, Operation> move, Rewriter r) {
        Operation.@Nullable Elementwise inner = behind(from, r);
        if (inner == null || !MADE_ON_ANOTHER_SCALE.contains(inner.function())) {
            return null;
        }
        Variable x = inner.operands().getFirst();
        return new Operation.Elementwise(inner.function(), List.of(r.bind(move.apply(x))));
    }

    private static @Nullable Variable nested(
            Function outer, Operation.Elementwise inner, Rewriter r) {
        Variable x = inner.operands().getFirst();
        return switch (outer) {
            case LOG ->
                    switch (inner.function()) {
                        case EXP, POSITIVE_FROM_LOG -> x;
                        case INV_LOGIT, UNIT_FROM_LOGIT -> logInvLogit(x, r);
                        case PHI -> r.apply(Function.LOG_PHI, x);
                        case SQRT ->
                                r.apply(
                                        Function.MULTIPLY,
                                        r.constant(0.5),
                                        r.apply(Function.LOG, x));
                        default -> null;
                    };
            case LOG1P ->
                    switch (inner.function()) {
                        case EXP -> r.apply(Function.LOG1P_EXP, x);
                        case NEGATE -> logOfOneMinus(x, r);
                        default -> null;
                    };
            case LOGIT ->
                    switch (inner.function()) {
                        case INV_LOGIT, UNIT_FROM_LOGIT -> x;
                        default -> null;
                    };
            case SQRT -> inner.function() == Function.SQUARE ? r.apply(Function.ABS, x) : null;
            case SQUARE, ABS ->
                    switch (inner.function()) {
                        case NEGATE, ABS -> r.apply(outer, x);
                        default -> null;
                    };
            default -> null;
        };
    }

    private static Variable logInvLogit(Variable x, Rewriter r) {
        return r.apply(Function.NEGATE, r.apply(Function.LOG1P_EXP, r.apply(Function.NEGATE, x)));
    }

    /**
     * {@code log(1 - inv_logit(x))} is {@code -log(1 + exp(x))}, also where {@code inv_logit(x)}
     * rounds to 1.
     */
    private static @Nullable Variable logOfOneMinus(Variable operand, Rewriter r) {
        Operation.@Nullable Elementwise share = behind(operand, r);
        return share == null || !LOGISTIC.contains(share.function())
                ? null
                : r.apply(
                        Function.NEGATE, r.apply(Function.LOG1P_EXP, share.operands().getFirst()));
    }

    private static @Nullable Variable power(Variable base, Variable exponent, Rewriter r) {
        Double known = r.constant(exponent);
        if (known == null) {
            return null;
        }
        if (known == 0) {
            return r.constant(1);
        }
        if (known == 1) {
            return base;
        }
        if (known == 2) {
            return r.apply(Function.SQUARE, base);
        }
        return known == -1 ? r.apply(Function.DIVIDE, r.constant(1), base) : null;
    }

    private static @Nullable Variable select(
            Variable condition, Variable then, Variable otherwise, Rewriter r) {
        if (then.equals(otherwise)) {
            return then;
        }
        Double known = r.constant(condition);
        if (known != null) {
            return known != 0 ? then : otherwise;
        }
        List<Variable> not = r.match(condition, Function.NOT);
        return not == null ? null : r.apply(Function.SELECT, not.getFirst(), otherwise, then);
    }
}
