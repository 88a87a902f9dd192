package org.pathwise.compiler.emit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.ProgramGenerator;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.rewrite.Rewrite;

import java.util.List;

/** Bytecode against the interpreter on random programs, with single numbers and with vectors. */
class GeneratedProgramsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 40, 4, 2, 3, 2, 3",
        "100, 20, 20, 3, 2, 2, 1",
        "200, 3, 60, 2, 2, 3, 3",
        "300, 15, 5, 5, 7, 3, 8",
        "400, 8, 4, 64, 5, 7, 2",
        "500, 4, 4, 67, 2, 31, 3",
    })
    void agreeWithTheInterpreter(
            int seed, int programs, int steps, int n, int d, int k, int particles) {
        for (int i = seed; i < seed + programs; i++) {
            for (Precision precision : Precision.values()) {
                for (boolean vectors : new boolean[] {false, true}) {
                    ProgramGenerator.Generated generated =
                            ProgramGenerator.generate(i, steps, n, d, k, particles);
                    if (precision == Precision.FLOAT && draws(generated.program())) {
                        continue;
                    }
                    new Emission(
                                    generated.program(),
                                    generated.sketch().inputs,
                                    List.of(),
                                    vectors,
                                    precision,
                                    i)
                            .check(precision + ", seed " + i);
                }
            }
        }
    }

    /**
     * Whether a program makes draws by rejection, whose random numbers are keyed by all bits of a
     * number that the program has computed: any rounding gives other draws.
     */
    private static boolean draws(Program program) {
        return program.lets().stream()
                .anyMatch(
                        let ->
                                let.operation()
                                                instanceof
                                                Operation.Elementwise(Function function, _)
                                        && function.name().endsWith("_DRAW"));
    }

    @ParameterizedTest
    @CsvSource({"600, 25, 5, 2, 3, 2, 3", "700, 3, 4, 64, 5, 7, 2"})
    void gradientsAgreeWithTheInterpreter(
            int seed, int programs, int steps, int n, int d, int k, int particles) {
        for (int i = seed; i < seed + programs; i++) {
            ProgramGenerator.Generated generated =
                    ProgramGenerator.generate(i, steps, n, d, k, particles);
            Sketch sketch = generated.sketch();
            Variable scalar = generated.program().outputs().getFirst();
            Program gradient =
                    Differentiate.gradient(
                            generated.program(),
                            scalar,
                            List.copyOf(sketch.inputs.keySet()),
                            sketch.names);
            Program simple = Rewrite.simplifyToRun(gradient, sketch.names);
            for (Precision precision : Precision.values()) {
                if (precision == Precision.FLOAT && draws(gradient)) {
                    continue;
                }
                new Emission(gradient, sketch.inputs, List.of(), false, precision, i)
                        .check(precision + ", seed " + i);
                new Emission(simple, sketch.inputs, List.of(), true, precision, i)
                        .check(precision + ", simplified, seed " + i);
            }
        }
    }
}
