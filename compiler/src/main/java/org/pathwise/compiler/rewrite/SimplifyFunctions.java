package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Functions of functions, powers and selects: {@code log(exp(x))}, {@code x ^ 2}, a select whose
 * condition is known. The logarithm of a draw that was made on the log scale is what it was made
 * from, also where the draw was kept off an end of its support. Never {@code exp(log(x))} or {@code
 * sqrt(x) ^ 2}, which are NaN for a negative x.
 */
final class SimplifyFunctions implements Rule {
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
                    default ->
                            function.arity() == 1
                                            && r.definition(x)
                                                    instanceof Operation.Elementwise inner
                                    ? nested(function, inner, r)
                                    : null;
                };
        return simpler == null ? null : r.spread(simpler, Axes.of(operation));
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
        List<Variable> plain = r.match(operand, Function.INV_LOGIT);
        List<Variable> share = plain == null ? r.match(operand, Function.UNIT_FROM_LOGIT) : plain;
        return share == null
                ? null
                : r.apply(Function.NEGATE, r.apply(Function.LOG1P_EXP, share.getFirst()));
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
