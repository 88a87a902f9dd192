package org.pathwise.repl.session;

import java.util.Arrays;

/** Pearson's correlation coefficient. */
final class Correlation {
    private Correlation() {}

    /** Of two samples of equal size; NaN where one does not vary, or is not finite. */
    static double of(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(Double.NaN);
        double meanY = Arrays.stream(y).average().orElse(Double.NaN);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xx > 0 && yy > 0
                ? Math.clamp(xy / Math.sqrt(xx) / Math.sqrt(yy), -1, 1)
                : Double.NaN;
    }
}
