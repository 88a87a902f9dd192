package org.pathwise.runtime.inference;

import org.pathwise.runtime.optimize.StepRule;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.program.StepLayout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a step of a {@link Training} may move each parameter.
 *
 * <p>A layer of a net moves by a fiftieth of the spread of its starting weights, within 0.001 and
 * 0.01: by 0.001 in a layer with 800 inputs, where that is the usual choice, and by more in a small
 * one, whose weights are larger (Yang et al. 2022, "Tensor programs V", table 3: Adam's steps
 * should fall as layers become wider). All other parameters find a size of their own, since their
 * units are the data's: an intercept may belong at -60,000.
 *
 * <p>Weights are the parameters that start at random, and those of the same net: the compiler calls
 * them {@code decode.1.weight}, {@code decode.1.bias}.
 */
final class TrainingSteps {
    private static final double SHARE_OF_SPREAD = 0.02;
    private static final double LEAST = 1e-3;
    private static final double MOST = 1e-2;
    private static final double FIRST = 0.03;

    /** Logits answer to where the rest is: they must not lag behind. */
    private static final double FIRST_DISCRETE = 0.1;

    private final List<StepRule> rules = new ArrayList<>();
    private final double shown;
    private int weights;

    /**
     * @param chosen the size that the user chose for all parameters, or 0
     */
    TrainingSteps(StepLayout layout, double chosen) {
        Map<String, Double> layers = new HashMap<>();
        Set<String> nets = new HashSet<>();
        Map<String, ParameterLayout.Block> named = new HashMap<>();
        for (StepLayout.Part part : layout.parts()) {
            named.put(part.block().name(), part.block());
            if (part.block().spread() > 0) {
                nets.add(net(part.block()));
                layers.put(layer(part.block()), part.block().spread());
            }
        }
        for (StepLayout.Part part : layout.parts()) {
            ParameterLayout.Block block = part.block();
            boolean isWeight = nets.contains(net(block));
            weights += isWeight ? block.size() : 0;
            if (chosen > 0) {
                rules.add(StepRule.fixed(chosen));
            } else if (isWeight) {
                double spread = layers.getOrDefault(layer(block), 0.0);
                rules.add(StepRule.fixed(Math.clamp(SHARE_OF_SPREAD * spread, LEAST, MOST)));
            } else {
                double first = Units.isDiscrete(block) ? FIRST_DISCRETE : FIRST;
                rules.add(StepRule.found(first, Units.logScaleAt(block, named)));
            }
        }
        this.shown = chosen > 0 ? chosen : nets.isEmpty() ? FIRST : LEAST;
    }

    /**
     * The standard deviation, in nats, of what weights that are fitted to data without a pattern
     * add to the log likelihood: twice that gain has a chi-squared distribution with as many
     * degrees of freedom as there are weights (Wilks 1938).
     */
    double chance() {
        return Math.sqrt(weights / 2.0);
    }

    private static String net(ParameterLayout.Block block) {
        int end = block.name().indexOf('.');
        return end < 0 ? block.name() : block.name().substring(0, end);
    }

    private static String layer(ParameterLayout.Block block) {
        return block.name().substring(0, Math.max(0, block.name().lastIndexOf('.')));
    }

    /** A rule for each part of the layout. */
    List<StepRule> rules() {
        return rules;
    }

    /** The step size to show for a factor of 1. */
    double shown() {
        return shown;
    }
}
