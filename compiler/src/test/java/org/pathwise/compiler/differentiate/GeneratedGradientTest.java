package org.pathwise.compiler.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.ProgramGenerator;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Gradients of generated programs against central differences. */
class GeneratedGradientTest {
    static LongStream seeds() {
        return LongStream.range(1000, 1060);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agrees(long seed) {
        var generated = ProgramGenerator.generate(seed, 6);
        Program program = generated.program();
        if (stops(program.lets())) {
            return; // differences see through a stop-gradient
        }
        CentralDifferences.check(program, generated.sketch().names, generated.sketch().inputs);
    }

    private static boolean stops(List<Let> lets) {
        return lets.stream().anyMatch(let -> let.operation() instanceof Operation.StopGradient);
    }

    /** The generator is only worth as much as it covers. */
    @Test
    void coversEveryOperationAndFunction() {
        Set<Class<?>> operations = new HashSet<>();
        Set<Function> functions = EnumSet.noneOf(Function.class);
        int compared = 0;
        for (long seed = 0; seed < 800; seed++) {
            List<Let> lets = ProgramGenerator.generate(seed, 12).program().lets();
            for (Let let : lets) {
                operations.add(let.operation().getClass());
                if (let.operation() instanceof Operation.Elementwise(Function function, _)) {
                    functions.add(function);
                }
            }
        }
        for (long seed : seeds().toArray()) {
            compared += stops(ProgramGenerator.generate(seed, 6).program().lets()) ? 0 : 1;
        }
        assertThat(functions).containsExactlyInAnyOrder(Function.values());
        // The adjoint of a Cholesky factor comes in with gradients.
        assertThat(operations).hasSize(Operation.class.getPermittedSubclasses().length - 1);
        assertThat(compared).isGreaterThan(15);
    }
}
