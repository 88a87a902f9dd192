package org.pathwise.runtime.diagnose;

import org.pathwise.runtime.inference.GradientNoise;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.StepVector;
import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an objective's gradient estimates with finite differences of its ELBO estimates,
 * parameter by parameter. Both are means over many estimates, each with its standard error, and
 * from independent noise. The ELBO estimates are right whatever estimator the gradient has, so
 * where the two differ by more than their errors the gradient is wrong.
 *
 * <p>A difference takes both of its points with the same noise. It is the central one, extrapolated
 * from the steps {@code h} and {@code h/2} to an error of the order {@code h^4} (Richardson 1911).
 * Its error shows in the extrapolation from {@code h/2} and {@code h/4}: {@code h} is halved until
 * the two agree to a fifth of the standard error, or to what their own noise hides, and then once
 * more. Where draws jump (of discrete sites, and where a sampler rejects) the variance of a
 * difference goes with {@code 1/h}: where halving does not reduce the variance of what it changes,
 * the steps go no lower than that noise lets them, also if no jump happens to be seen at smaller
 * ones.
 *
 * @param rows one for each parameter that was compared
 * @param threshold the |z| that chance alone exceeds somewhere among so many parameters once in a
 *     thousand checks (Bonferroni's inequality)
 */
public record GradientCheck(List<Row> rows, double threshold) {
    private static final double CHANCE = 1e-3;

    /**
     * The step that keys the noise of gradients; fits count theirs from 0 and have others below.
     */
    private static final long GRADIENT_STEP = -3;

    private static final long DIFFERENCE_STEP = -4;
    private static final long PILOT_STEP = -5;
    private static final double FIRST_STEP = 0.25;
    private static final int MOST_HALVINGS = 16;
    private static final int PILOT_SHARE = 4;
    private static final int LEAST_PILOT = 50;

    /**
     * By how much halving a step must reduce the variance of what it changes where draws are smooth
     * in the parameter (to a 256th) or have kinks (to a half).
     */
    private static final double JUMPS = 0.75;

    private static final double TRUNCATION_SHARE = 0.2;
    private static final double ROUNDING = 1e-9;

    public GradientCheck {
        rows = List.copyOf(rows);
    }

    /**
     * One parameter.
     *
     * @param parameter its block's name
     * @param element the row-major position in the block, from 0
     * @param estimate the mean of the gradient estimates
     * @param deviation the standard deviation of one of them
     * @param difference the finite difference
     * @param error the standard error of {@code estimate - difference}
     */
    public record Row(
            String parameter,
            int element,
            double estimate,
            double deviation,
            double difference,
            double error) {

        /** The disagreement in standard errors. */
        public double z() {
            return (estimate - difference) / error;
        }
    }

    /**
     * How noisy a site's gradient is.
     *
     * @param parameters how many of its parameters were compared
     * @param deviation the root mean square of the standard deviations of one estimate
     * @param signalToNoise the root mean square of mean over standard deviation; infinite without
     *     noise
     */
    public record SiteNoise(int parameters, double deviation, double signalToNoise) {}

    /**
     * Compares some parameters.
     *
     * @param parameters where, for the whole fit
     * @param indices of the parameters to compare
     * @param estimates how many estimates to average, at least 2; each has the objective's
     *     particles
     */
    public static GradientCheck of(
            Objective objective, double[] parameters, int[] indices, int estimates, long seed) {
        return new Run(objective, parameters, indices, estimates, seed).compare();
    }

    /** What is not finite in a few estimates at a point, for the user; empty if nothing. */
    public static Optional<String> notFinite(Objective objective, double[] parameters, long seed) {
        Run run = new Run(objective, parameters, new int[0], LEAST_PILOT, seed);
        for (int k = 0; k < LEAST_PILOT; k++) {
            run.evaluate(parameters, GRADIENT_STEP, k);
            double sum = run.mean();
            for (double slope : run.gradient) {
                sum += slope * 0;
            }
            if (!Double.isFinite(sum)) {
                return Optional.of(
                        objective.explainNonFinite(
                                run.vector.gather(parameters, run.noise), run.noise));
            }
        }
        return Optional.empty();
    }

    /** The parameters whose gradient is wrong. */
    public List<Row> wrong() {
        return rows.stream().filter(row -> !(Math.abs(row.z()) <= threshold)).toList();
    }

    /** The largest |z|. */
    public double largest() {
        return rows.stream().mapToDouble(row -> Math.abs(row.z())).max().orElse(0);
    }

    /** The sites, and layers of nets, in the order of their parameters. */
    public Map<String, SiteNoise> sites() {
        Map<String, List<Row>> bySite = new LinkedHashMap<>();
        for (Row row : rows) {
            bySite.computeIfAbsent(GradientNoise.site(row.parameter()), _ -> new ArrayList<>())
                    .add(row);
        }
        Map<String, SiteNoise> sites = new LinkedHashMap<>();
        bySite.forEach((site, own) -> sites.put(site, noise(own)));
        return sites;
    }

    private static SiteNoise noise(List<Row> rows) {
        double variance = 0;
        double ratio = 0;
        int noisy = 0;
        for (Row row : rows) {
            variance += row.deviation() * row.deviation();
            if (row.deviation() > ROUNDING * Math.abs(row.estimate())) {
                ratio += Math.pow(row.estimate() / row.deviation(), 2);
                noisy++;
            }
        }
        return new SiteNoise(
                rows.size(),
                Math.sqrt(variance / rows.size()),
                noisy == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(ratio / noisy));
    }

    /** One comparison, with its arrays. */
    private static final class Run {
        private final Objective objective;
        private final double[] parameters;
        private final int[] indices;
        private final int estimates;
        private final int pilot;
        private final NoiseFiller filler;
        private final StepVector vector;
        private final double[] noise;
        private final double[] elbo;
        private final double[] gradient;
        private final double[] point;

        Run(Objective objective, double[] parameters, int[] indices, int estimates, long seed) {
            this.objective = objective;
            this.parameters = parameters;
            this.indices = indices;
            this.estimates = estimates;
            this.pilot =
                    Math.clamp(
                            estimates / PILOT_SHARE, Math.min(LEAST_PILOT, estimates), estimates);
            this.filler = new NoiseFiller(objective.noise(), seed);
            this.vector = new StepVector(objective);
            this.noise = new double[objective.noise().size()];
            this.elbo = new double[objective.noise().particles()];
            this.gradient = new double[vector.size()];
            this.point = parameters.clone();
        }

        GradientCheck compare() {
            Moments[] gradients = gradients();
            List<Row> rows = new ArrayList<>();
            for (int j = 0; j < indices.length; j++) {
                rows.add(row(indices[j], gradients[j]));
            }
            double tail = CHANCE / Math.max(1, indices.length) / 2;
            return new GradientCheck(rows, -ErrorFunctions.invPhi(tail));
        }

        private Moments[] gradients() {
            Moments[] moments = new Moments[indices.length];
            for (int j = 0; j < indices.length; j++) {
                moments[j] = new Moments();
            }
            for (long k = 0; k < estimates; k++) {
                evaluate(parameters, GRADIENT_STEP, k);
                for (int j = 0; j < indices.length; j++) {
                    moments[j].add(vector.gradient(indices[j], gradient, noise));
                }
            }
            return moments;
        }

        private Row row(int index, Moments own) {
            double step = step(index, own);
            Moments difference = new Moments();
            double size = 0;
            for (long k = 0; k < estimates; k++) {
                double wide = difference(index, step, DIFFERENCE_STEP, k);
                double narrow = difference(index, step / 2, DIFFERENCE_STEP, k);
                difference.add(narrow + (narrow - wide) / 3);
                size = Math.max(size, Math.abs(mean()));
            }
            double rounding = ROUNDING * Math.abs(own.mean) + size * Math.ulp(1.0) / step;
            ParameterLayout.Block block = block(index);
            return new Row(
                    block.name(),
                    index - block.offset(),
                    own.mean,
                    own.deviation(),
                    difference.mean,
                    Math.sqrt(
                            own.squaredError()
                                    + difference.squaredError()
                                    + 100 * rounding * rounding));
        }

        /**
         * Half of the largest step whose truncation error seems small: of the halved step it is a
         * sixteenth, which leaves room for what noise hides.
         */
        private double step(int index, Moments own) {
            double step = FIRST_STEP * (1 + Math.abs(parameters[index]));
            double before = Double.POSITIVE_INFINITY;
            double jumps = 0;
            for (int halvings = 0; halvings < MOST_HALVINGS; halvings++, step /= 2) {
                Moments change = new Moments();
                Moments fine = new Moments();
                for (long k = 0; k < pilot; k++) {
                    double first = difference(index, step, PILOT_STEP, k);
                    double second = difference(index, step / 2, PILOT_STEP, k);
                    double third = difference(index, step / 4, PILOT_STEP, k);
                    fine.add(second + (second - first) / 3);
                    change.add((third - second) * 4 / 3 - (second - first) / 3);
                }
                if (change.variance() > JUMPS * before) {
                    jumps = Math.max(jumps, change.variance() * step);
                }
                before = change.variance();
                double variance = Math.max(fine.variance(), jumps / step);
                double error = Math.sqrt((own.variance() + variance) / estimates);
                double hidden = 2 * Math.sqrt(Math.max(before, jumps / step) / pilot);
                if (Math.abs(change.mean) - hidden <= TRUNCATION_SHARE * error) {
                    break;
                }
            }
            return step / 2;
        }

        private double difference(int index, double step, long key, long number) {
            point[index] = parameters[index] + step;
            double reach = point[index];
            evaluate(point, key, number);
            double above = mean();
            point[index] = parameters[index] - step;
            reach -= point[index];
            evaluate(point, key, number);
            point[index] = parameters[index];
            return (above - mean()) / reach;
        }

        private void evaluate(double[] at, long key, long number) {
            filler.fill(noise, key, number * elbo.length);
            objective.evaluate(vector.gather(at, noise), noise, elbo, gradient);
        }

        private double mean() {
            double sum = 0;
            for (double value : elbo) {
                sum += value;
            }
            return sum / elbo.length;
        }

        private ParameterLayout.Block block(int index) {
            return objective.parameters().blocks().stream()
                    .filter(b -> b.offset() <= index && index < b.offset() + b.size())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Mean and variance of numbers (Welford 1962). */
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            double before = value - mean;
            mean += before / ++count;
            squares += before * (value - mean);
        }

        double variance() {
            return squares / (count - 1);
        }

        double deviation() {
            return Math.sqrt(variance());
        }

        double squaredError() {
            return variance() / count;
        }
    }
}
