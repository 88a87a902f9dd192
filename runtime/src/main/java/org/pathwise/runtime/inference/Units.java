package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.random.RandomStream;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The natural unit of every variational parameter: how far one may move it before the guide is
 * another distribution altogether. For the location of a Normal it is that Normal's standard
 * deviation, in whatever units the latent has; for logits and logarithms it is 1.
 *
 * <p>A unit must not be learned from how flat the ELBO is: far out, the ELBO is flat in the logit
 * of a probability, and steps that grow as it flattens throw the logit where no gradient brings it
 * back from.
 *
 * <p>The automatic guide names its parameters {@code x.loc}, {@code x.log_scale}, {@code x.logit}
 * and {@code x.log_rate}. A parameter that the user declared has an unknown unit: 1, or what a
 * search that followed its gradient has found.
 */
final class Units {
    private static final int NONE = -1;
    private static final List<String> DISCRETE = List.of("logit", "log_rate");

    private static final int STREAM = -2;
    private static final double REACH = 2;

    private final int[] logScaleOf;
    private final boolean[] isDiscrete;
    private final boolean anyDiscrete;
    private final double[] most;

    Units(ParameterLayout layout) {
        int size = layout.size();
        this.logScaleOf = new int[size];
        this.most = new double[size];
        this.isDiscrete = new boolean[size];
        Arrays.fill(logScaleOf, NONE);
        this.anyDiscrete = layout.blocks().stream().anyMatch(Units::isDiscrete);
        Map<String, ParameterLayout.Block> named = new HashMap<>();
        layout.blocks().forEach(block -> named.put(block.name(), block));
        for (ParameterLayout.Block block : layout.blocks()) {
            boolean known = lastName(block).equals("log_scale") || isDiscrete(block);
            int end = block.offset() + block.size();
            Arrays.fill(isDiscrete, block.offset(), end, isDiscrete(block));
            Arrays.fill(most, block.offset(), end, known ? 1 : Double.POSITIVE_INFINITY);
            int logScale = logScaleAt(block, named);
            if (logScale != 0) {
                for (int i = block.offset(); i < end; i++) {
                    logScaleOf[i] = i + logScale;
                }
            }
        }
    }

    /** Whether a block holds parameters of discrete latents. */
    static boolean isDiscrete(ParameterLayout.Block block) {
        return DISCRETE.contains(lastName(block));
    }

    /**
     * Where the logarithms of the standard deviations of a block of locations lie, relative to it;
     * 0 if it is not such a block.
     */
    static int logScaleAt(ParameterLayout.Block block, Map<String, ParameterLayout.Block> named) {
        ParameterLayout.Block scale = scaleOf(block, named);
        return scale == null ? 0 : scale.offset() - block.offset();
    }

    private static ParameterLayout.@org.jspecify.annotations.Nullable Block scaleOf(
            ParameterLayout.Block block, Map<String, ParameterLayout.Block> named) {
        if (!lastName(block).equals("loc")) {
            return null;
        }
        String site = block.name().substring(0, block.name().length() - "loc".length());
        ParameterLayout.Block scale = named.get(site + "log_scale");
        return scale != null && scale.shape().equals(block.shape()) ? scale : null;
    }

    private static String lastName(ParameterLayout.Block block) {
        return block.name().substring(block.name().lastIndexOf('.') + 1);
    }

    /**
     * Fixes the units that the names do not tell at what a search found, or at 1 if that is more.
     */
    void learn(double[] found) {
        for (int i = 0; i < most.length; i++) {
            if (most[i] == Double.POSITIVE_INFINITY) {
                most[i] = Math.max(1, found[i]);
            }
        }
    }

    /** The largest scale that parameter {@code i} may have while the parameters are these. */
    double most(int i, double[] parameters) {
        return logScaleOf[i] == NONE ? most[i] : Math.exp(parameters[logScaleOf[i]]);
    }

    /** Raises the steps of locations to a share of their guides' standard deviations. */
    void raise(double[] steps, double[] parameters, double share) {
        for (int i = 0; i < steps.length; i++) {
            if (logScaleOf[i] != NONE) {
                steps[i] = Math.max(steps[i], share * Math.exp(parameters[logScaleOf[i]]));
            }
        }
    }

    /** Whether the guide has parameters of discrete latents. */
    boolean anyDiscrete() {
        return anyDiscrete;
    }

    /**
     * Sets the first steps of a search: small, but larger for logits, since they answer to where
     * the rest is.
     */
    void firstSteps(double[] steps, double usual, double discrete) {
        for (int i = 0; i < steps.length; i++) {
            steps[i] = isDiscrete[i] ? discrete : usual;
        }
    }

    /** Moves every location by up to 2 either way, the same way for the same seed and number. */
    void scatterLocations(double[] parameters, long seed, int number) {
        double[] shift = new double[parameters.length];
        RandomStream random = new RandomStream(0, 0, 0, 0);
        random.reset(seed, number, 0, STREAM);
        random.fillUniform(shift, 0, 1, shift.length);
        for (int i = 0; i < shift.length; i++) {
            if (logScaleOf[i] != NONE) {
                parameters[i] += REACH * (2 * shift[i] - 1);
            }
        }
    }
}
