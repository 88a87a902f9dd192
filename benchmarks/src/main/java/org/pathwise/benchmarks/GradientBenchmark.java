package org.pathwise.benchmarks;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

/**
 * Value and gradient of three models at all particles, in microseconds: eight schools; a logistic
 * regression of 10,000 rows and 50 columns (beside it: {@link ReadOnceBenchmark}); a Poisson
 * regression of 20,000 rows with intercepts for 500 groups.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GradientBenchmark {
    /** The model. */
    @Param({"schools", "logistic", "poisson"})
    public String model = "schools";

    /** How many points the gradient is evaluated at in one run. */
    @Param({"1", "8"})
    public int particles = 1;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Names names = new Names();
    private final Builder b = new Builder(names);
    private @Nullable CompiledGradient gradient;

    /** Writes the model and compiles it. */
    @Setup
    public void compile() {
        Axis p = names.axis("particles", particles);
        gradient =
                switch (model) {
                    case "schools" -> schools(p);
                    case "logistic" -> logistic(p);
                    default -> poisson(p);
                };
    }

    /** One evaluation. */
    @Benchmark
    public double evaluate() {
        return Objects.requireNonNull(gradient).run();
    }

    private Variable data(double low, double high, Axis... axes) {
        int size = 1;
        for (Axis axis : axes) {
            size *= axis.extent();
        }
        double[] values = random.doubles(size, low, high).toArray();
        return b.bind("data", new Operation.Data(new DataArray("data", List.of(axes), values)));
    }

    private Variable whole(double low, double high, Axis axis) {
        return b.apply(Function.FLOOR, data(low, high, axis));
    }

    /** The log density of a normal distribution. */
    private Variable normal(Variable x, Variable mean, Variable sd) {
        Variable z = b.divide(b.subtract(x, mean), sd);
        Variable constant = b.constant(0.5 * Math.log(2 * Math.PI));
        return b.negate(
                b.add(b.add(b.multiply(b.constant(0.5), b.square(z)), b.log(sd)), constant));
    }

    private CompiledGradient schools(Axis p) {
        Axis j = names.axis("J", 8);
        Variable mu = names.variable("mu", List.of(p));
        Variable logTau = names.variable("logTau", List.of(p));
        Variable theta = names.variable("theta", List.of(j, p));
        Variable tau = b.exp(logTau);
        Variable scaled = b.divide(tau, b.constant(5));
        Variable cauchy = b.subtract(logTau, b.apply(Function.LOG1P, b.square(scaled)));
        Variable sites =
                b.add(
                        normal(theta, mu, tau),
                        normal(data(-5, 20, j), theta, data(8, 18, j)));
        Variable zero = b.constant(0);
        Variable density =
                b.add(b.add(normal(mu, zero, b.constant(5)), cauchy), b.sum(sites, List.of(j)));
        return CompiledGradient.of(b, List.of(mu, logTau, theta), density, p);
    }

    private CompiledGradient logistic(Axis p) {
        Axis n = names.axis("N", 10_000);
        Axis d = names.axis("D", 50);
        Variable beta = names.variable("beta", List.of(d, p));
        Variable y = whole(0, 2, n);
        Variable eta =
                b.bind("eta", new Operation.Contract(data(-1, 1, n, d), beta, List.of(d)));
        Variable terms = b.subtract(b.multiply(y, eta), b.apply(Function.LOG1P_EXP, eta));
        Variable prior = normal(beta, b.constant(0), b.constant(1));
        Variable density = b.add(b.sum(terms, List.of(n)), b.sum(prior, List.of(d)));
        return CompiledGradient.of(b, List.of(beta), density, p);
    }

    private CompiledGradient poisson(Axis p) {
        Axis n = names.axis("N", 20_000);
        Axis g = names.axis("G", 500);
        Variable alpha = names.variable("alpha", List.of(g, p));
        Variable beta = names.variable("beta", List.of(p));
        double[] groups = random.doubles(20_000, 1, 501).map(Math::floor).toArray();
        Variable group =
                b.bind("group", new Operation.Data(new DataArray("group", List.of(n), groups)));
        Variable y = whole(0, 5, n);
        Variable own = b.bind("own", new Operation.Gather(alpha, List.of(g), List.of(group)));
        Variable eta = b.add(own, b.multiply(beta, data(-1, 1, n)));
        Variable factorial = b.apply(Function.LGAMMA, b.add(y, b.constant(1)));
        Variable terms = b.subtract(b.subtract(b.multiply(y, eta), b.exp(eta)), factorial);
        Variable prior = normal(alpha, b.constant(0), b.constant(1));
        Variable density = b.add(b.sum(terms, List.of(n)), b.sum(prior, List.of(g)));
        return CompiledGradient.of(b, List.of(alpha, beta), density, p);
    }
}
