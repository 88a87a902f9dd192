package org.pathwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.runtime.diagnose.Summary;

import java.io.IOException;
import java.util.Map;

/**
 * Fits every example and compares it with numbers that were found without Pathwise.
 *
 * <p>"Optimal" numbers: the mean-field ELBO of these models is a closed expression of the guide's
 * locations and scales (moments of normals and log-normals, and one-dimensional Gauss-Hermite sums
 * of 40 nodes for a half-Cauchy or Beta prior and for the logistic likelihood). It was maximised by
 * BFGS, in a program of its own, to a gradient below 1e-6. "Near" numbers: the true posterior, from
 * sums over a grid of what is not Gaussian given the rest, or as cited. A mean-field guide finds
 * the means of these posteriors; it finds the standard deviations only where latents are nearly
 * independent, so they are compared with the optimum's.
 */
final class ExamplesTest {

    /**
     * posteriordb, {@code eight_schools-eight_schools_noncentered}: 10,000 reference draws (BSD
     * 3-clause).
     */
    @Test
    void eightSchools() throws IOException {
        Example.fit("eight-schools")
                .hasElbo(-31.5973010801)
                .isOptimal("mu", 4.52711142, 3.15736050)
                .isOptimal("tau", 2.93097877, 2.45486527)
                .isOptimal("theta[1]", 5.36865052, 4.91844108)
                .isOptimal("theta[5]", 4.03053218, 4.74598825)
                .isOptimal("theta[7]", 5.53691519, 4.84119393)
                .isNear("mu", 4.41051834, 3.30929648)
                .isNear("theta[1]", 6.15050229, 5.61586342)
                .isNear("theta[2]", 4.93958114, 4.64557811)
                .isNear("theta[3]", 3.90590609, 5.28071195)
                .isNear("theta[4]", 4.79601675, 4.77093802)
                .isNear("theta[5]", 3.61443632, 4.61472069)
                .isNear("theta[6]", 4.05114758, 4.79624840)
                .isNear("theta[7]", 6.31716976, 5.00285540)
                .isNear("theta[8]", 4.88399694, 5.31769206);
    }

    @Test
    void linearRegression() throws IOException {
        Example.fit("linear-regression")
                .hasElbo(-1883.5063425449)
                .isOptimal("alpha", 86.80329228, 0.86977246)
                .isOptimal("beta_school", 5.69248654, 2.07551625)
                .isOptimal("beta_iq", 5.64016734, 0.58008714)
                .isOptimal("sigma", 18.16817952, 0.61656263)
                .isNear("alpha", 86.80332032, 0.87178366)
                .isNear("beta_school", 5.69140145, 2.16406968)
                .isNear("beta_iq", 5.64016289, 0.60492808)
                .isNear("sigma", 18.16835656, 0.62009291);
    }

    /**
     * The optimum by coordinate ascent on the closed expression of the ELBO, in a program of its
     * own; the posterior by a sum over a grid of slope and log scale, given which all else is
     * Gaussian.
     */
    @Test
    void missingValues() throws IOException {
        Example.fit("missing-values")
                .hasElbo(-44.9059939074)
                .isOptimal("mean_rain", 5.53039838, 0.57353933)
                .isOptimal("alpha", 11.26351570, 0.14901384)
                .isOptimal("beta", 1.53484138, 0.07828126)
                .isOptimal("sigma", 0.55259606, 0.11902405)
                .isOptimal("rain[4]", 7.50246205, 0.33128116)
                .isOptimal("rain[9]", 3.64718219, 0.33128116)
                .isOptimal("growth[8]", 12.49138880, 0.51625640)
                .isNear("mean_rain", 5.53078587, 0.57583032)
                .isNear("alpha", 11.26223379, 0.21476650)
                .isNear("beta", 1.53371805, 0.10875657)
                .isNear("sigma", 0.59130339, 0.20958721)
                .isNear("rain[4]", 7.49474659, 0.44230366)
                .isNear("rain[9]", 3.65960964, 0.43982508)
                .isNear("growth[8]", 12.48920823, 0.66165129);
    }

    @Test
    void logisticRegression() throws IOException {
        Example.fit("logistic-regression")
                .hasElbo(-14.0910756767)
                .isOptimal("alpha", -1.16727387, 0.56726575)
                .isOptimal("beta", -2.65286737, 1.02923307)
                .isNear("alpha", -1.19981635, 0.60950022)
                .isNear("beta", -2.69886798, 1.16963466);
    }

    @Test
    void varyingIntercepts() throws IOException {
        Example.fit("varying-intercepts")
                .hasElbo(-1062.4337900479)
                .isOptimal("mu", 1.49327911, 0.03503873)
                .isOptimal("tau", 0.32593299, 0.02515167)
                .isOptimal("beta", -0.66358607, 0.05865363)
                .isOptimal("sigma", 0.72611015, 0.01693853)
                .isOptimal("alpha[1]", 1.22243322, 0.24125027)
                .isOptimal("alpha[70]", 0.94342947, 0.06594418)
                .isNear("mu", 1.49234078, 0.05059474)
                .isNear("tau", 0.32120554, 0.04473161)
                .isNear("beta", -0.66284472, 0.06793175)
                .isNear("sigma", 0.72681178, 0.01770729);
    }

    /**
     * Beta(2, 2) and 14 heads in 20 give Beta(16, 8), and the evidence B(16, 8) / B(2, 2): its
     * guide is exact.
     */
    @Test
    void coin() throws IOException {
        Example coin = Example.fit("coin");
        coin.hasElbo(-13.390483353630017)
                .isOptimal("p", 16.0 / 24, Math.sqrt(16.0 * 8 / (24.0 * 24 * 25)));
        assertThat(coin.summary("next").mean()).isCloseTo(16.0 / 24, Offset.offset(0.02));
    }

    @Test
    void mixture() throws IOException {
        Example mixture = Example.fit("mixture");
        mixture.hasElbo(-68.7844018447)
                .isOptimal("weight", 0.41213083, 0.08328856)
                .isOptimal("mu[1]", -1.98899842, 0.18233124)
                .isOptimal("mu[2]", 2.47723715, 0.34015129);
        // The chance of the upper group, of the two measurements between the groups and of one on
        // either side.
        assertThat(mixture.summary("upper[18]").mean()).isCloseTo(0.13273, Offset.offset(0.05));
        assertThat(mixture.summary("upper[19]").mean()).isCloseTo(0.87355, Offset.offset(0.05));
        assertThat(mixture.summary("upper[5]").mean()).isLessThan(0.01);
        assertThat(mixture.summary("upper[25]").mean()).isGreaterThan(0.99);
        assertThat(mixture.model().plan().sites())
                .extracting(Plan.Site::estimator)
                .containsExactly(
                        Plan.Estimator.PATHWISE,
                        Plan.Estimator.PATHWISE,
                        Plan.Estimator.SCORE_FUNCTION);
    }

    /**
     * The posterior of the model without its states, by 400,000 steps of random walk Metropolis
     * with a forward recursion in probabilities, and smoothed probabilities averaged over them, in
     * a program of its own.
     */
    @Test
    void hiddenMarkov() throws IOException {
        Example example =
                Example.fit("hidden-markov")
                        .isNear("stay[1]", 0.89301, 0.04347)
                        .isNear("stay[2]", 0.80412, 0.07955)
                        .isNear("mu[1]", -0.98782, 0.15465)
                        .isNear("mu[2]", 1.41023, 0.26062)
                        .isNear("sigma", 1.06776, 0.10310);
        double[][] upper = {{4, 0.6071}, {14, 0.4269}, {23, 0.0002}, {54, 0.9619}, {78, 0.3867}};
        for (double[] place : upper) {
            int t = (int) place[0];
            double probability = example.summary("z_probability[" + t + ",2]").mean();
            assertThat(probability).isCloseTo(place[1], Offset.offset(0.03));
            assertThat(example.summary("z[" + t + "]").mean() - 1)
                    .isCloseTo(
                            probability,
                            Offset.offset(5 * Math.sqrt(probability * (1 - probability) / 20_000)));
        }
        assertThat(example.model().plan().sites().getLast().estimator())
                .isEqualTo(Plan.Estimator.SUMMED_OUT);
        assertThat(example.model().needsSeveralParticles()).isFalse();
    }

    @Test
    void timeSeries() throws IOException {
        Example ar1 = Example.fit("ar1");
        ar1.hasElbo(-183.9837055567)
                .isOptimal("alpha", -0.02851042, 0.14597785)
                .isOptimal("phi", 0.48926003, 0.08637580)
                .isOptimal("sigma", 1.47934229, 0.10521203)
                .isNear("alpha", -0.02849281, 0.14744467)
                .isNear("phi", 0.48896310, 0.08725533)
                .isNear("sigma", 1.47963795, 0.10738150);
        // The last year's flow was 740, 1.7935 below the mean: the forecast is alpha + phi *
        // -1.7935.
        double forecast = 919.35 + 100 * (-0.02851042 + 0.48926003 * -1.7935);
        assertThat(ar1.summary("next_flow").mean()).isCloseTo(forecast, Offset.offset(5.0));
    }

    /**
     * The ELBO as a function of the guide's location is a sum over the steps of {@code round}, with
     * weights from the normal distribution function; its maximum was found by bisection of the
     * derivative.
     */
    @Test
    void discontinuity() throws IOException {
        Example example = Example.fit("discontinuity");
        example.hasElbo(-0.55794119).isOptimal("z", -0.37661518, 1);
        assertThat(example.model().plan().sites())
                .singleElement()
                .satisfies(
                        site ->
                                assertThat(site.estimator())
                                        .isEqualTo(Plan.Estimator.SCORE_FUNCTION));
    }

    /** The three predictors that the data was made with are included, and their effects found. */
    @Test
    void spikeAndSlab() throws IOException {
        Example example = Example.fit("spike-and-slab");
        Map<Integer, Double> effects = Map.of(2, 1.5, 5, -1.0, 9, 0.7);
        for (int d = 1; d <= 10; d++) {
            double included = example.summary("included[" + d + "]").mean();
            if (effects.containsKey(d)) {
                assertThat(included).isGreaterThan(0.95);
                hasFound(example, "beta[" + d + "]", effects.get(d));
            } else {
                assertThat(included).isLessThan(0.5);
            }
        }
        assertThat(example.model().plan().sites())
                .extracting(Plan.Site::form)
                .containsExactly(
                        Plan.Form.PATHWISE,
                        Plan.Form.PATHWISE,
                        Plan.Form.PATHWISE,
                        Plan.Form.ONE_AT_A_TIME,
                        Plan.Form.PATHWISE);
    }

    @Test
    void ordinal() throws IOException {
        Example example = Example.fit("ordinal");
        hasFound(example, "b_dose", 0.9);
        hasFound(example, "b_older", -0.8);
        hasFound(example, "cut[1]", -1);
        hasFound(example, "cut[2]", 0.5);
        hasFound(example, "cut[3]", 2);
    }

    @Test
    void zeroInflated() throws IOException {
        Example example = Example.fit("zero-inflated");
        hasFound(example, "idle", 0.35);
        hasFound(example, "beta", 0.6);
        hasFound(example, "one_hour", Math.exp(-0.2 + 0.6));
        hasFound(example, "three_hours", Math.exp(-0.2 + 1.8));
    }

    /** What the data was made with lies within four posterior standard deviations. */
    private static void hasFound(Example example, String name, double truth) {
        Summary summary = example.summary(name);
        assertThat(Math.abs(summary.mean() - truth) / summary.sd()).as(name).isLessThan(4);
    }
}
