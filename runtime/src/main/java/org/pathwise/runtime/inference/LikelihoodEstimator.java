package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.WeightProgram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Estimates log likelihoods by importance weighting, in memory that does not grow with the number
 * of draws. The noise of a draw is keyed by its number, and draws are added up in their order, so
 * that the result is the same at any number of threads.
 */
public final class LikelihoodEstimator {
    /** The step that keys the noise: another than that of draws, and of a fit's steps. */
    private static final long STEP = -2;

    private final WeightProgram program;
    private final double[] parameters;
    private final long seed;
    private final int samples;
    private final int rows;

    /** For each row: the greatest log weight so far; then sums over draws. */
    private final double[] greatest;

    private final double[] sums;
    private final double[] squares;
    private final double[] logs;

    private LikelihoodEstimator(
            WeightProgram program, double[] parameters, long seed, int samples) {
        this.program = program;
        this.parameters = parameters;
        this.seed = seed;
        this.samples = samples;
        this.rows = program.rows();
        this.greatest = new double[rows];
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        this.sums = new double[rows];
        this.squares = new double[rows];
        this.logs = new double[rows];
    }

    /**
     * Estimates.
     *
     * @param parameters the fitted variational parameters
     * @param samples how many draws, at least 1
     * @param threads how many threads to use, at least 1
     */
    public static LikelihoodEstimate estimate(
            WeightProgram program, double[] parameters, long seed, int samples, int threads) {
        if (samples < 1 || threads < 1) {
            throw new IllegalArgumentException(samples + " samples on " + threads + " threads");
        }
        var estimator = new LikelihoodEstimator(program, parameters, seed, samples);
        estimator.run(threads);
        return estimator.estimate();
    }

    private void run(int threads) {
        int batch = program.noise().particles();
        int batches = (samples + batch - 1) / batch;
        List<Worker> workers = new ArrayList<>();
        for (int w = 0; w < Math.min(threads, batches); w++) {
            workers.add(new Worker(w == 0 ? program : program.fork()));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(workers.size())) {
            for (int first = 0; first < batches; first += workers.size()) {
                int running = Math.min(workers.size(), batches - first);
                List<Future<?>> futures = new ArrayList<>();
                for (int w = 0; w < running; w++) {
                    Worker worker = workers.get(w);
                    long particle = (long) (first + w) * batch;
                    futures.add(pool.submit(() -> worker.run(particle)));
                }
                for (int w = 0; w < running; w++) {
                    await(futures.get(w));
                    add(workers.get(w), Math.min(batch, samples - (first + w) * batch));
                }
            }
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a draw failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", e);
        }
    }

    private void add(Worker worker, int draws) {
        for (int d = 0; d < draws; d++) {
            for (int r = 0; r < rows; r++) {
                add(r, worker.logModel[d * rows + r] - worker.logGuide[d * rows + r]);
            }
        }
    }

    /** Adds a log weight to the sums of its row, which are relative to the greatest weight. */
    private void add(int row, double log) {
        logs[row] += log;
        if (log > greatest[row]) {
            double factor = Math.exp(greatest[row] - log);
            sums[row] *= factor;
            squares[row] *= factor * factor;
            greatest[row] = log;
        }
        // A weight of 0 adds nothing; a NaN makes the row's sum one.
        double weight = log == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log - greatest[row]);
        sums[row] += weight;
        squares[row] += weight * weight;
    }

    private LikelihoodEstimate estimate() {
        double[] estimates = new double[rows];
        double[] elbos = new double[rows];
        double[] variances = new double[rows];
        for (int r = 0; r < rows; r++) {
            double mean = sums[r] / samples;
            estimates[r] = greatest[r] + Math.log(mean);
            elbos[r] = logs[r] / samples;
            double spread = Math.max(0, squares[r] / samples / (mean * mean) - 1);
            variances[r] = samples == 1 ? Double.NaN : spread / (samples - 1);
        }
        return new LikelihoodEstimate(samples, program.dimension(), estimates, elbos, variances);
    }

    /** One thread's program and arrays. */
    private final class Worker {
        private final WeightProgram own;
        private final NoiseFiller filler;
        private final double[] noise;
        private final double[] logModel;
        private final double[] logGuide;

        Worker(WeightProgram own) {
            this.own = own;
            this.filler = new NoiseFiller(own.noise(), seed);
            this.noise = new double[own.noise().size()];
            int size = Math.multiplyExact(own.noise().particles(), rows);
            this.logModel = new double[size];
            this.logGuide = new double[size];
        }

        void run(long firstParticle) {
            filler.fill(noise, STEP, firstParticle);
            own.run(parameters, noise, logModel, logGuide);
        }
    }
}
