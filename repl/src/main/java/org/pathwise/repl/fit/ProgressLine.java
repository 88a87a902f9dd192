package org.pathwise.repl.fit;

import org.pathwise.repl.text.Sparkline;
import org.pathwise.runtime.inference.FitListener.Noisiest;
import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitListener.Progress;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is said of a running fit, in one line: phase, step, ELBO with a chart of its recent past,
 * step size, noisiest site, time. A narrow line leaves out what matters least.
 */
final class ProgressLine {
    private static final int CHART = 16;
    private static final int MOST_POINTS = 4096;

    /** With fewer steps behind it, a rate is no rate yet. */
    private static final long LEAST_STEPS = 256;

    private final List<Double> elbos = new ArrayList<>();

    /** A part of the line, and how early it is left out: 0 is never. */
    private record Part(int rank, String text) {}

    /** Notes what is to be shown of the ELBO's past. */
    void note(Progress progress) {
        if (!Double.isFinite(progress.elbo())) {
            return;
        }
        elbos.add(progress.elbo());
        if (elbos.size() > MOST_POINTS) {
            // The chart shows the last half only.
            elbos.subList(0, MOST_POINTS / 4).clear();
        }
    }

    /**
     * The line.
     *
     * @param seconds since the fit began
     * @param width characters that it may have
     */
    String text(Progress progress, double seconds, int width) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(0, word(progress.phase()) + format(", step %,d", progress.step())));
        parts.add(new Part(1, format("ELBO %.2f", progress.elbo())));
        if (elbos.size() > 3) {
            parts.add(new Part(4, Sparkline.of(recent(), CHART)));
        }
        parts.add(new Part(6, "step size " + twoDigits(progress.stepSize())));
        progress.noisiest().ifPresent(noisiest -> parts.add(new Part(5, text(noisiest))));
        parts.add(new Part(2, duration(seconds)));
        if (progress.step() >= LEAST_STEPS && progress.mostSteps() > progress.step()) {
            double left = seconds / progress.step() * (progress.mostSteps() - progress.step());
            parts.add(new Part(3, "at most " + duration(Math.ceil(left)) + " left"));
        }
        int least = 0;
        for (Part part : parts) {
            least = Math.max(least, part.rank());
        }
        for (int rank = least; rank >= 0; rank--) {
            int shown = rank;
            String line =
                    parts.stream()
                            .filter(part -> part.rank() <= shown)
                            .map(Part::text)
                            .collect(Collectors.joining("  "));
            if (line.length() <= width) {
                return line;
            }
        }
        return parts.getFirst().text().substring(0, Math.max(0, width));
    }

    private double[] recent() {
        int from = elbos.size() > 2 * CHART ? elbos.size() / 2 : Math.max(0, elbos.size() - CHART);
        return IntStream.range(from, elbos.size()).mapToDouble(elbos::get).toArray();
    }

    private static String text(Noisiest noisiest) {
        return format(
                "noisiest %s (signal-to-noise %.2f)", noisiest.site(), noisiest.signalToNoise());
    }

    /** {@code 0.031}, {@code 1.5e-7}. */
    private static String twoDigits(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value, new MathContext(2)).stripTrailingZeros();
        return Math.abs(value) >= 1e-4
                ? rounded.toPlainString()
                : rounded.toString().toLowerCase(Locale.ROOT);
    }

    /** {@code 3.2 s}, {@code 1:05 min}, {@code 2:10 h}. */
    static String duration(double seconds) {
        if (seconds < 100) {
            boolean whole = seconds == Math.rint(seconds) && seconds > 0;
            return whole ? format("%.0f s", seconds) : format("%.1f s", seconds);
        }
        long rounded = Math.round(seconds);
        return rounded < 6000
                ? format("%d:%02d min", rounded / 60, rounded % 60)
                : format("%d:%02d h", rounded / 3600, rounded % 3600 / 60);
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case SEARCH -> "searching";
            case SETTLE -> "settling";
            case AVERAGE -> "averaging";
            case TRAIN -> "training";
        };
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
