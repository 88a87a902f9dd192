package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.StepLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How noisy the gradient of each site is, from the means and variances of the last few hundred
 * estimates. The signal-to-noise ratio of a parameter is the size of its mean gradient in standard
 * deviations of one estimate; that of a site is the root mean square of its parameters', so that
 * their units do not matter. The estimate's own noise is subtracted.
 *
 * <p>Of a large block some evenly spaced parameters are watched, and none of a block by rows, whose
 * gradients belong to other rows at every step.
 */
public final class GradientNoise {
    private static final int MOST_OF_BLOCK = 64;
    private static final int MOST_GRADIENTS = 512;

    private final List<String> sites = new ArrayList<>();
    private final int[] index;
    private final int[] site;
    private final double[] sum;
    private final double[] squares;
    private int count;

    GradientNoise(StepLayout layout) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Integer> at = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        for (StepLayout.Part part : layout.parts()) {
            int watched = part.drawn().isPresent() ? 0 : Math.min(part.width(), MOST_OF_BLOCK);
            for (int j = 0; j < watched; j++) {
                at.add(part.offset() + (int) ((long) j * part.width() / watched));
                of.add(numbers.computeIfAbsent(site(part.block().name()), _ -> numbers.size()));
            }
        }
        sites.addAll(numbers.keySet());
        index = at.stream().mapToInt(Integer::intValue).toArray();
        site = of.stream().mapToInt(Integer::intValue).toArray();
        sum = new double[index.length];
        squares = new double[index.length];
    }

    /** The site, or the layer of a net, that a parameter belongs to. */
    public static String site(String parameter) {
        int end = parameter.lastIndexOf('.');
        return end < 0 ? parameter : parameter.substring(0, end);
    }

    /** Adds a gradient estimate. */
    void add(double[] gradient) {
        count++;
        for (int j = 0; j < index.length; j++) {
            double g = gradient[index[j]];
            sum[j] += g;
            squares[j] += g * g;
        }
    }

    /** Forgets the gradients when there are many, so that those to come count. */
    void renew() {
        if (count >= MOST_GRADIENTS) {
            clear();
        }
    }

    /** Forgets all gradients. */
    void clear() {
        count = 0;
        Arrays.fill(sum, 0);
        Arrays.fill(squares, 0);
    }

    /** The noisiest site; empty if no gradient has noise. */
    Optional<FitListener.Noisiest> noisiest() {
        double[] ratios = new double[sites.size()];
        int[] noisy = new int[sites.size()];
        for (int j = 0; j < index.length; j++) {
            double mean = sum[j] / count;
            double variance = (squares[j] / count - mean * mean) * count / (count - 1.0);
            if (variance > 1e-12 * mean * mean) {
                ratios[site[j]] += mean * mean / variance - 1.0 / count;
                noisy[site[j]]++;
            }
        }
        Optional<FitListener.Noisiest> least = Optional.empty();
        for (int s = 0; s < ratios.length; s++) {
            double ratio = noisy[s] == 0 ? 0 : Math.sqrt(Math.max(0, ratios[s] / noisy[s]));
            if (noisy[s] > 0 && (least.isEmpty() || ratio < least.get().signalToNoise())) {
                least = Optional.of(new FitListener.Noisiest(sites.get(s), ratio));
            }
        }
        return least;
    }
}
