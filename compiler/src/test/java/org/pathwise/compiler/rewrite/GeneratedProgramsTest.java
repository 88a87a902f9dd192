package org.pathwise.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Printer;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.ProgramGenerator;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.array.Verifier;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Simplified programs and gradients have the values of the originals. */
class GeneratedProgramsTest {
    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void haveTheSameValues(long seed) {
        var generated = ProgramGenerator.generate(seed, 12);
        Names names = generated.sketch().names;
        Program program = generated.program();
        Program simplified = Verifier.verify(Rewrite.simplify(program, names));
        assertSame(program, simplified, generated.sketch().inputs);

        Variable scalar = program.outputs().getFirst();
        Program gradient = Differentiate.gradient(program, scalar, program.inputs(), names);
        Program simplifiedGradient =
                Differentiate.gradient(
                        simplified, simplified.outputs().getFirst(), simplified.inputs(), names);
        Program twice = Verifier.verify(Rewrite.simplifyToRun(simplifiedGradient, names));
        assertSame(gradient, simplifiedGradient, generated.sketch().inputs);
        assertSame(gradient, twice, generated.sketch().inputs);
    }

    private static void assertSame(Program expected, Program found, Map<Variable, Tensor> inputs) {
        assertThat(found.inputs()).isEqualTo(expected.inputs());
        List<Tensor> one = outputs(expected, inputs);
        List<Tensor> two = outputs(found, inputs);
        assertThat(two).hasSameSizeAs(one);
        for (int i = 0; i < one.size(); i++) {
            Variable output = expected.outputs().get(i);
            assertThat(found.outputs().get(i).axes()).isEqualTo(output.axes());
            double[] a = one.get(i).arranged(output.axes()).values();
            double[] b = two.get(i).arranged(output.axes()).values();
            for (int k = 0; k < a.length; k++) {
                int at = k;
                int which = i;
                assertThat(b[k])
                        .as(
                                () ->
                                        "output "
                                                + which
                                                + " at "
                                                + at
                                                + " of\n"
                                                + Printer.print(found)
                                                + "after\n"
                                                + Printer.print(expected))
                        .isCloseTo(a[k], within(1e-9 * (1 + Math.abs(a[k]))));
            }
        }
    }

    private static List<Tensor> outputs(Program program, Map<Variable, Tensor> inputs) {
        Map<Variable, Tensor> values = Interpreter.runAll(program, inputs);
        List<Tensor> outputs = new ArrayList<>();
        program.outputs()
                .forEach(
                        output -> {
                            Tensor value = values.get(output);
                            assertThat(value).isNotNull();
                            outputs.add(value);
                        });
        return outputs;
    }
}
