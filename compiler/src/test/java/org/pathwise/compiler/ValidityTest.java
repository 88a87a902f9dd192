package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Source;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What counts as locally Lipschitz, and what does not and why; each decision is held to the numbers
 * that it is about. Where a gradient is pathwise, it is the derivative of the objective; where a
 * jump forbids it, a pathwise gradient would be wrong by more than the numbers' error.
 */
final class ValidityTest {
    private static final Map<String, String> LATENTS =
            Map.of(
                    "z", "z ~ Normal(0, 1)",
                    "x", "x ~ Normal(0.5, 1)",
                    "s", "s ~ Gamma(2, 1)",
                    "v", "v: unit[3] ~ Beta(2, 2)",
                    "t", "t: simplex[3] ~ Dirichlet([2, 2, 2])",
                    "k", "k: ordered[2] ~ Normal(0, 1)",
                    "u", "u: real[3] ~ Normal(0.3, 1)",
                    "S", "S: cov[2] ~ Wishart(6, [[1.0, 0.0], [0.0, 1.0]])",
                    "R", "R: corr[2] ~ LKJCorr(2)");
    private static final String DATA = "{\"y\": 0.7, \"c\": 1, \"w\": 0.5}";

    private static String script(String names, String statements, String annotation) {
        return """
        data y: real
        data c: int
        data w: positive
        model {
          %s
          %s
        }
        """
                .formatted(
                        names.chars()
                                .mapToObj(name -> LATENTS.get(Character.toString(name)))
                                .map(latent -> latent + annotation)
                                .collect(Collectors.joining("\n  ")),
                        statements.replace(";; ", "\n  "));
    }

    private static Plan plan(String script) {
        return Compiler.check(new Source("test.pw", script)).plan().orElseThrow();
    }

    /** A point away from the start. */
    private static double[] point(int size) {
        double[] point = new double[size];
        for (int i = 0; i < size; i++) {
            point[i] = 0.35 * Math.sin(1 + 2 * i);
        }
        return point;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    z  | c ~ Bernoulli(clamp(z, 0.2, 0.8))
                    z  | y ~ Normal(0, abs(z) + 0.3)
                    z  | y ~ Normal(0, 0.3 + relu(z))
                    z  | y ~ Normal(0, max(0.3, z))
                    z  | y ~ Normal(0, clamp(z, 0.3, 10))
                    zx | y ~ Normal(min(z, x) - fmax(z, 0), 1)
                    z  | y ~ Normal(log(max(z, 0.5)), 1)
                    zx | y ~ Normal(0, sqrt(z*z + x*x + 0.1))
                    u  | y ~ Normal(log(1 + dot(u, u)), 1)
                    u  | y ~ Normal(0, 0.1 + u' * u)
                    u  | y ~ Normal(log(0.1 + sum(u .* u)), 1)
                    u  | y ~ Normal(norm(u), 1)
                    u  | y ~ Normal(log(0.1 + sd(u)), 1)
                    u  | y ~ Normal(0, mean(abs(u)) + 0.3)
                    u  | y ~ Normal(max(u) - min(u), 1)
                    u  | y ~ Normal(log(1 - softmax(u)[1]), 1)
                    s  | y ~ Normal(sqrt(s) + log(s) + s / (s + 1), 1)
                    s  | y ~ Normal(log(s^1.5 + 1), 1)
                    s  | y ~ Normal(log(1 - exp(-s)), 1)
                    z  | y ~ Normal(log1p(z^2) + 1 / (2 + sin(z)), 1)
                    z  | y ~ Normal(abs(z)^1.5, 1)
                    z  | y ~ Normal(0, log1p_exp(z) + exp(z))
                    z  | c ~ Poisson(z*z + 0.1)
                    v  | y ~ Normal(log(prod(1 - v)), 1)
                    v  | y ~ Normal(sum(cumulative_sum(log1m(v))), 1)
                    v  | y ~ Normal(sqrt(1 - v[1]^2) + log(1 - v[2] * v[3]), 1)
                    v  | a[1] = 1.0;; for i in 2..3 { a[i] = a[i-1] * (1 - v[i]) };; y ~ Normal(log(a[3]), 1)
                    v  | l[1] = 0.0;; for i in 2..3 { l[i] = l[i-1] + log1m(v[i]) };; y ~ Normal(0, 0.2 - l[3])
                    v  | c ~ Categorical([v[1], (1 - v[1]) * v[2], (1 - v[1]) * (1 - v[2])])
                    t  | y ~ Normal(log(1 - t[1] - t[2]), 1)
                    t  | y ~ Normal(log(1 - (t[1] + t[3])) + log1m(t[1]), 1)
                    t  | y ~ Normal(log(1 - sum(t[1..2])), 1)
                    t  | y ~ Normal(1 / (2 * t[1] + t[2]), 1)
                    t  | y ~ Normal(sum(log(cumulative_sum(t))), 1)
                    t  | c ~ Bernoulli(t[1] + t[2])
                    k  | y ~ Normal(log(k[2] - k[1]), 1)
                    kz | y ~ Normal(log(inv_logit(k[2] - z) - inv_logit(k[1] - z)), 1)
                    kz | c ~ Bernoulli(0.5 * tanh(k[2]) - 0.5 * tanh(k[1]))
                    kz | y ~ Normal(log_diff_exp(k[2] + z, k[1] + z), 1)
                    S  | y ~ Normal(log_determinant(S) + log(trace(S)), 1)
                    S  | y ~ Normal(S[2,1] / sqrt(S[2,2] * S[1,1]), 1)
                    S  | y ~ Normal(sum(solve(add_diag(S, 1.0), [1.0, 2.0])), 2)
                    R  | y ~ Normal(log(1 - R[1,2]^2) + log_determinant(R), 1)
                    z  | y ~ Normal(if z > 0 then z else exp(z) - 1, 1)
                    z  | y ~ Normal(if z > 0 then 1 else cos(z), 1)
                    z  | y ~ Normal(if z > 0.5 then softplus(0.5) else softplus(z), 1)
                    zx | y ~ Normal(if z > x then z else x, 1)
                    zx | y ~ Normal(if 2 * z >= 1 + x then 4 * z else 2 * x + 2, 1)
                    z  | y ~ Normal((z > 0) * z, 1)
                    z  | y ~ Normal(if z^2 > 1 then z^2 else 1, 1)
                    z  | y ~ Normal(if z^2 > 0.25 then abs(z) else z^2 + 0.25, 1)
                    z  | y ~ Normal(if exp(z) > 2 then exp(z) else 2, 1)
                    zx | y ~ Normal(if z * x > 0 then z * x else 0, 1)
                    z  | y ~ Normal(if abs(z) <= 1 then 0.5 * square(z) else abs(z) - 0.5, 1)
                    z  | y ~ Normal(if z > 1 then 1 else (if z < 0 then 0 else z), 1)
                    zx | y ~ Normal(if z > 0 and x > 0 then z * x else 0, 1)
                    z  | y ~ Normal(if not (z > 0) then 0 else z, 1)
                    z  | y ~ Normal(if z > 0 and z < 1 then z * (1 - z) else 0, 1)
                    z  | above = z > 0;; y ~ Normal(if above then z else 0, 1)
                    z  | if z > 0 { factor -z^2 }
                    zx | if z > x and x > z - 1 { factor (x - z) * (x - z + 1) }
                    v  | factor log_density(Uniform(0, 1), v[1]) + v[1]
                    z  | factor log_density(Gamma(2, 1), exp(z))
                    z  | y ~ Normal(if y > 0 then z else 0, 1)
                    s  | y ~ Normal(if s > 0 then s else 2, 1)
                    """)
    void whatIsLipschitzIsPathwise(String latents, String statements) {
        String script = script(latents, statements, "");
        assertThat(plan(script).sites())
                .allSatisfy(
                        site -> {
                            assertThat(site.reason()).isEmpty();
                            assertThat(site.form()).isEqualTo(Plan.Form.PATHWISE);
                        });
        GradientAudit audit = GradientAudit.of(script, DATA);
        double[] point = point(audit.size());
        for (int i = 0; i < audit.size(); i++) {
            GradientAudit.Comparison found = audit.compare(point, i);
            assertThat(found.distance()).as("%d: %s", i, found).isLessThan(found.error());
            assertThat(found.error()).as("%d: %s", i, found).isLessThan(allowed(found));
        }
    }

    private static double allowed(GradientAudit.Comparison found) {
        return 0.1 * (0.2 + Math.abs(found.gradient()));
    }

    /** The reason, and a pathwise gradient taken against it differs from the objective's slope. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    z | y ~ Normal(if z > 0 then z else z + 1, 1)                     | the density jumps in z at 6:17 (`if z > 0`)
                    z | y ~ Normal(if z > 0 then z else cos(z), 1)                    | the density jumps in z at 6:17 (`if z > 0`)
                    z | y ~ Normal((z > 0) * (1 + z), 1)                              | the density jumps in z at 6:15 (`if z > 0`)
                    z | y ~ Normal(if z^2 > 0.25 then abs(z) else z, 1)               | the density jumps in z at 6:17 (`if z^2 > 0.25`)
                    z | y ~ Normal(if abs(z) <= 1 then 2 + square(z) else abs(z) - 0.5, 1) | the density jumps in z at 6:17 (`if abs(z) <= 1`)
                    z | y ~ Normal(if z > 0 and z < 1 then z else 0, 1)               | the density jumps in z at 6:27 (`if z < 1`)
                    z | y ~ Normal(if z > 1 then 1 else (if z < 0 then 0 else 1), 1)  | the density jumps in z at 6:39 (`if z < 0`)
                    z | above = z > 0;; y ~ Normal(if above then 1 else z, 1)         | the density jumps in z at 6:11 (`if z > 0`)
                    z | if z > 0 { factor -1 - z }                                    | the density jumps in z at 6:6 (`if z > 0`)
                    z | y ~ Normal(round(z), 1)                                       | z is rounded at 6:14 (`round(z)`)
                    z | y ~ Normal([1.0, 3.0][1 + (z > 0)], 1)                        | the density jumps in z at 6:30 (`z > 0`)
                    z | factor if y > 0 then 2 * floor(z) else 0                      | z is rounded at 6:28 (`floor(z)`)
                    z | y ~ Normal(sign(z), 1)                                        | the density jumps in z at 6:14 (`sign(z)`)
                    """)
    void whatJumpsIsNot(String latent, String statements, String reason) {
        Plan.Site site = plan(script(latent, statements, "")).sites().getFirst();
        assertThat(site.reason()).isEqualTo(reason);
        assertThat(site.estimator()).isEqualTo(Plan.Estimator.SCORE_FUNCTION);
        assertThat(site.witness()).isPresent();
        GradientAudit vouched = GradientAudit.of(script(latent, statements, " @pathwise"), DATA);
        GradientAudit.Comparison found = vouched.compare(point(vouched.size()), 0);
        assertThat(found.distance()).as("%s", found).isGreaterThan(2 * found.error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    z  | c ~ Bernoulli(clamp(z, 0, 1))   | `p` of Bernoulli may reach 0 or 1, the edge of its support at 6:17 (`clamp(z, 0, 1)`)
                    z  | c ~ Bernoulli(clamp(z, 0, 0.5)) | `p` of Bernoulli may reach 0, the edge of its support at 6:17 (`clamp(z, 0, 0.5)`)
                    z  | y ~ Normal(0, abs(z))           | `sigma` of Normal may reach 0, the edge of its support at 6:17 (`abs(z)`)
                    z  | c ~ Poisson(z^2)                | `lambda` of Poisson may reach 0, the edge of its support at 6:15 (`z^2`)
                    z  | y ~ Normal(1 / z, 1)            | divides by something that may be 0 at 6:14 (`1 / z`)
                    z  | y ~ Normal(abs(z)^0.5, 1)       | the argument of `^` may reach the edge of its domain at 6:14 (`abs(z)^0.5`)
                    z  | y ~ Normal(tan(z), 1)           | the argument of `tan` may reach the edge of its domain at 6:14 (`tan(z)`)
                    k  | y ~ Normal(log(k[1] - k[2]), 1) | the argument of `log` may reach the edge of its domain at 6:14 (`log(k[1] - k[2])`)
                    t  | y ~ Normal(log(1 - sum(t)), 1)  | the argument of `log` may reach the edge of its domain at 6:14 (`log(1 - sum(t))`)
                    t  | y ~ Normal(log(1 - t[1] - t[2] - t[3]), 1) | the argument of `log` may reach the edge of its domain at 6:14 (`log(1 - t[1] - t[2] - t[3])`)
                    t  | y ~ Normal(log(1 - 2 * t[1]), 1) | the argument of `log` may reach the edge of its domain at 6:14 (`log(1 - 2 * t[1])`)
                    u  | y ~ Normal(log(u' * [1.0, 2.0, 3.0]), 1) | the argument of `log` may reach the edge of its domain at 6:14 (`log(u' * [1.0, 2.0, 3.0])`)
                    z  | y ~ Uniform(z - 1, z + 1)       | the support of y moves with z at 6:7 (`Uniform(z - 1, z + 1)`)
                    v  | factor log_density(Uniform(0, 0.5), v[1]) | the density jumps in v at 6:22 (`Uniform(0, 0.5)`)
                    v  | factor log_density(Uniform(v[2], 2), v[1]) | the density jumps in v at 6:22 (`Uniform(v[2], 2)`)
                    """)
    void whatMayLeaveItsDomainIsNot(String latent, String statements, String reason) {
        Plan.Site site = plan(script(latent, statements, "")).sites().getFirst();
        assertThat(site.reason()).isEqualTo(reason);
        assertThat(site.estimator()).isEqualTo(Plan.Estimator.SCORE_FUNCTION);
        assertThat(site.witness()).isPresent();
    }

    /** With several latents in a condition, only those that it jumps in change. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zx | y ~ Normal(if z > 0 and x > 0 then z else 0, 1)      | x
                    zx | y ~ Normal(if z > 0 then x * z else 0, 1)            | ''
                    zx | y ~ Normal(if z > 0 or x > 0 then 1 else 0, 1)       | zx
                    zs | y ~ Normal(z + round(s), 1)                          | s
                    zs | y ~ Normal(z / (s - 1), 1)                           | s
                    """)
    void onlyTheSiteThatFailsChanges(String latents, String statements, String failing) {
        String failed =
                plan(script(latents, statements, "")).sites().stream()
                        .filter(site -> site.form() != Plan.Form.PATHWISE)
                        .map(site -> site.latent().symbol().name())
                        .collect(Collectors.joining());
        assertThat(failed).isEqualTo(failing);
    }

    private static final String ANGLES =
            """
            data y: real
            data x: real
            model {
              m ~ Normal(0, 1)
              z ~ VonMises(0, 0.5)
              %s
            }
            guide {
              param loc = 0.3
              param k: positive = 1.5
              m ~ Normal(loc, 0.5)
              z ~ VonMises(%s, k)
            }
            """;

    /** Draws of angles jump with their concentration, so that the circle is integrated over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    loc | y ~ Normal(cos(z) + sin(2 * z - 0.3), 1)
                    loc | d = z - 1;; y ~ Normal(exp(cos(d)), 1)
                    loc | x ~ VonMises(z, 2)
                    loc | x ~ VonMises(0.3 - z, exp(sin(z)))
                    loc | for i in 1..2 { d[i] = z + i };; y ~ Normal(cos(d[1]) * sin(3 * d[2]), 1)
                    0.3 | y ~ Normal(z, 1)
                    """)
    void anAngleUsedInWholeTurnsIsPathwise(String direction, String statements) {
        String script =
                """
                data y: real
                data x: real
                model {
                  z ~ VonMises(0, 0.5)
                  %s
                }
                guide {
                  %s
                  param k: positive = 1.5
                  z ~ VonMises(%s, k)
                }
                """
                        .formatted(
                                statements.replace(";; ", "\n  "),
                                direction.equals("loc") ? "param loc = 0.3" : "",
                                direction);
        assertThat(plan(script).sites()).extracting(Plan.Site::reason).containsOnly("");
        GradientAudit audit = GradientAudit.of(script, "{\"y\": 0.7, \"x\": 2.1}");
        double[] values = new double[ANGLE_COUNT];
        for (int i = 0; i < ANGLE_COUNT; i++) {
            values[i] =
                    audit.logDensity().constrained(Map.of("z", new double[] {angle(i)})).value();
        }
        double[] point = audit.size() == 2 ? new double[] {0.9, 0.4} : new double[] {0.4};
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-4;
            down[i] -= 1e-4;
            double exact = (circularElbo(values, up) - circularElbo(values, down)) / 2e-4;
            GradientAudit.Estimate found = audit.estimate(point, i);
            assertThat(Math.abs(found.gradient() - exact))
                    .as("%d: %s, exactly %s", i, found, exact)
                    .isLessThan(found.error());
            assertThat(found.error()).isLessThan(0.15);
        }
    }

    private static final int ANGLE_COUNT = 128;

    /** Points around the circle, from the cut of draws around 0.3. */
    private static double angle(int i) {
        return 0.3 - Math.PI + 2 * Math.PI * (i + 0.5) / ANGLE_COUNT;
    }

    /**
     * By the midpoint rule, which is exact to many digits for what has the period.
     *
     * @param values the log density at all angles
     * @param point the direction, 0.3 where it is not fitted, and the log of the concentration
     */
    private static double circularElbo(double[] values, double[] point) {
        double direction = point.length == 2 ? point[0] : 0.3;
        double concentration = Math.exp(point[point.length - 1]);
        double normaliser = 0;
        double elbo = 0;
        for (int i = 0; i < ANGLE_COUNT; i++) {
            double exponent = concentration * Math.cos(angle(i) - direction);
            normaliser += Math.exp(exponent);
            elbo += Math.exp(exponent) * (values[i] - exponent);
        }
        return elbo / normaliser + Math.log(normaliser * 2 * Math.PI / ANGLE_COUNT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    y ~ Normal(z, 1)                     | 6:14 (`z`)
                    y ~ Normal(cos(z / 2), 1)            | 6:18 (`z`)
                    y ~ Normal(cos(0.5 * z), 1)          | 6:24 (`z`)
                    d = z - m;; y ~ Normal(d, 1)         | 6:7 (`z`)
                    x ~ VonMises(z * m, 2)               | 6:16 (`z`)
                    """)
    void anAngleUsedOtherwiseIsNot(String statements, String place) {
        String script = ANGLES.formatted(statements.replace(";; ", "\n  "), "m");
        Plan plan = plan(script);
        assertThat(plan.sites().getLast().reason())
                .isEqualTo("z is an angle, but is not used with the period 2 pi at " + place);
        assertThat(plan.sites().getLast().form()).isEqualTo(Plan.Form.LEAVE_ONE_OUT);
        // the set that z comes from moves with m, so that m's gradient cannot pass it either
        assertThat(plan.sites().getFirst().form()).isEqualTo(Plan.Form.LEAVE_ONE_OUT);
    }

    @Test
    void anAngleAroundAFittedDirectionHasNoEstimatorThen() {
        String script = ANGLES.formatted("y ~ Normal(z, 1)", "loc");
        assertThat(Compiler.check(new Source("test.pw", script)).diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .contains("E0702");
    }

    /** Nothing moves the draw: whatever it flows into, there is no gradient to be wrong. */
    @Test
    void aDrawWithNothingToFitNeedsNoEstimator() {
        String script =
                """
                data y: real
                model {
                  z ~ Normal(0, 1)
                  x ~ Normal(0, 1)
                  y ~ Normal(round(z) + x, 1)
                }
                guide {
                  param m = 0.3
                  z ~ Normal(0, 1)
                  x ~ Normal(m, 1)
                }
                """;
        assertThat(plan(script).sites())
                .extracting(Plan.Site::form)
                .containsOnly(Plan.Form.PATHWISE);
        GradientAudit.Comparison found =
                GradientAudit.of(script, "{\"y\": 0.7}").compare(new double[] {0.2}, 0);
        assertThat(found.distance()).isLessThan(found.error());
    }
}
