package org.pathwise.repl.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: the Pearson correlation of ranks, ties at their mean rank. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** The correlation of two samples of one length; NaN where one is constant or not finite. */
    static double of(double[] x, double[] y) {
        if (x.length < 2 || !allFinite(x) || !allFinite(y)) {
            return Double.NaN;
        }
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            ofA += (a[i] - mean) * (a[i] - mean);
            ofB += (b[i] - mean) * (b[i] - mean);
        }
        return both / Math.sqrt(ofA * ofB);
    }

    private static boolean allFinite(double[] x) {
        return Arrays.stream(x).allMatch(Double::isFinite);
    }

    private static double[] ranks(double[] x) {
        int[] order =
                IntStream.range(0, x.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> x[i] + 0.0))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ranks = new double[x.length];
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && x[order[end]] == x[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }
}
