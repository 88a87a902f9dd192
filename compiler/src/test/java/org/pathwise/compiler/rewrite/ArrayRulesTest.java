package org.pathwise.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Printer;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of sums, products, broadcasts and scans: the whole text of the simplified program.
 */
class ArrayRulesTest {
    private final Sketch s = new Sketch(2);
    private final Builder b = s.builder;
    private final Axis n = s.axis("N", 6);
    private final Axis d = s.axis("D", 3);
    private final Axis p = s.axis("particles", 2);

    private void becomes(Variable result, String... lines) {
        Program before = s.program(result);
        Program after = Rewrite.simplify(before, s.names);
        double[] expected = outputs(before).arranged(result.axes()).values();
        double[] found = outputs(after).arranged(result.axes()).values();
        assertThat(found).containsExactly(expected, within(1e-12));
        List<String> text = new ArrayList<>(Printer.print(after).lines().toList());
        text.removeIf(line -> line.startsWith("input") || line.startsWith("output"));
        assertThat(text).containsExactly(lines);
    }

    private Tensor outputs(Program program) {
        return Interpreter.runAll(program, s.inputs).get(program.outputs().getFirst());
    }

    @Test
    void termsAreSummedOverTheAxesTheyHave() {
        Variable a = s.input("a", -1, 1, n);
        Variable c = s.input("c", -1, 1);
        Variable y = s.data("y", new Tensor(List.of(n), 1, 2, 3, 4, 5, 6));
        becomes(
                b.sum(b.subtract(b.add(a, c), y), List.of(n)),
                "sum.3 = sum a.1 over N",
                "sum.4 = 6.0",
                "sum.5 = multiply sum.4 c.2",
                "sum.6 = add sum.3 sum.5",
                "sum.7 = -21.0",
                "sum.8 = add sum.6 sum.7");
    }

    @Test
    void aProductWithAMatrixIsAContraction() {
        Variable x = s.data("X", -1, 1, n, d);
        Variable beta = s.input("beta", -1, 1, d, p);
        becomes(
                b.sum(b.multiply(x, beta), List.of(d)),
                "v.2 [N, D] = data X",
                "sum.3 [N, particles] = contract v.2 beta.1 over D");
    }

    @Test
    void factorsWithoutTheAxisLeaveTheSum() {
        Variable a = s.input("a", -1, 1, n);
        Variable c = s.input("c", -1, 1, p);
        becomes(
                b.sum(b.multiply(b.exp(a), c), List.of(n)),
                "exp.3 [N] = exp a.1",
                "sum.4 = sum exp.3 over N",
                "sum.5 [particles] = multiply sum.4 c.2");
    }

    @Test
    void factorsOfDifferentAxesAreSummedApart() {
        Variable a = s.input("a", -1, 1, n);
        Variable c = s.input("c", -1, 1, d);
        becomes(
                b.bind("r", new Operation.Contract(a, c, List.of(n, d))),
                "r.3 = sum a.1 over N",
                "r.4 = sum c.2 over D",
                "r.5 = multiply r.3 r.4");
    }

    @Test
    void productsOfComputedFactorsStayInTheirLoop() {
        Variable a = s.input("a", -1, 1, n);
        Variable c = s.input("c", -1, 1, n);
        becomes(
                b.sum(b.multiply(b.exp(a), c), List.of(n)),
                "exp.3 [N] = exp a.1",
                "multiply.4 [N] = multiply exp.3 c.2",
                "sum.5 = sum multiply.4 over N");
    }

    @Test
    void oneReciprocalDoesForManyDivisions() {
        Variable a = s.input("a", -1, 1, n);
        Variable c = s.input("c", 1, 2);
        becomes(
                b.divide(a, c),
                "divide.3 = 1.0",
                "divide.4 = divide divide.3 c.2",
                "divide.5 [N] = multiply a.1 divide.4");
    }

    @Test
    void functionsRunOverTheAxesOfTheirSources() {
        Variable c = s.input("c", 1, 2);
        becomes(
                b.sum(b.log(b.broadcast(c, List.of(n, p))), List.of(n)),
                "log.2 = log c.1",
                "sum.3 = 6.0",
                "sum.4 = multiply sum.3 log.2",
                "sum.5 [particles] = broadcast sum.4 over particles");
    }

    @Test
    void whatDataDeterminesIsComputedOnce() {
        Variable y = s.data("y", new Tensor(List.of(n), 0, 1, 2, 3, 4, 5));
        Variable c = s.input("c", 1, 2);
        Variable term =
                b.subtract(b.multiply(y, c), b.apply(Function.LGAMMA, b.add(y, b.constant(1))));
        becomes(
                b.sum(term, List.of(n)),
                "sum.2 = 15.0",
                "sum.3 = multiply sum.2 c.1",
                "sum.4 = " + -Math.log(1. * 2 * 6 * 24 * 120),
                "sum.5 = add sum.3 sum.4");
    }

    @Test
    void anOuterProductOfDataIsNotStored() {
        Axis m = s.axis("N", 300);
        Axis k = s.axis("N", 300);
        Variable x = s.data("x", -1, 1, m);
        Variable y = s.data("y", -1, 1, k);
        Program after = Rewrite.simplify(s.program(b.subtract(x, y)), s.names);
        assertThat(after.lets().getLast().operation()).isInstanceOf(Operation.Elementwise.class);
    }

    @Test
    void renamesMerge() {
        Axis m = s.axis("N", 6);
        Variable a = s.input("a", -1, 1, n, p);
        becomes(b.exp(b.rename(b.rename(a, n, m), m, n)), "exp.2 [N, particles] = exp a.1");
    }

    @Test
    void invariantsLeaveScansAndDeadCarriesGo() {
        Variable tau = s.input("tau", 0.1, 0.5);
        Variable start = s.input("start", -1, 1);
        Builder inside = new Builder(s.names);
        Variable h = s.names.variable("h", List.of());
        Variable dead = s.names.variable("dead", List.of());
        Variable t = s.names.variable("tau", List.of());
        Variable next = inside.multiply(inside.exp(t), h);
        Variable unread = inside.add(dead, h);
        Body body =
                new Body(
                        s.names.variable("t", List.of()),
                        List.of(h, dead),
                        List.of(t),
                        inside.lets(),
                        List.of(next, unread),
                        List.of());
        Variable end =
                b.scan("end", new Scan(n, false, List.of(start, start), List.of(tau), body))
                        .getFirst();
        becomes(
                end,
                "exp.3 = exp tau.1",
                "end.4 = scan N initial [start.2] captured [exp.3]",
                "  position t.5",
                "  carry h.6",
                "  capture exp.7",
                "  multiply.8 = multiply exp.7 h.6",
                "  next multiply.8");
    }

    /** The logarithm of a draw is what it was made from also where it is read in another way. */
    @Test
    void theLogarithmOfADrawIsFoundBehindItsAxes() {
        Variable x = s.input("x", -1, 1, n);
        Variable draw = b.apply(Function.POSITIVE_FROM_LOG, x);
        Axis other = s.axis("M", 6);
        Axis part = s.axis("P", 2);
        Variable renamed = b.bind("r", new Operation.Rename(draw, List.of(n), List.of(other)));
        Variable slice = b.bind("s", new Operation.Slice(renamed, other, part, 3));
        becomes(
                b.log(slice),
                "log.2 [M] = rename x.1 from N to M",
                "log.3 [P] = slice log.2 from M to P at 3");
    }

    @Test
    void theLogarithmOfAGatheredDrawIsThatOfItsElements() {
        Variable x = s.input("x", -1, 1, n);
        Variable draw = b.apply(Function.UNIT_FROM_LOGIT, x);
        Variable index = s.data("i", new Tensor(List.of(d), 6, 1, 2));
        Variable gathered = b.bind("g", new Operation.Gather(draw, List.of(n), List.of(index)));
        becomes(
                b.apply(Function.LOG1P, b.negate(gathered)),
                "v.2 [D] = data i",
                "log1p.3 [D] = gather x.1 at N = v.2",
                "log1p.4 [D] = log1pExp log1p.3",
                "log1p.5 [D] = negate log1p.4");
    }
}
