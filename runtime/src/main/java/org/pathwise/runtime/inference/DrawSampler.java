package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.DrawProgram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes draws from a fitted guide on several threads. The noise of a draw is keyed by the draw's
 * number, so the draws are the same bits whatever the number of threads.
 */
public final class DrawSampler {
    /** The step that keys the noise of draws; a fit's own steps count from 0. */
    private static final long DRAW_STEP = -1;

    private DrawSampler() {}

    /**
     * Makes draws.
     *
     * @param parameters the fitted variational parameters
     * @param count how many draws
     * @param threads how many threads to use, at least 1
     */
    public static PosteriorDraws sample(
            DrawProgram program, double[] parameters, long seed, int count, int threads) {
        if (count < 0 || threads < 1) {
            throw new IllegalArgumentException(count + " draws on " + threads + " threads");
        }
        int width = PosteriorDraws.width(program.quantities());
        var draws =
                new PosteriorDraws(
                        program.quantities(),
                        count,
                        new double[Math.multiplyExact(count, width)],
                        new double[count],
                        new double[count]);
        int batch = program.noise().particles();
        int batches = (count + batch - 1) / batch;
        int workers = Math.min(threads, batches);
        if (workers <= 1) {
            new Worker(program, parameters, seed, draws).run(0, batches, 1);
            return draws;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < workers; w++) {
                Worker worker = new Worker(program.fork(), parameters, seed, draws);
                int first = w;
                running.add(pool.submit(() -> worker.run(first, batches, workers)));
            }
            for (Future<?> future : running) {
                await(future);
            }
        }
        return draws;
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

    /** One thread's program and arrays. */
    private static final class Worker {
        private final DrawProgram program;
        private final double[] parameters;
        private final PosteriorDraws draws;
        private final NoiseFiller filler;
        private final int batch;
        private final int width;
        private final double[] noise;
        private final double[] values;
        private final double[] logJoint;
        private final double[] logGuide;

        Worker(DrawProgram program, double[] parameters, long seed, PosteriorDraws draws) {
            this.program = program;
            this.parameters = parameters;
            this.draws = draws;
            this.filler = new NoiseFiller(program.noise(), seed);
            this.batch = program.noise().particles();
            this.width = draws.width();
            this.noise = new double[program.noise().size()];
            this.values = new double[batch * width];
            this.logJoint = new double[batch];
            this.logGuide = new double[batch];
        }

        void run(int firstBatch, int batches, int stride) {
            for (int b = firstBatch; b < batches; b += stride) {
                int first = b * batch;
                int made = Math.min(batch, draws.count() - first);
                filler.fill(noise, DRAW_STEP, first);
                program.draw(parameters, noise, values, logJoint, logGuide);
                System.arraycopy(values, 0, draws.values(), first * width, made * width);
                System.arraycopy(logJoint, 0, draws.logJoint(), first, made);
                System.arraycopy(logGuide, 0, draws.logGuide(), first, made);
            }
        }
    }
}
