package org.pathwise.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Printer;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;

/** Gathers and scatters at the positions of an axis cost nothing, and mean the same as before. */
class GathersInOrderTest {
    private final Sketch s = new Sketch(3);
    private final Builder b = s.builder;
    private final Axis n = s.axis("N", 4);
    private final Axis k = s.axis("K", 3);
    private final Axis state = s.axis("S", 3);
    private final Axis two = s.axis("T", 2);

    private void becomes(Variable result, String... lines) {
        Program before = s.program(result);
        Program after = Rewrite.simplify(before, s.names);
        double[] expected = values(before, result);
        assertThat(values(after, result)).containsExactly(expected, within(1e-12));
        List<String> text = new ArrayList<>(Printer.print(after).lines().toList());
        text.removeIf(line -> line.startsWith("input") || line.startsWith("output"));
        assertThat(text).containsExactly(lines);
    }

    private double[] values(Program program, Variable result) {
        return Interpreter.runAll(program, s.inputs)
                .get(program.outputs().getFirst())
                .arranged(result.axes())
                .values();
    }

    private Variable position(Axis axis) {
        return s.bind(new Operation.Position(axis));
    }

    private Variable gather(Variable source, Axis axis, Variable index) {
        return s.bind(new Operation.Gather(source, List.of(axis), List.of(index)));
    }

    @Test
    void aGatherOfAllIsARename() {
        Variable mu = s.input("mu", -1, 1, k);
        becomes(gather(mu, k, position(state)), "v.2 [S] = rename mu.1 from K to S");
    }

    @Test
    void aGatherOfSomeIsASlice() {
        Variable mu = s.input("mu", -1, 1, k, n);
        Variable index = b.add(position(two), b.constant(1));
        becomes(gather(mu, k, index), "v.2 [N, T] = slice mu.1 from K to T at 1");
    }

    @Test
    void dataInOrderIsAPositionToo() {
        Variable mu = s.input("mu", -1, 1, k);
        Variable index = s.data("g", new Tensor(List.of(two), 2, 3));
        becomes(gather(mu, k, index), "v.2 [T] = slice mu.1 from K to T at 1");
    }

    @Test
    void dataOutOfOrderIsGathered() {
        Variable mu = s.input("mu", -1, 1, k);
        Variable index = s.data("g", new Tensor(List.of(two), 3, 2));
        becomes(gather(mu, k, index), "v.2 [T] = data g", "v.3 [T] = gather mu.1 at K = v.2");
    }

    @Test
    void aDiagonalIsGathered() {
        Variable m = s.input("m", -1, 1, k, state);
        becomes(
                gather(m, k, position(state)),
                "v.2 [S] = position along S",
                "v.3 [S] = gather m.1 at K = v.2");
    }

    @Test
    void theOtherIndexIsReadAlongTheNewAxis() {
        Variable p = s.input("p", -1, 1, k, n);
        Variable other = s.data("g", new Tensor(List.of(state), 4, 1, 2));
        Variable gathered =
                s.bind(new Operation.Gather(p, List.of(k, n), List.of(position(state), other)));
        becomes(
                gathered,
                "v.2 [S] = data g",
                "v.3 [N, S] = rename p.1 from K to S",
                "v.4 [S] = gather v.3 at N = v.2");
    }

    @Test
    void theAdjointOfAllIsARename() {
        Variable adjoint = s.input("a", -1, 1, state, n);
        Variable scattered =
                s.bind(
                        new Operation.Scatter(
                                adjoint, List.of(k), List.of(position(state)), List.of(state, n)));
        becomes(scattered, "v.2 [N, K] = rename a.1 from S to K", "v.3 [K] = sum v.2 over N");
    }

    @Test
    void theAdjointOfSomeIsAPad() {
        Variable adjoint = s.input("a", -1, 1, two);
        Variable index = b.add(position(two), b.constant(1));
        becomes(
                s.bind(new Operation.Scatter(adjoint, List.of(k), List.of(index), List.of(two))),
                "v.2 [K] = pad a.1 from T to K at 1");
    }

    @Test
    void anAdjointWithoutTheAxisIsScattered() {
        Variable adjoint = s.input("a", -1, 1);
        becomes(
                s.bind(
                        new Operation.Scatter(
                                adjoint, List.of(k), List.of(position(state)), List.of(state))),
                "v.2 [S] = position along S",
                "v.3 [K] = scatter a.1 at K = v.2 over S");
    }
}
