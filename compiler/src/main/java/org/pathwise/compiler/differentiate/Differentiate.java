package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.array.Verifier;

import java.util.ArrayList;
import java.util.List;

/** Extends a program by the gradient of one of its variables. */
public final class Differentiate {
    private Differentiate() {}

    /**
     * A program whose outputs are the given program's, followed by the gradient of {@code
     * scalarOutput} with respect to each of {@code inputs}, with exactly that input's axes.
     *
     * @param scalarOutput a variable of the program without axes
     * @param inputs inputs of the program
     * @param names the supply that the program's variables came from
     * @throws IllegalArgumentException if {@code scalarOutput} has axes, or a derivative of a
     *     derivative of a random draw is asked for
     */
    public static Program gradient(
            Program program, Variable scalarOutput, List<Variable> inputs, Names names) {
        if (!scalarOutput.axes().isEmpty()) {
            throw new IllegalArgumentException(
                    scalarOutput + " is not a scalar: " + scalarOutput.axes());
        }
        Builder builder = new Builder(names);
        Reverse reverse = Reverse.forward(builder, program.lets(), inputs);
        reverse.seed(scalarOutput, builder.constant(1), false);
        reverse.backward();
        List<Variable> outputs = new ArrayList<>(program.outputs());
        for (Variable input : inputs) {
            outputs.add(builder.broadcast(reverse.adjointOrZero(input), input.axes()));
        }
        Program result = new Program(program.inputs(), builder.lets(), outputs);
        assert Verifier.verify(result) == result;
        return result;
    }
}
