package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which variables may be infinite or NaN somewhere although what they are computed from is finite:
 * {@code log(x)}, a quotient, and all that is computed from such. Sums and products are taken for
 * finite, inputs too.
 */
final class Finiteness {
    private Finiteness() {}

    /** The variables bound here that may not be finite. */
    static Set<Variable> suspects(List<Let> lets) {
        Set<Variable> suspects = new HashSet<>();
        for (Let let : lets) {
            Operation operation = let.operation();
            if (breaks(operation) || operation.operands().stream().anyMatch(suspects::contains)) {
                suspects.addAll(let.variables());
            }
        }
        return suspects;
    }

    /** Whether an operation can make what is not finite of finite numbers. */
    private static boolean breaks(Operation operation) {
        return switch (operation) {
            case Operation.Constant(double value) -> !Double.isFinite(value);
            case Operation.Data(var array) ->
                    !Arrays.stream(array.values()).allMatch(Double::isFinite);
            case Operation.Elementwise elementwise -> !keeps(elementwise.function());
            case Operation.Cholesky _,
                    Operation.CholeskyAdjoint _,
                    Operation.TriangularSolve _,
                    Operation.Solve _,
                    Operation.LogAbsDeterminant _,
                    Operation.Scan _ ->
                    true;
            case Operation.Position _,
                    Operation.Broadcast _,
                    Operation.Reduce _,
                    Operation.Contract _,
                    Operation.Rename _,
                    Operation.Slice _,
                    Operation.Pad _,
                    Operation.Concatenate _,
                    Operation.Gather _,
                    Operation.Scatter _,
                    Operation.CumulativeSum _,
                    Operation.StopGradient _ ->
                    false;
        };
    }

    private static boolean keeps(Function function) {
        return switch (function) {
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    MASKED_MULTIPLY,
                    NEGATE,
                    ABS,
                    SIGN,
                    SQUARE,
                    MAXIMUM,
                    MINIMUM,
                    FLOOR,
                    CEIL,
                    ROUND,
                    LESS,
                    LESS_EQUAL,
                    EQUAL,
                    NOT_EQUAL,
                    AND,
                    OR,
                    NOT,
                    SELECT,
                    SIN,
                    COS,
                    ATAN,
                    TANH,
                    INV_LOGIT,
                    LOG1P_EXP,
                    ERF,
                    ERFC,
                    PHI ->
                    true;
            default -> false;
        };
    }
}
