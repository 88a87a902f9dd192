package org.pathwise.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.math.LogisticFunctions;

class InteriorTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void positiveNumbers() {
        assertThat(Interior.positiveFromLog(0.5)).isEqualTo(Math.exp(0.5));
        assertThat(Interior.positiveFromLog(-1e5)).isEqualTo(Double.MIN_NORMAL);
        assertThat(Interior.positiveFromLog(1e5)).isEqualTo(Double.MAX_VALUE);
        assertThat(Interior.positiveFromLog(Double.NaN)).isNaN();
    }

    @Test
    void numbersBetween0And1() {
        assertThat(Interior.unitFromLogit(0)).isEqualTo(0.5);
        assertThat(Interior.unitFromLogit(-30)).isEqualTo(LogisticFunctions.invLogit(-30));
        assertThat(Interior.unitFromLogit(-1e5)).isEqualTo(Double.MIN_NORMAL);
        assertThat(Interior.unitFromLogit(1e5)).isEqualTo(1 - 0x1p-53);
        assertThat(Interior.unitFromLogit(Double.NaN)).isNaN();
    }

    @Test
    void numbersBetweenEnds() {
        assertThat(Interior.inside(1.5, 1, 2)).isEqualTo(1.5);
        assertThat(Interior.inside(1, 1, 2)).isEqualTo(Math.nextUp(1.0));
        assertThat(Interior.inside(2.5, 1, 2)).isEqualTo(Math.nextDown(2.0));
        assertThat(Interior.inside(0, 0, INFINITY)).isEqualTo(Double.MIN_NORMAL);
        assertThat(Interior.inside(INFINITY, -INFINITY, INFINITY)).isEqualTo(Double.MAX_VALUE);
        assertThat(Interior.inside(0, -1, 0)).isEqualTo(-Double.MIN_NORMAL);
        assertThat(Interior.inside(Double.NaN, 0, 1)).isNaN();
        assertThat(Interior.inside(1, 1, 1)).isNaN();
    }
}
