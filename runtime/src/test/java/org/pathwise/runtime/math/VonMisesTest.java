package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table of {@link SpecialFunctionsTest} does not hold: symmetries, edges, the inverse. */
class VonMisesTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-10, 0.4, 3, 20, 24.9, 500, 1e6, 1e10})
    void quantileInvertsTheDistributionFunction(double kappa) {
        double deviation = Math.min(1, 1 / Math.sqrt(kappa));
        for (double at : new double[] {-3, -1.2, -0.3, -1e-4, 0, 0.01, 0.9, 2.2, 3.1}) {
            double y = at * deviation;
            double logP = VonMises.logCdf(y, kappa);
            double logQ = VonMises.logCcdf(y, kappa);
            assertThat(VonMises.quantile(logP, logQ, kappa))
                    .as("%s", y)
                    .isCloseTo(y, within(4e-15 * deviation * Math.max(1, Math.abs(at))));
        }
    }

    @Test
    void quantileReachesTheFarTail() {
        double logTail = -1e5;
        double y = VonMises.quantile(0, logTail, 1e5);
        assertThat(VonMises.logCcdf(y, 1e5)).isCloseTo(logTail, within(1e-9));
        assertThat(VonMises.quantile(logTail, 0, 1e5)).isEqualTo(-y);
        assertThat(VonMises.quantile(Double.NEGATIVE_INFINITY, 0, 2)).isEqualTo(-Math.PI);
    }

    @Test
    void isUniformWithoutConcentration() {
        for (double y : new double[] {-Math.PI, -2, 0, 0.5, 3}) {
            assertThat(Math.exp(VonMises.logCdf(y, 0)))
                    .isCloseTo((y + Math.PI) / (2 * Math.PI), within(1e-15));
            assertThat(VonMises.logDensity(y, 0)).isCloseTo(-Math.log(2 * Math.PI), within(1e-15));
            assertThat(VonMises.implicitDerivative(y, 0)).isCloseTo(-Math.sin(y), within(1e-15));
        }
    }

    @Test
    void isSymmetric() {
        assertThat(VonMises.logCdf(-1.3, 2.5)).isEqualTo(VonMises.logCcdf(1.3, 2.5));
        assertThat(VonMises.logCdf(0, 2.5)).isEqualTo(Math.log(0.5));
        assertThat(VonMises.implicitDerivative(-1.3, 2.5))
                .isEqualTo(-VonMises.implicitDerivative(1.3, 2.5));
        assertThat(VonMises.logDensity(1 + 2 * Math.PI, 3))
                .isCloseTo(VonMises.logDensity(1, 3), within(4e-15));
    }

    @Test
    void hasNoValueForNegativeConcentrations() {
        assertThat(VonMises.logCdf(0.5, -1)).isNaN();
        assertThat(VonMises.quantile(-1, -0.5, -1)).isNaN();
        assertThat(VonMises.implicitDerivative(0.5, -1)).isNaN();
        assertThat(VonMises.implicitDerivative(3.5, 1)).isNaN();
        assertThat(VonMises.logCdf(-4, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(VonMises.logCdf(4, 1)).isZero();
    }

    /** The two forms of the implicit derivative and those of the Bessel function meet. */
    @Test
    void isContinuousAcrossItsMethods() {
        for (double kappa : new double[] {0.7, 24.9999999999, 25, 3000}) {
            double edge = Math.acos(BesselFunctions.logI0Derivative(kappa));
            double below = VonMises.implicitDerivative(edge * (1 - 1e-12), kappa);
            double above = VonMises.implicitDerivative(edge * (1 + 1e-12), kappa);
            assertThat(NamedFunctions.error(below, above)).isLessThan(1e-11);
        }
    }
}
