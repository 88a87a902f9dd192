package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the closed forms and Owen's integral, evaluated with 80 digits or more. */
class SkewedNormalTailsTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    skew, 2.0, 1000.0, -0.046567912292390164
                    skew, 0.001, 50.0, -4.9949222822125974
                    skew, 1e-08, 1000000.0, -14.947735812661729
                    skew, -0.001, 3.0, -2.2826068183795881
                    skew, -1.5, 0.3, -3.2793672703875723
                    skew, -2.0, -1.2, -3.0934780699200178
                    skew, 1.0, -4.0, -8.1796936844330765e-7
                    exp, -38.0, 1e-06, -744.01169398633939
                    expByRate, -38.0, 1e-06, 999999.97373862071
                    expByValue, -38.0, 1e-06, 38.052522759353089
                    exp, 10.0, 1e-08, -16.118095701458319
                    expByRate, 10.0, 1e-08, 99999994.950000086
                    expByValue, 10.0, 1e-08, 0.099999995050000083
                    exp, 10.0, 1e-12, -25.328436022939553
                    expByRate, 10.0, 1e-12, 999999999994.95002
                    expByValue, 10.0, 1e-12, 0.099999999999505
                    exp, 0.6, 0.4, -1.4604391151370369
                    expByRate, 0.6, 0.4, 1.8607637083460438
                    expByValue, 0.6, 0.4, 0.85056370201722744
                    exp, 0.6, 0.6, -1.1772926509866944
                    expByRate, 0.6, 0.6, 1.0815055712221351
                    expByValue, 0.6, 0.6, 0.81327973319890653
                    exp, 3.0, 200.0, -0.0013733367397948663
                    expByRate, 3.0, 200.0, 1.1434450765557876e-7
                    expByValue, 3.0, 200.0, 0.0045054057552749392
                    exp, -5.0, 10000.0, -15.065516919595829
                    expByRate, -5.0, 10000.0, 5.1840085395472942e-8
                    expByValue, -5.0, 10000.0, 5.1866006474454213
                    exp, 1.0, 0.001, -6.828617144665238
                    expByRate, 1.0, 0.001, 999.11215024384321
                    expByValue, 1.0, 0.001, 0.7763287523967476
                    """)
    void agrees(String function, double z, double parameter, double expected) {
        double found =
                switch (function) {
                    case "skew" -> SkewedNormalTails.skewLogCdf(z, parameter);
                    case "exp" -> SkewedNormalTails.expLogCdf(z, parameter);
                    case "expByRate" -> SkewedNormalTails.expByRate(z, parameter);
                    case "expByValue" -> SkewedNormalTails.expByValue(z, parameter);
                    default -> throw new IllegalArgumentException(function);
                };
        assertThat(found).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
}
