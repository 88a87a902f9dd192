package org.pathwise.runtime.optimize;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.StepLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) as an ascent method, of which a row's parameters and
 * running means move only when the row is drawn: the means fade, and their bias is corrected, by
 * how often the row itself was drawn. A row that is drawn in every hundredth step goes the way that
 * it would go alone in a hundredth of the steps.
 *
 * <p>No coordinate moves further than its step size; {@link FoundSteps} finds the sizes that are
 * not fixed. All state is allocated by the constructor; a step allocates nothing, and costs as much
 * as there are parameters in it, however many rows the fit has.
 */
public final class LazyAdam {
    private static final double FIRST = RowCounts.FIRST_MEMORY;
    private static final double SECOND = RowCounts.SECOND_MEMORY;

    /** Gradients below this are rounding errors: they must not move anything. */
    private static final double NEGLIGIBLE = 1e-12;

    private final Part[] parts;
    private final List<RowCounts> counts = new ArrayList<>();
    private final double[] first;
    private final double[] second;

    private record Part(
            StepLayout.Part layout, StepRule rule, FoundSteps found, RowCounts counts) {}

    /**
     * @param layout of the parameters
     * @param rules one for each part of the layout
     * @param particles how many independent estimates a gradient averages
     */
    public LazyAdam(StepLayout layout, List<StepRule> rules, int particles) {
        this.parts = new Part[layout.parts().size()];
        this.counts.add(RowCounts.everyStep());
        for (int i = 0; i < parts.length; i++) {
            StepLayout.Part part = layout.parts().get(i);
            StepRule rule = rules.get(i);
            RowCounts own = part.drawn().map(this::counts).orElseGet(counts::getFirst);
            parts[i] = new Part(part, rule, new FoundSteps(part, rule, particles), own);
        }
        int size = layout.parts().stream().mapToInt(part -> part.block().size()).sum();
        this.first = new double[size];
        this.second = new double[size];
    }

    private RowCounts counts(NoiseLayout.Batch batch) {
        for (RowCounts known : counts) {
            if (known.batch().equals(batch)) {
                return known;
            }
        }
        counts.add(new RowCounts(batch));
        return counts.getLast();
    }

    /** Forgets all gradients, but not the step sizes that were found. */
    public void forget() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        counts.forEach(RowCounts::forget);
    }

    /**
     * Moves the parameters up the gradient.
     *
     * @param parameters of the whole fit; changed in place where the step has read them
     * @param gradient as {@link org.pathwise.runtime.program.Objective#evaluate} gives it; finite
     * @param noise with the numbers of the drawn rows
     * @param factor multiplies every step size
     */
    public void ascend(double[] parameters, double[] gradient, double[] noise, double factor) {
        for (int i = 0; i < counts.size(); i++) {
            counts.get(i).draw(noise);
        }
        for (Part part : parts) {
            int width = part.layout.width();
            int from = part.layout.block().offset();
            int at = part.layout.offset();
            for (int k = 0; k < part.counts.drawn(); k++) {
                int row = from + part.counts.row(k) * width;
                if (part.rule.found()) {
                    moveByFound(part, k, parameters, row, gradient, at + k * width, factor);
                } else {
                    moveByFixed(part, k, parameters, row, gradient, at + k * width, factor);
                }
            }
        }
    }

    /** One pass over all arrays, in a form that the JIT compiler turns into vector code. */
    private void moveByFixed(
            Part part,
            int k,
            double[] parameters,
            int from,
            double[] gradient,
            int at,
            double factor) {
        double step = factor * part.rule.size();
        double firstScale = 1 / part.counts.firstWeight(k);
        double secondScale = 1 / part.counts.secondWeight(k);
        double[] means = first;
        double[] squares = second;
        int width = part.layout.width();
        for (int i = 0; i < width; i++) {
            double g = gradient[at + i];
            double m = FIRST * means[from + i] + (1 - FIRST) * g;
            double v = SECOND * squares[from + i] + (1 - SECOND) * g * g;
            means[from + i] = m;
            squares[from + i] = v;
            parameters[from + i] += step * direction(m * firstScale, v * secondScale);
        }
    }

    private void moveByFound(
            Part part,
            int k,
            double[] parameters,
            int from,
            double[] gradient,
            int at,
            double factor) {
        double firstWeight = part.counts.firstWeight(k);
        double secondWeight = part.counts.secondWeight(k);
        boolean young = part.counts.count(k) < FoundSteps.LEAST_COUNT;
        for (int i = 0; i < part.layout.width(); i++) {
            int own = from + i;
            double g = gradient[at + i];
            double m = FIRST * first[own] + (1 - FIRST) * g;
            double v = SECOND * second[own] + (1 - SECOND) * g * g;
            first[own] = m;
            second[own] = v;
            part.found.sign(own, g);
            if (!young) {
                part.found.adapt(parameters, own, firstWeight, v / secondWeight, factor);
            }
            double adam = direction(m / firstWeight, v / secondWeight);
            parameters[own] += part.found.size(own) * part.found.direction(own, firstWeight, adam);
        }
    }

    /** The mean gradient over its root mean square, at most 1 either way. */
    private static double direction(double mean, double square) {
        return Math.max(-1, Math.min(1, mean / (Math.sqrt(square) + NEGLIGIBLE)));
    }
}
