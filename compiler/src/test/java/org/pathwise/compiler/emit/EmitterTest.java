package org.pathwise.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.runtime.program.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytecode against the interpreter on programs of known shape, and what a kernel promises. */
class EmitterTest {
    private static void check(Sketch sketch, List<Axis> innermost, Variable... outputs) {
        for (Precision precision : Precision.values()) {
            for (boolean vectors : new boolean[] {false, true}) {
                new Emission(
                                sketch.program(outputs),
                                sketch.inputs,
                                innermost,
                                vectors,
                                precision,
                                7)
                        .check(precision + ", vectors " + vectors);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1", "1, 1", "1, 3", "2, 8", "7, 3", "64, 1", "509, 8", "2048, 1", "3001, 1", "5003, 3"
    })
    void runsEveryFunctionAtEveryExtent(int extent, int particles) {
        Sketch s = new Sketch(extent);
        Axis n = s.axis("N", extent);
        Axis p = s.axis("particles", particles);
        Variable x = s.input("x", 0.05, 0.95, n, p);
        Variable y = s.data("y", 0.1, 2, n);
        List<Variable> outputs = new ArrayList<>();
        for (Function function : Function.values()) {
            List<Variable> operands = List.of(x, y, x, y).subList(0, function.arity());
            Variable value =
                    s.bind(
                            new Operation.Elementwise(
                                    function,
                                    function == Function.LOG1M_EXP
                                            ? List.of(s.builder.negate(x))
                                            : operands));
            outputs.add(value);
            outputs.add(s.builder.sum(value, List.of(n)));
        }
        check(s, List.of(p), outputs.toArray(Variable[]::new));
    }

    /** Layers of a net: products of large matrices, with particles, their adjoints, in a scan. */
    @ParameterizedTest
    @CsvSource({"40, 30, 35, 1", "70, 64, 128, 3", "17, 100, 16, 5", "130, 20, 300, 1"})
    void multipliesMatrices(int rows, int inner, int columns, int particles) {
        Sketch s = new Sketch(2);
        Axis n = s.axis("N", rows);
        Axis d = s.axis("D", inner);
        Axis h = s.axis("H", columns);
        Axis p = s.axis("particles", particles);
        Variable x = s.data("x", -1, 1, n, d);
        Variable weights = s.input("w", -1, 1, d, h, p);
        Variable hidden = s.bind(new Operation.Contract(x, weights, List.of(d)));
        Variable active = s.builder.apply(Function.TANH, hidden);
        Variable adjoint = s.bind(new Operation.Contract(x, active, List.of(n)));
        Variable gram = s.bind(new Operation.Contract(active, active, List.of(n, p)));
        Variable both = s.bind(new Operation.Contract(weights, active, List.of(h, p)));
        check(s, List.of(p), hidden, adjoint, gram, both);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 1", "3, 1, 2", "2500, 3, 1", "2600, 5, 3", "100, 90, 1"})
    void reducesAlongAnyAxes(int rows, int columns, int particles) {
        Sketch s = new Sketch(1);
        Axis n = s.axis("N", rows);
        Axis d = s.axis("D", columns);
        Axis p = s.axis("particles", particles);
        Variable x = s.input("x", 0.99, 1.01, n, d, p);
        List<Variable> outputs = new ArrayList<>();
        for (Operation.Reducer reducer : Operation.Reducer.values()) {
            for (List<Axis> over :
                    List.of(List.of(n), List.of(d), List.of(p), List.of(n, d), List.of(n, d, p))) {
                outputs.add(s.bind(new Operation.Reduce(reducer, x, over)));
            }
        }
        outputs.add(s.bind(new Operation.CumulativeSum(x, n, false, false)));
        outputs.add(s.bind(new Operation.CumulativeSum(x, d, true, true)));
        check(s, List.of(p), outputs.toArray(Variable[]::new));
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 4", "4001, 3, 1", "4001, 3, 2", "2100, 80, 1"})
    void gathersAndScatters(int rows, int groups, int particles) {
        Sketch s = new Sketch(2);
        Axis n = s.axis("N", rows);
        Axis g = s.axis("G", groups);
        Axis p = s.axis("particles", particles);
        double[] values = s.random(1, groups + 1, n).values();
        Variable group =
                s.data(
                        "group",
                        new Tensor(List.of(n), Arrays.stream(values).map(Math::floor).toArray()));
        Variable alpha = s.input("alpha", -1, 1, g, p);
        Variable logits = s.input("logits", -1, 1, n, g);
        Variable eta = s.bind(new Operation.Gather(alpha, List.of(g), List.of(group)));
        Variable own = s.bind(new Operation.Gather(logits, List.of(g), List.of(group)));
        Variable rate = s.builder.exp(s.builder.add(eta, own));
        Variable adjoint =
                s.bind(new Operation.Scatter(rate, List.of(g), List.of(group), List.of(n)));
        Variable diagonal =
                s.bind(new Operation.Scatter(own, List.of(g), List.of(group), List.of()));
        Variable computed =
                s.builder.apply(
                        Function.ADD, group, s.builder.multiply(s.builder.constant(0), own));
        Variable again = s.bind(new Operation.Gather(alpha, List.of(g), List.of(computed)));
        check(s, List.of(p), s.builder.sum(rate, List.of(n)), adjoint, diagonal, again);
    }

    @ParameterizedTest
    @CsvSource({"11, 3, 2", "3000, 7, 1", "3001, 4, 3", "2048, 50, 1"})
    void fusesRegressions(int rows, int columns, int particles) {
        Sketch s = new Sketch(3);
        Axis n = s.axis("N", rows);
        Axis d = s.axis("D", columns);
        Axis p = s.axis("particles", particles);
        check(s, List.of(p), Models.logisticRegression(s, n, d, p));
    }

    @Test
    void ignoresTheSideNotChosen() {
        for (int extent : new int[] {5, 3000}) {
            Sketch s = new Sketch(4);
            Axis n = s.axis("N", extent);
            Variable x = s.input("x", -1, 1, n);
            Variable positive = s.builder.apply(Function.LESS, s.builder.constant(0), x);
            Variable root =
                    s.builder.select(
                            positive, s.builder.apply(Function.SQRT, x), s.builder.square(x));
            Variable masked =
                    s.builder.apply(
                            Function.MASKED_MULTIPLY,
                            positive,
                            s.builder.divide(x, s.builder.constant(0)));
            check(s, List.of(), s.builder.sum(root, List.of(n)), masked);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1", "4, 70, 1", "5, 3, 4", "30, 130, 2"})
    void solvesForSeveralRightHandSides(int size, int sides, int particles) {
        Sketch s = new Sketch(9);
        Axis row = s.axis("D", size);
        Axis column = s.axis("D", size);
        Axis n = s.axis("N", sides);
        Axis p = s.axis("particles", particles);
        Variable same =
                s.builder.apply(
                        Function.EQUAL,
                        s.bind(new Operation.Position(row)),
                        s.bind(new Operation.Position(column)));
        Variable matrix =
                s.builder.add(
                        s.builder.multiply(s.builder.constant(2.0 * size), same),
                        s.input("a", -1, 1, row, column, p));
        List<Variable> outputs = new ArrayList<>();
        for (boolean transposed : new boolean[] {false, true}) {
            Variable right = s.input("b", -1, 1, transposed ? column : row, n, p);
            outputs.add(
                    s.bind(new Operation.TriangularSolve(matrix, right, row, column, transposed)));
            outputs.add(s.bind(new Operation.Solve(matrix, right, row, column, transposed)));
        }
        check(s, List.of(p), outputs.toArray(Variable[]::new));
    }

    @Test
    void scansWithExchangedCarries() {
        Sketch s = new Sketch(5);
        Axis t = s.axis("T", 6);
        Axis p = s.axis("particles", 3);
        Variable a = s.names.variable("a", List.of(p));
        Variable b = s.names.variable("b", List.of(p));
        Operation.Body body =
                new Operation.Body(
                        s.names.variable("t", List.of()),
                        List.of(a, b),
                        List.of(),
                        List.of(),
                        List.of(b, a),
                        List.of(a));
        List<Variable> results =
                s.builder.scan(
                        "scan",
                        new Operation.Scan(
                                t,
                                true,
                                List.of(s.input("a0", -1, 1, p), s.input("b0", -1, 1, p)),
                                List.of(),
                                body));
        check(s, List.of(p), results.toArray(Variable[]::new));
    }

    @Test
    void forksShareNothingThatChanges() {
        Sketch s = new Sketch(6);
        Axis n = s.axis("N", 2100);
        Axis d = s.axis("D", 3);
        Axis p = s.axis("particles", 2);
        Variable[] outputs = Models.logisticRegression(s, n, d, p);
        Emission emission =
                new Emission(s.program(outputs), s.inputs, List.of(p), true, Precision.DOUBLE, 1);
        emission.check("original");
        double[][] buffers = emission.buffers();
        double[] expected = buffers[2].clone();
        Kernel fork = emission.kernel().fork();
        double[][] other = {buffers[0].clone(), buffers[1].clone(), buffers[2].clone()};
        for (int i = 0; i < 2; i++) {
            Arrays.setAll(other[i], j -> 0.5);
        }
        fork.run(other);
        assertThat(other[2]).isNotEqualTo(expected);
        emission.kernel().run(buffers);
        assertThat(buffers[2]).isEqualTo(expected);
        fork.run(buffers);
        assertThat(buffers[2]).isEqualTo(expected);
    }

    @Test
    void allocatesNothing() throws ReflectiveOperationException {
        Sketch s = new Sketch(8);
        Axis n = s.axis("N", 20);
        Axis d = s.axis("D", 3);
        Axis p = s.axis("particles", 4);
        Emission emission =
                new Emission(
                        s.program(Models.logisticRegression(s, n, d, p)),
                        s.inputs,
                        List.of(p),
                        false,
                        Precision.DOUBLE,
                        1);
        emission.kernel().run(emission.buffers());
        long before = allocatedBytes();
        for (int i = 0; i < 100; i++) {
            emission.kernel().run(emission.buffers());
        }
        assertThat(allocatedBytes() - before).isLessThan(5000);
    }

    /**
     * A vector is an object until the JIT compiler has got to the code, and stays one where the
     * compiler leaves a call among the vectors: the allocations have to end some time.
     */
    @ParameterizedTest
    @CsvSource({"1, DOUBLE", "2, DOUBLE", "1, FLOAT"})
    void allocatesNothingWithVectorsOnceCompiled(int particles, Precision precision)
            throws ReflectiveOperationException {
        Sketch s = new Sketch(8);
        Axis n = s.axis("N", 4096);
        Axis d = s.axis("D", 50);
        Axis p = s.axis("particles", particles);
        Emission emission =
                new Emission(
                        s.program(Models.logisticRegression(s, n, d, p)),
                        s.inputs,
                        List.of(p),
                        true,
                        precision,
                        1);
        long end = System.nanoTime() + 60_000_000_000L;
        long allocated = Long.MAX_VALUE;
        while (allocated > 5000 && System.nanoTime() < end) {
            long before = allocatedBytes();
            for (int i = 0; i < 100; i++) {
                emission.kernel().run(emission.buffers());
            }
            allocated = allocatedBytes() - before;
        }
        assertThat(allocated).isLessThan(5000);
    }

    /**
     * What this thread has allocated; by reflection, since the module under test does not read the
     * management module.
     */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads =
                Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getThreadMXBean")
                        .invoke(null);
        return (long)
                Class.forName("com.sun.management.ThreadMXBean")
                        .getMethod("getThreadAllocatedBytes", long.class)
                        .invoke(threads, Thread.currentThread().threadId());
    }
}
