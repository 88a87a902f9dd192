package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.List;

/**
 * A differentiable, strictly monotone map of a noise as steps that are each inverted: what the body
 * of a {@code distribution} comes to.
 *
 * @param ranges of the noise and of each step's result: one more than there are steps
 */
record Chain(List<Step> steps, List<Range> ranges) {
    Chain {
        steps = List.copyOf(steps);
        ranges = List.copyOf(ranges);
        if (ranges.size() != steps.size() + 1) {
            throw new IllegalArgumentException(steps + " with " + ranges);
        }
    }

    /** The result of a noise. */
    Quantity forward(Step.Terms terms, Quantity noise) {
        Quantity x = noise;
        for (int i = 0; i < steps.size(); i++) {
            x = steps.get(i).apply(terms, x, ranges.get(i + 1));
        }
        return x;
    }

    /**
     * The noise of a result.
     *
     * @param logSlopes {@code log|f'|} of each step there, which add up to the whole map's
     */
    record Inverse(Quantity noise, List<Variable> logSlopes) {}

    Inverse inverse(Step.Terms terms, Quantity result) {
        List<Variable> logSlopes = new ArrayList<>();
        Quantity y = result;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            Quantity x = step.inverse().apply(terms, y, ranges.get(i));
            logSlopes.add(step.logSlope(terms, x, y));
            y = x;
        }
        return new Inverse(y, logSlopes);
    }

    boolean isIncreasing() {
        return steps.stream().filter(step -> !step.isIncreasing()).count() % 2 == 0;
    }

    /** Whether each element of the result comes from one element of the noise. */
    boolean isElementwise() {
        return steps.stream().noneMatch(VectorStep.class::isInstance);
    }

    /** The result's range. */
    Range range() {
        return ranges.getLast();
    }

    /** The ends of the result's values from those of the noise, the lower one first. */
    List<End> ends(List<End> noise) {
        return ends(steps, noise);
    }

    /** The ends after some steps. */
    static List<End> ends(List<Step> steps, List<End> noise) {
        End low = noise.getFirst();
        End high = noise.getLast();
        boolean falling = false;
        for (Step step : steps) {
            low = step.image(low);
            high = step.image(high);
            falling ^= !step.isIncreasing();
        }
        return falling ? List.of(high, low) : List.of(low, high);
    }
}
