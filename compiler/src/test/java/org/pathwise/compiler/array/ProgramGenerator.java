package org.pathwise.compiler.array;

import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random programs that use every operation and function, seeded. All values stay moderate and away
 * from kinks, poles and the borders of domains, so that two ways of running a program, and
 * derivatives, can be compared closely.
 *
 * <p>Every variable in the pool is kept within -2 to 2 by a final arctangent, so that any can be
 * combined with any.
 */
public final class ProgramGenerator {
    private final SplittableRandom random;
    private final Sketch sketch;
    private final List<Axis> axes = new ArrayList<>();
    private final List<Variable> pool = new ArrayList<>();
    private Builder b;

    private ProgramGenerator(long seed) {
        random = new SplittableRandom(seed);
        sketch = new Sketch(seed);
        b = sketch.builder;
    }

    /** A program with its first output a differentiable scalar, and the values of its inputs. */
    public record Generated(Program program, Sketch sketch) {}

    /**
     * The program of a seed, with about so many steps of a few operations each. The axes are short,
     * or have the given extents.
     */
    public static Generated generate(long seed, int steps, int... extents) {
        ProgramGenerator generator = new ProgramGenerator(seed);
        generator.start(extents);
        for (int i = 0; i < steps; i++) {
            generator.step();
        }
        List<Variable> last =
                generator.pool.subList(
                        Math.max(0, generator.pool.size() - 6), generator.pool.size());
        Variable scalar = generator.sketch.weigh(List.copyOf(last));
        List<Variable> outputs = new ArrayList<>(List.of(scalar));
        outputs.add(generator.pick());
        outputs.add(generator.pool.getLast());
        return new Generated(
                generator.sketch.program(outputs.toArray(Variable[]::new)), generator.sketch);
    }

    private void start(int... extents) {
        String[] labels = {"N", "D", "K", "particles"};
        for (int i = 0; i < labels.length; i++) {
            int extent = 2 + random.nextInt(2);
            axes.add(sketch.axis(labels[i], i < extents.length ? extents[i] : extent));
        }
        for (int i = 0; i < 5; i++) {
            pool.add(sketch.input("x" + i, -1.5, 1.5, someAxes()));
            pool.add(sketch.data("y" + i, -1.5, 1.5, someAxes()));
        }
        pool.add(sketch.input("s", -1.5, 1.5));
    }

    private Axis[] someAxes() {
        return axes.stream().filter(_ -> random.nextInt(5) < 2).toArray(Axis[]::new);
    }

    private Variable pick() {
        return pool.get(random.nextInt(pool.size()));
    }

    /** A variable that has the axis. */
    private Variable pick(Axis axis) {
        Variable any = pick();
        return b.broadcast(any, List.of(axis));
    }

    private Axis axis() {
        return axes.get(random.nextInt(axes.size()));
    }

    private Variable bind(Operation operation) {
        return b.bind("v", operation);
    }

    private void keep(Variable variable) {
        Variable tame =
                random.nextInt(4) == 0
                        ? b.apply(Function.TANH, variable)
                        : b.apply(Function.ATAN, variable);
        pool.add(b.add(tame, b.multiply(b.constant(0.1), tame)));
    }

    private void step() {
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3, 4 -> elementwise();
            case 5 -> reduce();
            case 6, 7 -> contract();
            case 8 -> rename();
            case 9 -> slice();
            case 10 -> concatenate();
            case 11 -> gather();
            case 12 -> scatter();
            case 13 -> cumulate();
            case 14, 15 -> matrix();
            case 16 -> scan();
            default -> sumOfSums();
        }
    }

    private void elementwise() {
        Function[] all = Function.values();
        Function function = all[random.nextInt(all.length)];
        Variable x = pick();
        Variable y = pick();
        Variable positive = b.exp(x);
        Variable unit = b.apply(Function.INV_LOGIT, y);
        keep(
                switch (function) {
                    case ADD, SUBTRACT, MULTIPLY, MASKED_MULTIPLY -> b.apply(function, x, y);
                    case NEGATE,
                            SQUARE,
                            EXP,
                            EXPM1,
                            SIN,
                            COS,
                            ATAN,
                            SINH,
                            COSH,
                            TANH,
                            INV_LOGIT,
                            LOG1P_EXP,
                            LOG1P_SQUARE,
                            POSITIVE_FROM_LOG,
                            UNIT_FROM_LOGIT,
                            ERF,
                            ERFC,
                            LOG_ERFC,
                            LOG_INV_LOGIT,
                            LOG_BESSEL_I0,
                            PHI,
                            LOG_PHI ->
                            b.apply(function, x);
                    case ABS,
                            SQRT,
                            LOG,
                            LOG1P,
                            LOG1P_MINUS,
                            LGAMMA,
                            STIRLING_REMAINDER,
                            DIGAMMA,
                            TRIGAMMA,
                            ERFCX,
                            ERFCX_DERIVATIVE,
                            LOG_BESSEL_I0_DERIVATIVE,
                            LOG_BESSEL_I0_SCALED,
                            LOG_BESSEL_I1,
                            LOG_BESSEL_I1_DERIVATIVE,
                            LAMBERT_W0,
                            LAMBERT_W0_DERIVATIVE ->
                            b.apply(function, positive);
                    case LOG_BESSEL_IV -> b.apply(function, unit, positive);
                    case LOG_BESSEL_IV_DERIVATIVE ->
                            b.apply(function, b.stopGradient(unit), positive);
                    case LOG_BESSEL_IV_ORDER_DERIVATIVE ->
                            b.apply(function, b.stopGradient(unit), b.stopGradient(positive));
                    case LOG_DIFF_EXP -> b.apply(function, b.add(x, positive), x);
                    case INV_PHI_LOG -> b.apply(function, b.log(unit), b.log(positive));
                    case DIVIDE -> b.divide(x, b.exp(y));
                    case POWER -> b.apply(function, positive, y);
                    case MULTIPLY_LOG -> b.apply(function, y, positive);
                    // Shifted apart, so that differences do not cross the kink.
                    case MAXIMUM, MINIMUM -> b.apply(function, x, b.add(positive, b.constant(3)));
                    case REMAINDER, ROUND, FLOOR, CEIL, SIGN -> b.multiply(x, step(function, x));
                    case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR ->
                            b.multiply(x, b.apply(function, fixed(), fixed()));
                    case NOT -> b.multiply(x, b.apply(function, fixed()));
                    case SELECT ->
                            b.select(b.apply(Function.LESS, fixed(), fixed()), x, b.log(positive));
                    case INSIDE -> b.apply(function, unit, b.constant(0), b.constant(1));
                    case LOGIT, INV_PHI, ASIN, ACOS -> b.apply(function, unit);
                    case TAN -> b.apply(function, b.multiply(b.constant(0.5), unit));
                    case LOG1M_EXP -> b.apply(function, b.negate(positive));
                    case LBETA -> b.apply(function, positive, b.exp(y));
                    case LCHOOSE -> b.apply(function, b.add(positive, b.constant(9)), unit);
                    case LOG_GAMMA_P, LOG_GAMMA_Q -> b.apply(function, b.exp(y), positive);
                    case LOG_INC_BETA, LOG_INC_BETA_C ->
                            b.apply(function, b.exp(y), positive, b.apply(Function.INV_LOGIT, x));
                    case LOG_INC_BETA_LOGIT -> b.apply(function, b.exp(y), positive, x);
                    case LOG_GAMMA_QUANTILE, STUDENT_T_QUANTILE ->
                            b.apply(function, x, y, positive);
                    case LOGIT_BETA_QUANTILE -> b.apply(function, x, y, positive, b.exp(y));
                    case POISSON_QUANTILE ->
                            b.apply(
                                    function,
                                    b.stopGradient(x),
                                    b.stopGradient(y),
                                    b.stopGradient(positive));
                    case BINOMIAL_QUANTILE ->
                            b.apply(
                                    function,
                                    b.stopGradient(x),
                                    noise(),
                                    b.constant(7),
                                    b.stopGradient(unit));
                    case NEG_BINOMIAL2_QUANTILE ->
                            b.apply(
                                    function,
                                    noise(),
                                    b.stopGradient(x),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case STUDENT_T_LOG_CDF, EXP_MOD_NORMAL_LOG_CDF ->
                            b.apply(function, y, positive);
                    case SKEW_NORMAL_LOG_CDF -> b.apply(function, y, x);
                    case SKEW_NORMAL_LOG_CDF_BY_VALUE,
                            SKEW_NORMAL_LOG_CDF_BY_SHAPE,
                            EXP_MOD_NORMAL_LOG_CDF_BY_VALUE,
                            EXP_MOD_NORMAL_LOG_CDF_BY_RATE ->
                            b.apply(function, b.stopGradient(y), b.stopGradient(positive));
                    case GAMMA_LOWER_RATIO,
                            LOG_GAMMA_QUANTILE_DERIVATIVE,
                            STUDENT_T_QUANTILE_DERIVATIVE,
                            GAMMA_UPPER_RATIO,
                            STUDENT_T_LOWER_RATIO,
                            STUDENT_T_DRAW_DERIVATIVE ->
                            b.apply(function, b.stopGradient(y), b.stopGradient(positive));
                    case BETA_LOWER_RATIO,
                            LOGIT_BETA_DRAW_DERIVATIVE,
                            LOGIT_BETA_QUANTILE_DERIVATIVE ->
                            b.apply(
                                    function,
                                    b.stopGradient(y),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case LOG_BESSEL_I0_SCALED_DERIVATIVE ->
                            b.apply(function, b.stopGradient(positive));
                    case VON_MISES_LOG_CDF, VON_MISES_LOG_CCDF ->
                            b.apply(function, b.multiply(b.constant(3), unit), positive);
                    case VON_MISES_DRAW_DERIVATIVE, VON_MISES_LOWER_RATIO ->
                            b.apply(function, b.stopGradient(unit), b.stopGradient(positive));
                    case LOG_GAMMA_DRAW, STUDENT_T_DRAW, VON_MISES_DRAW ->
                            b.apply(function, noise(), b.stopGradient(positive));
                    case LOGIT_BETA_DRAW ->
                            b.apply(
                                    function,
                                    noise(),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case LOG_GAMMA_DRAW_DERIVATIVE ->
                            b.apply(function, b.stopGradient(x), b.stopGradient(positive));
                    case POISSON_DRAW -> b.apply(function, noise(), b.stopGradient(positive));
                    case POISSON_PEAK,
                            POISSON_PEAK_DERIVATIVE,
                            STIRLING_EXCESS,
                            STIRLING_EXCESS_DERIVATIVE ->
                            b.apply(function, positive);
                    case NEG_BINOMIAL_DEVIANCE ->
                            b.apply(function, b.constant(3), positive, b.exp(y));
                    case NEG_BINOMIAL_DEVIANCE_IN_SHAPE ->
                            b.apply(
                                    function,
                                    b.constant(3),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case TABLE_DEVIANCE, TABLE_LOG_RATIO ->
                            b.apply(function, positive, b.constant(2), b.exp(y), b.constant(1.5));
                    case BETA_BINOMIAL_LOG_CDF ->
                            b.apply(function, b.constant(3), b.constant(7), positive, b.exp(y));
                    case BETA_BINOMIAL_LOG_CDF_IN_ALPHA, BETA_BINOMIAL_LOG_CDF_IN_BETA ->
                            b.apply(
                                    function,
                                    b.constant(3),
                                    b.constant(7),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case HYPERGEOMETRIC_LOG_CDF ->
                            b.apply(
                                    function,
                                    b.apply(Function.FLOOR, b.multiply(b.constant(5), noise())),
                                    b.constant(5),
                                    b.constant(6),
                                    b.constant(7));
                    case LOG_PHI_INTERVAL -> b.apply(function, x, b.exp(y));
                    case LOG_PHI_INTERVAL_DERIVATIVE ->
                            b.apply(function, b.stopGradient(x), b.exp(b.stopGradient(y)));
                    case BETA_BINOMIAL_DRAW ->
                            b.apply(
                                    function,
                                    noise(),
                                    b.constant(7),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                    case HYPERGEOMETRIC_DRAW ->
                            b.apply(function, noise(), b.constant(5), b.constant(6), b.constant(7));
                    case BINOMIAL_DRAW ->
                            b.apply(function, noise(), b.constant(7), b.stopGradient(unit));
                    case NEG_BINOMIAL2_DRAW ->
                            b.apply(
                                    function,
                                    noise(),
                                    b.stopGradient(positive),
                                    b.exp(b.stopGradient(y)));
                });
    }

    /** A step function of data. */
    private Variable step(Function function, Variable x) {
        return function == Function.REMAINDER
                ? b.apply(function, b.constant(7.25), b.constant(2))
                : b.apply(function, b.stopGradient(b.broadcast(fixed(), x.axes())));
    }

    private Variable fixed() {
        return data(-1, 1, someAxes());
    }

    private Variable noise() {
        return data(0.05, 0.95, someAxes());
    }

    private Variable data(double low, double high, Axis... over) {
        Tensor values = sketch.random(low, high, over);
        return bind(new Operation.Data(new DataArray("data", values.order(), values.values())));
    }

    private void reduce() {
        Axis axis = axis();
        Variable x = pick(axis);
        switch (random.nextInt(4)) {
            // Spread along the axis, so that the attaining element is clear.
            case 0 -> keep(extreme(Operation.Reducer.MAX, x, axis));
            case 1 -> keep(extreme(Operation.Reducer.MIN, x, axis));
            case 2 -> keep(bind(new Operation.Reduce(Operation.Reducer.PRODUCT, x, List.of(axis))));
            default -> keep(b.sum(x, List.of(someAxes())));
        }
    }

    private Variable extreme(Operation.Reducer reducer, Variable x, Axis axis) {
        Variable spread = b.multiply(b.constant(5), bind(new Operation.Position(axis)));
        return bind(new Operation.Reduce(reducer, b.add(x, spread), List.of(axis)));
    }

    private void sumOfSums() {
        Variable sum =
                b.add(
                        b.multiply(pick(), b.constant(-0.5)),
                        b.subtract(pick(), b.divide(pick(), b.exp(pick()))));
        keep(b.sum(b.add(b.multiply(sum, pick()), b.negate(pick())), List.of(someAxes())));
    }

    private void contract() {
        Variable left = pick();
        Variable right = pick();
        List<Axis> over =
                Axes.union(List.of(left, right)).stream()
                        .filter(_ -> random.nextBoolean())
                        .toList();
        keep(
                over.isEmpty()
                        ? b.sum(b.multiply(left, right), left.axes())
                        : bind(new Operation.Contract(left, right, over)));
    }

    private void rename() {
        Axis axis = axis();
        Variable x = pick(axis);
        Axis other = sketch.axis(axis.dimension(), axis.extent());
        Variable renamed = b.rename(x, axis, other);
        keep(b.sum(b.multiply(renamed, pick()), List.of(other)));
    }

    private void slice() {
        Axis axis = axis();
        Axis part = sketch.axis("part", axis.extent() - 1);
        Variable sliced = bind(new Operation.Slice(pick(axis), axis, part, random.nextInt(2)));
        keep(bind(new Operation.Pad(b.exp(sliced), part, axis, random.nextInt(2))));
    }

    private void concatenate() {
        Axis first = axis();
        Axis second = axes.get((axes.indexOf(first) + 1) % axes.size());
        Variable a = b.sum(pick(first), List.of(second));
        Variable c = b.sum(pick(), List.of(first));
        Axis both = sketch.axis("both", first.extent() + second.extent());
        Variable joined =
                bind(new Operation.Concatenate(List.of(a, c), List.of(first, second), both));
        keep(bind(new Operation.Slice(joined, both, first, random.nextInt(second.extent() + 1))));
    }

    private Variable index(Axis into, Axis... over) {
        Tensor index = sketch.random(1, into.extent() + 1, over);
        Arrays.setAll(index.values(), i -> Math.floor(index.values()[i]));
        return bind(new Operation.Data(new DataArray("index", index.order(), index.values())));
    }

    private void gather() {
        Axis axis = axis();
        keep(bind(new Operation.Gather(pick(axis), List.of(axis), List.of(index(axis, axis())))));
    }

    private void scatter() {
        Axis along = axis();
        Axis into = sketch.axis("bins", 3);
        Variable x = pick(along);
        Variable scattered =
                bind(
                        new Operation.Scatter(
                                x, List.of(into), List.of(index(into, along)), List.of(along)));
        keep(b.sum(b.square(scattered), List.of(into)));
    }

    private void cumulate() {
        Axis axis = axis();
        keep(
                bind(
                        new Operation.CumulativeSum(
                                pick(axis), axis, random.nextBoolean(), random.nextBoolean())));
    }

    private void matrix() {
        Axis row = axis();
        Axis column = sketch.axis(row.dimension(), row.extent());
        Variable x = pick(row);
        Variable identity =
                b.apply(
                        Function.EQUAL,
                        bind(new Operation.Position(row)),
                        bind(new Operation.Position(column)));
        Variable outer = b.multiply(x, b.rename(x, row, column));
        Variable matrix = b.add(outer, b.multiply(b.constant(2), identity));
        boolean transposed = random.nextBoolean();
        Variable right = transposed ? b.rename(pick(row), row, column) : pick(row);
        Variable factor = bind(new Operation.Cholesky(matrix, row, column));
        Variable solution =
                switch (random.nextInt(4)) {
                    case 0 ->
                            bind(
                                    new Operation.TriangularSolve(
                                            factor, right, row, column, transposed));
                    case 1 -> bind(new Operation.Solve(matrix, right, row, column, transposed));
                    case 2 -> bind(new Operation.LogAbsDeterminant(matrix, row, column));
                    default -> b.sum(factor, List.of(column));
                };
        keep(b.sum(solution, List.of(column)));
    }

    /**
     * Two carries that feed each other; the body reads the position, a sequence and an invariant.
     */
    private void scan() {
        Axis axis = axis();
        Variable sequence = pick(axis);
        Variable invariant = b.sum(pick(), List.of(axis));
        List<Axis> state = Axes.minus(Axes.union(List.of(sequence, invariant)), List.of(axis));
        Variable one = b.broadcast(b.sum(b.sum(pick(), axes), state), state);
        Variable two = b.broadcast(b.constant(0.5), state);
        Variable position = sketch.names.variable("t", List.of());
        Variable h = sketch.names.variable("h", state);
        Variable v = sketch.names.variable("v", state);
        Variable e = sketch.names.variable("e", Axes.minus(sequence.axes(), List.of(axis)));
        Variable a = sketch.names.variable("a", invariant.axes());
        Builder outer = b;
        b = new Builder(sketch.names);
        Variable next =
                b.apply(
                        Function.TANH,
                        b.add(b.multiply(b.apply(Function.SIN, a), h), b.multiply(v, e)));
        Variable last =
                b.broadcast(
                        b.divide(
                                b.apply(Function.COS, b.add(v, next)),
                                b.add(position, b.constant(1))),
                        state);
        Variable output = b.subtract(b.square(next), h);
        Body body =
                new Body(
                        position,
                        List.of(h, v),
                        List.of(e, a),
                        b.lets(),
                        List.of(b.broadcast(next, state), last),
                        List.of(output));
        b = outer;
        List<Variable> results =
                b.scan(
                        "scan",
                        new Scan(
                                axis,
                                random.nextBoolean(),
                                List.of(one, two),
                                List.of(sequence, invariant),
                                body));
        results.forEach(this::keep);
    }
}
