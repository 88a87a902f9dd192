package org.pathwise.repl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SparklineTest {
    @Test
    void reachesFromTheSmallestToTheLargest() {
        assertThat(Sparkline.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 20)).isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Sparkline.of(new double[] {-1, 1, -1}, 20)).isEqualTo("▁█▁");
    }

    @Test
    void aCharacterIsTheMeanOfItsShare() {
        // Means 1, 4 and 8: the lowest, three sevenths up (nearest of eight), the highest.
        assertThat(Sparkline.of(new double[] {0, 2, 3, 5, 7, 9}, 3)).isEqualTo("▁▄█");
    }

    @Test
    void equalValuesStandInTheMiddle() {
        assertThat(Sparkline.of(new double[] {5, 5}, 4)).isEqualTo("▄▄");
        assertThat(Sparkline.of(new double[0], 4)).isEmpty();
    }
}
