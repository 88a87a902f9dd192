package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.random.RandomStream;

import java.util.List;

/** Finds starting values at which the objective is finite. */
final class Start {
    private static final int TRIES = 20;
    private static final int PROBES = 3;
    private static final int STREAM = -1;

    private final FitState state;
    private final double[] first;
    private final double[] jitter;
    private final RandomStream random = new RandomStream(0, 0, 0, 0);

    Start(FitState state) {
        this.state = state;
        this.first = state.parameters.clone();
        this.jitter = new double[first.length];
    }

    /**
     * Leaves usable starting values in the state, or fails with what is not finite at the first
     * ones.
     */
    Signal run() {
        String explanation = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            perturb(attempt);
            Signal signal = probe();
            if (signal != Signal.NOT_FINITE) {
                if (attempt > 0 && signal == Signal.FINE) {
                    state.warnings.add(
                            "the fit started from perturbed values, since at the usual ones "
                                    + explanation);
                }
                return signal;
            }
            if (attempt == 0) {
                explanation = state.explain();
            }
        }
        return state.fail(
                "no finite start was found in "
                        + TRIES
                        + " tries; at the first one "
                        + explanation);
    }

    private Signal probe() {
        for (int i = 0; i < PROBES; i++) {
            Signal signal = state.estimate(0, Phase.SEARCH);
            if (signal != Signal.FINE) {
                return signal;
            }
        }
        return Signal.FINE;
    }

    /**
     * Narrows the guide a little more with every attempt, and from the third on also moves it, by
     * less each time: a narrow guide around a fair point keeps away from overflow.
     */
    private void perturb(int attempt) {
        System.arraycopy(first, 0, state.parameters, 0, first.length);
        if (attempt == 0) {
            return;
        }
        random.reset(state.options.seed(), attempt, 0, STREAM);
        random.fillUniform(jitter, 0, 1, jitter.length);
        double reach = attempt < 3 ? 0 : 4.0 * (TRIES - attempt) / TRIES;
        for (ParameterLayout.Block block : blocks()) {
            boolean scale = isScale(block.name());
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                state.parameters[i] += scale ? -Math.min(attempt, 5) : reach * (jitter[i] - 0.5);
            }
        }
    }

    private List<ParameterLayout.Block> blocks() {
        return state.objective.parameters().blocks();
    }

    private static boolean isScale(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.contains("scale") || last.contains("sd");
    }
}
