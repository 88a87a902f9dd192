package org.pathwise.compiler.rewrite;

import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.array.Verifier;

import java.util.ArrayList;
import java.util.List;

/** Simplifies array programs. */
public final class Rewrite {
    static final List<Rule> RULES =
            List.of(
                    new FoldConstants(),
                    new SimplifyArithmetic(),
                    new SimplifyFunctions(),
                    new MoveBroadcasts(),
                    new MergeRenames(),
                    new ReplaceGathersInOrder(),
                    new DivideByReciprocal(),
                    new SplitSums(),
                    new FactorOutOfSums(),
                    new ContractProducts());

    private static final Rule LOGS = new SimplifyFunctions();

    private static final int PASSES = 2;

    private Rewrite() {}

    /**
     * A program with the same inputs, whose outputs have the same values and axes as before,
     * position by position; an output may have become an input or the same variable as another
     * output. Stop-gradients are kept, so the result can be differentiated.
     *
     * @param names the supply that the program's variables came from
     */
    public static Program simplify(Program program, Names names) {
        return simplify(program, names, RULES);
    }

    /**
     * As {@link #simplify(Program, Names)} for a program that will only be run: also drops
     * stop-gradients.
     */
    public static Program simplifyToRun(Program program, Names names) {
        List<Rule> rules = new ArrayList<>(RULES);
        rules.addFirst(
                (operation, _) ->
                        operation instanceof Operation.StopGradient(Variable operand)
                                ? operand
                                : null);
        return simplify(program, names, rules);
    }

    /**
     * A program that is to be differentiated, with the logarithms of what was made on the log scale
     * in the place of {@code log(exp(x))}, and the like. The gradient then passes by the number
     * itself, which may be so small that its reciprocal, times what it is multiplied by, is out of
     * reach: shares of a sparse Dirichlet are as small as {@code 1e-1000}. Afterwards it is too
     * late: the adjoints of the number's other uses have joined.
     *
     * @param names the supply that the program's variables came from
     */
    public static Program toDifferentiate(Program program, Names names) {
        Program result = pass(EliminateDeadLets.apply(program), names, List.of(LOGS));
        return EliminateDeadLets.apply(result);
    }

    private static Program simplify(Program program, Names names, List<Rule> rules) {
        Program result = EliminateDeadLets.apply(program);
        for (int pass = 0; pass < PASSES; pass++) {
            result = EliminateDeadLets.apply(pass(result, names, rules));
            assert Verifier.verify(result) == result;
        }
        return result;
    }

    /** One pass with some of the rules. */
    static Program pass(Program program, Names names, List<Rule> rules) {
        Rewriter rewriter = new Rewriter(names, rules);
        rewriter.rewrite(program.lets());
        return new Program(program.inputs(), rewriter.lets(), rewriter.replaced(program.outputs()));
    }
}
