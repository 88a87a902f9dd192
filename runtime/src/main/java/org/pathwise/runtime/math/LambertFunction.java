package org.pathwise.runtime.math;

/** The principal branch of Lambert's W: the w of at least -1 with {@code w exp(w) = x}. */
public final class LambertFunction {
    /** 1/e as the sum of two doubles. */
    private static final double INVERSE_E = 0.36787944117144233;

    private static final double INVERSE_E_REST = -1.2428753672788363e-17;

    /** Up to here the series about the branch point is exact to double precision. */
    private static final double SERIES_UP_TO = 0.3;

    private static final double[] AT_BRANCH_POINT = atBranchPoint(26);

    private LambertFunction() {}

    /** W0(x) for x &gt;= -1/e (there -1), else NaN; relative error about 1e-16. */
    public static double w0(double x) {
        if (!(x >= -INVERSE_E)) {
            return Double.NaN;
        }
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return x;
        }
        double p = fromBranchPoint(x);
        return p < SERIES_UP_TO ? p * slope(p) - 1 : refine(x, refine(x, start(x, p)));
    }

    /** dW0(x)/dx; infinite at -1/e. */
    public static double w0Derivative(double x) {
        if (!(x >= -INVERSE_E)) {
            return Double.NaN;
        }
        double w = w0(x);
        double p = fromBranchPoint(x);
        // 1 + w would lose the digits that w cannot hold
        return Math.exp(-w) / (p < SERIES_UP_TO ? p * slope(p) : 1 + w);
    }

    /** sqrt(2 (e x + 1)), the variable in which W0 is analytic at the branch point. */
    private static double fromBranchPoint(double x) {
        return Math.sqrt(Math.max(0, 2 * Math.E * ((x + INVERSE_E) + INVERSE_E_REST)));
    }

    /** (W0 + 1) / p as a power series in p. */
    private static double slope(double p) {
        double sum = 0;
        for (int k = AT_BRANCH_POINT.length - 1; k >= 1; k--) {
            sum = sum * p + AT_BRANCH_POINT[k];
        }
        return sum;
    }

    /** A start with two digits or more. */
    private static double start(double x, double p) {
        if (x < -0.2) {
            return p * slope(Math.min(p, 1)) - 1;
        }
        if (x < Math.E) {
            double log = Math.log1p(x);
            return log * (1 - Math.log1p(log) / (2 + log));
        }
        double log = Math.log(x);
        double logLog = Math.log(log);
        return log - logLog + logLog / log;
    }

    /** One step of fourth order. Fritsch, Shafer and Crowley 1973, CACM 16, algorithm 443. */
    private static double refine(double x, double w) {
        double z = Math.log(x / w) - w;
        double q = 2 * (1 + w) * (1 + w + 2.0 / 3 * z);
        return w * (1 + z / (1 + w) * ((q - z) / (q - 2 * z)));
    }

    /** Corless et al. 1996, Advances in Computational Mathematics 5, equations 4.22 to 4.25. */
    private static double[] atBranchPoint(int terms) {
        double[] mu = new double[terms];
        double[] alpha = new double[terms];
        mu[0] = -1;
        mu[1] = 1;
        alpha[0] = 2;
        alpha[1] = -1;
        for (int k = 2; k < terms; k++) {
            for (int j = 2; j < k; j++) {
                alpha[k] += mu[j] * mu[k + 1 - j];
            }
            mu[k] =
                    (k - 1.0) / (k + 1) * (mu[k - 2] / 2 + alpha[k - 2] / 4)
                            - alpha[k] / 2
                            - mu[k - 1] / (k + 1);
        }
        return mu;
    }
}
