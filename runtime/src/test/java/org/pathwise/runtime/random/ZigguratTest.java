package org.pathwise.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.math.ErrorFunctions;

import java.util.Arrays;

/**
 * Each of the three places a normal value may come from, by itself: most of a layer, its edge, the
 * tail.
 */
class ZigguratTest {
    private static final int COUNT = 4_000_000;
    private static final double[] NORMALS = normals();

    private static double[] normals() {
        double[] x = new double[COUNT];
        new RandomStream(11, 0, 0, 0).fillNormal(x, 0, 1, COUNT);
        return x;
    }

    @Test
    void partsHaveTheirProbability() {
        for (double bound : new double[] {0.05, 0.2152, 0.5, 1, 2, 3, 3.4, Ziggurat.TAIL, 4, 4.5}) {
            double expected = 2 * ErrorFunctions.Phi(-bound);
            double found =
                    Arrays.stream(NORMALS).filter(x -> Math.abs(x) > bound).count()
                            / (double) COUNT;
            assertThat(found)
                    .as("beyond %s", bound)
                    .isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / COUNT)));
        }
    }

    @Test
    void tailFits() {
        double[] tail = Arrays.stream(NORMALS).filter(x -> x > Ziggurat.TAIL).toArray();
        GoodnessOfFit.assertContinuous(
                tail, x -> 1 - ErrorFunctions.Phi(-x) / ErrorFunctions.Phi(-Ziggurat.TAIL));
    }

    @Test
    void edgesOfLayersFit() {
        // near 0 the uppermost layer is mostly edge, near the tail the lowest ones are
        for (double[] range : new double[][] {{0, 0.25}, {3, 3.65}}) {
            double low = ErrorFunctions.Phi(range[0]);
            double mass = ErrorFunctions.Phi(range[1]) - low;
            double[] inside =
                    Arrays.stream(NORMALS).filter(x -> x > range[0] && x < range[1]).toArray();
            GoodnessOfFit.assertContinuous(inside, x -> (ErrorFunctions.Phi(x) - low) / mass);
        }
    }

    @Test
    void signsAreEquallyLikely() {
        double negative = Arrays.stream(NORMALS).filter(x -> x < 0).count();
        assertThat(Math.abs(negative / COUNT - 0.5)).isLessThan(2.5 / Math.sqrt(COUNT));
        double product = 0;
        for (int i = 1; i < COUNT; i++) {
            product += NORMALS[i] * NORMALS[i - 1];
        }
        assertThat(Math.abs(product / COUNT)).isLessThan(5 / Math.sqrt(COUNT));
    }
}
