package org.pathwise.runtime.inference;

/**
 * The ELBO at two points, estimated with the same noise, which is fresh: no point was chosen by it.
 *
 * @param level the ELBO at the first point, in nats
 * @param levelError its standard error
 * @param gain the ELBO at the first point less that at the second
 * @param gainError its standard error, much smaller than the level's if the points are close
 */
record ElboComparison(double level, double levelError, double gain, double gainError) {
    private static final int CHUNK = 128;
    private static final double ERRORS = 4;

    /** Compares by a fixed, small number of estimates. */
    static ElboComparison of(FitState state, double[] first, double[] second) {
        return of(state, first, second, Double.POSITIVE_INFINITY, CHUNK);
    }

    /**
     * Compares until it is clear whether the points differ by more than {@code nats}, or for about
     * {@code most} estimates at each.
     */
    static ElboComparison of(
            FitState state, double[] first, double[] second, double nats, long most) {
        Moments level = new Moments(state.fresh(first, 0));
        Moments gain = new Moments(0);
        ElboComparison result;
        do {
            for (int k = 0; k < CHUNK; k++) {
                double atFirst = state.fresh(first, k);
                level.add(atFirst);
                gain.add(atFirst - state.fresh(second, k));
            }
            state.forgetFresh(CHUNK);
            result = new ElboComparison(level.mean(), level.error(), gain.mean(), gain.error());
        } while (level.count + CHUNK <= most && !result.clear(nats));
        return result;
    }

    /**
     * Whether the first point is surely below a level, by more than {@code slack} nats; so if not a
     * number.
     */
    boolean below(double other, double slack) {
        return !(level + ERRORS * levelError + slack >= other);
    }

    /** Whether the first point is surely worse than the second, by more than {@code slack} nats. */
    boolean worse(double slack) {
        return !(gain + ERRORS * gainError + slack >= 0);
    }

    /** Whether the first point is surely better than the second. */
    boolean better() {
        return gain > ERRORS * gainError;
    }

    /** Whether the points surely differ by less than so many nats. */
    boolean closerThan(double nats) {
        return Math.abs(gain) + 2 * gainError < nats;
    }

    private boolean clear(double nats) {
        return Double.isNaN(gain) || closerThan(nats) || Math.abs(gain) - ERRORS * gainError > nats;
    }

    /** The mean of numbers and its standard error. */
    private static final class Moments {
        private final double origin;
        private double sum;
        private double squares;
        private int count;

        Moments(double origin) {
            this.origin = origin;
        }

        void add(double value) {
            sum += value - origin;
            squares += (value - origin) * (value - origin);
            count++;
        }

        double mean() {
            return origin + sum / count;
        }

        double error() {
            double mean = sum / count;
            return Math.sqrt(Math.max(0, squares / count - mean * mean) / (count - 1));
        }
    }
}
