package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * A compiled objective's gradient against differences of its own value, both over the same points
 * of noise: a lattice of many points, moved as a whole in several random ways, which give the
 * standard error. Where a jump is differentiated as if there were none, the two differ by the jump.
 */
final class GradientAudit {
    private static final int PARTICLES = 1 << 10;
    private static final int MOVES = 8;

    /** Wide against the distance of the points, so that differences see what jumps between them. */
    private static final double STEP = 0.04;

    private final BoundModel model;
    private final CompiledObjective objective;
    private final double[][] noise = new double[MOVES][];

    private GradientAudit(BoundModel model) {
        this.model = model;
        this.objective = model.objective(PARTICLES);
        SplittableRandom random = new SplittableRandom(31);
        for (int move = 0; move < MOVES; move++) {
            noise[move] = points(objective.noise(), random);
        }
    }

    static GradientAudit of(String script, String data) {
        CheckedScript checked = Compiler.check(new Source("test.pw", script));
        assertThat(checked.diagnostics()).filteredOn(found -> found.isError()).isEmpty();
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", data), Map.of());
        assertThat(bound.diagnostics()).filteredOn(found -> found.isError()).isEmpty();
        return new GradientAudit(bound.model().orElseThrow());
    }

    /**
     * Evenly spread points: the Kronecker sequence of the powers of the root of x^(d+1) = x + 1.
     */
    private static double[] points(NoiseLayout layout, SplittableRandom random) {
        int dimensions = layout.blocks().stream().mapToInt(NoiseLayout.Block::size).sum();
        double root = 2;
        for (int i = 0; i < 60; i++) {
            root = Math.pow(1 + root, 1.0 / (dimensions + 1));
        }
        double[] noise = new double[layout.size()];
        int dimension = 0;
        for (NoiseLayout.Block block : layout.blocks()) {
            for (int e = 0; e < block.size(); e++) {
                double factor = Math.pow(root, - ++dimension);
                double start = random.nextDouble();
                for (int p = 0; p < layout.particles(); p++) {
                    double turn = start + p * factor;
                    double u = turn - Math.floor(turn);
                    noise[block.offset() + p * block.particleStride() + e * block.elementStride()] =
                            block.kind() == NoiseLayout.Kind.NORMAL ? ErrorFunctions.invPhi(u) : u;
                }
            }
        }
        return noise;
    }

    int size() {
        return objective.parameters().size();
    }

    /**
     * What the gradient and the differences say.
     *
     * @param distance the mean of gradient less difference
     * @param error five standard errors of the distance, and what the step may do: differences of
     *     twice the step are off by 16 times as much
     */
    record Comparison(double gradient, double distance, double error) {}

    Comparison compare(double[] point, int parameter) {
        double gradients = 0;
        double sum = 0;
        double squares = 0;
        double bias = 0;
        for (int move = 0; move < MOVES; move++) {
            double[] gradient = new double[point.length];
            evaluate(move, point, gradient);
            double narrow = difference(move, point, parameter, STEP);
            double distance = gradient[parameter] - narrow;
            gradients += gradient[parameter] / MOVES;
            bias += (narrow - difference(move, point, parameter, 2 * STEP)) / MOVES;
            sum += distance / MOVES;
            squares += distance * distance / MOVES;
        }
        double standardError = Math.sqrt(Math.max(0, squares - sum * sum) / (MOVES - 1));
        return new Comparison(gradients, Math.abs(sum), 5 * standardError + Math.abs(bias) + 1e-7);
    }

    /**
     * The mean over all points.
     *
     * @param error five standard errors
     */
    record Estimate(double gradient, double error) {}

    Estimate estimate(double[] point, int parameter) {
        double sum = 0;
        double squares = 0;
        for (int move = 0; move < MOVES; move++) {
            double[] gradient = new double[point.length];
            evaluate(move, point, gradient);
            sum += gradient[parameter] / MOVES;
            squares += gradient[parameter] * gradient[parameter] / MOVES;
        }
        return new Estimate(sum, 5 * Math.sqrt(Math.max(0, squares - sum * sum) / (MOVES - 1)));
    }

    LogDensity logDensity() {
        return model.logDensity();
    }

    /** Central differences of the fourth order. */
    private double difference(int move, double[] point, int parameter, double step) {
        return (8 * (at(move, point, parameter, step) - at(move, point, parameter, -step))
                        - (at(move, point, parameter, 2 * step)
                                - at(move, point, parameter, -2 * step)))
                / (12 * step);
    }

    private double at(int move, double[] point, int parameter, double step) {
        double[] moved = point.clone();
        moved[parameter] += step;
        return evaluate(move, moved, new double[point.length]);
    }

    private double evaluate(int move, double[] point, double[] gradient) {
        double[] elbo = new double[PARTICLES];
        objective.evaluate(point, noise[move], elbo, gradient);
        double sum = 0;
        for (double value : elbo) {
            sum += value;
        }
        return sum / PARTICLES;
    }
}
