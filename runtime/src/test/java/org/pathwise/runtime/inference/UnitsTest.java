package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Collections;
import java.util.List;

class UnitsTest {
    private static final double[] PARAMETERS = {5, 6, 2, 3, 40, 7};

    private static Units units() {
        Units units =
                new Units(
                        new ParameterLayout(
                                List.of(
                                        block("a.b.loc", 2, 0),
                                        block("a.b.log_scale", 2, 2),
                                        block("z.logit", 1, 4),
                                        block("m", 1, 5))));
        units.learn(new double[] {9, 9, 9, 9, 9, 30});
        return units;
    }

    private static ParameterLayout.Block block(String name, int size, int offset) {
        return new ParameterLayout.Block(
                name, List.of(size), offset, Collections.nCopies(size, 0.0));
    }

    @Test
    void aLocationsUnitIsItsScaleAndALogitsIsOne() {
        Units units = units();
        assertThat(units.most(0, PARAMETERS)).isCloseTo(Math.exp(2), within(1e-12));
        assertThat(units.most(1, PARAMETERS)).isCloseTo(Math.exp(3), within(1e-12));
        assertThat(units.most(2, PARAMETERS)).isEqualTo(1);
        assertThat(units.most(4, PARAMETERS)).isEqualTo(1);
        assertThat(units.most(5, PARAMETERS)).isEqualTo(30);
    }

    @Test
    void onlyLocationsAreScattered() {
        double[] moved = PARAMETERS.clone();
        units().scatterLocations(moved, 3, 1);
        assertThat(moved[0]).isNotEqualTo(5).isBetween(3.0, 7.0);
        assertThat(moved[1]).isNotEqualTo(6).isBetween(4.0, 8.0);
        assertThat(new double[] {moved[2], moved[3], moved[4], moved[5]})
                .containsExactly(2, 3, 40, 7);
        double[] again = PARAMETERS.clone();
        units().scatterLocations(again, 3, 1);
        assertThat(again).isEqualTo(moved);
    }
}
