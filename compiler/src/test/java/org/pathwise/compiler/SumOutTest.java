package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sites that are summed out, against sums over all their states by hand: the same script without
 * the annotation gives the joint density of each combination.
 */
final class SumOutTest {
    private static final int DRAWS = 4000;

    static List<SumOutCases.Case> cases() {
        return SumOutCases.cases();
    }

    /** Values of the continuous latents that lie on their supports. */
    private static Map<String, double[]> point(BoundModel model, long seed) {
        Random random = new Random(seed);
        Map<String, double[]> point = new LinkedHashMap<>();
        model.plan().drawn().sites().stream()
                .map(site -> site.latent())
                .forEach(
                        latent -> {
                            Quantity quantity =
                                    model.logDensity().latents().get(latent.symbol().name());
                            double[] values = new double[quantity.size()];
                            int row = quantity.shape().isEmpty() ? 1 : quantity.shape().getLast();
                            for (int i = 0; i < values.length; i++) {
                                values[i] =
                                        switch (latent.support().toString()) {
                                            case "unit" -> 0.2 + 0.6 * random.nextDouble();
                                            case "positive", "simplex" -> 0.3 + random.nextDouble();
                                            case "ordered" -> i + 0.5 * random.nextDouble();
                                            default -> random.nextGaussian();
                                        };
                            }
                            if (latent.support().toString().equals("simplex")) {
                                for (int i = 0; i < values.length; i += row) {
                                    double sum = 0;
                                    for (int k = i; k < i + row; k++) {
                                        sum += values[k];
                                    }
                                    for (int k = i; k < i + row; k++) {
                                        values[k] /= sum;
                                    }
                                }
                            }
                            point.put(latent.symbol().name(), values);
                        });
        return point;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void densityAndGradientAreThoseOfTheSumOverAllStates(SumOutCases.Case one) {
        BoundModel model = one.summed();
        Map<String, double[]> point = point(model, 1);
        StateSum sum = StateSum.of(one.free(), one, point);
        LogDensity.Evaluation found = model.logDensity().constrained(point);
        assertThat(found.value()).isCloseTo(sum.log(), within(1e-10 * (1 + Math.abs(sum.log()))));
        sum.gradient()
                .forEach(
                        (name, expected) ->
                                assertThat(found.gradient().get(name))
                                        .as(name)
                                        .containsExactly(expected, within(1e-9)));
    }

    /** A guide so narrow that all its draws are the same point. */
    private static double[] narrow(ParameterLayout layout) {
        double[] parameters = layout.initialValues(0);
        for (ParameterLayout.Block block : layout.blocks()) {
            if (block.name().endsWith(".log_scale")) {
                for (int i = 0; i < block.size(); i++) {
                    parameters[block.offset() + i] = -60;
                }
            }
        }
        return parameters;
    }

    private static double[] values(PosteriorDraws draws, String name, int draw) {
        int offset = 0;
        for (Quantity quantity : draws.quantities()) {
            if (quantity.name().equals(name)) {
                double[] values = new double[quantity.size()];
                System.arraycopy(
                        draws.values(), draw * draws.width() + offset, values, 0, values.length);
                return values;
            }
            offset += quantity.size();
        }
        throw new AssertionError("no " + name + " in " + draws.quantities());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilitiesAndDrawsAreThoseOfTheStates(SumOutCases.Case one) {
        BoundModel model = one.summed();
        double[] parameters = narrow(model.objective(2).parameters());
        PosteriorDraws draws = DrawSampler.sample(model.draws(64), parameters, 3, DRAWS, 2);
        Map<String, double[]> point = new LinkedHashMap<>();
        model.logDensity()
                .latents()
                .keySet()
                .forEach(name -> point.put(name, values(draws, name, 0)));
        StateSum sum = StateSum.of(one.free(), one, point);
        assertThat(draws.logJoint()[0])
                .isCloseTo(sum.log(), within(1e-9 * (1 + Math.abs(sum.log()))));
        sum.probabilities()
                .forEach(
                        (site, table) -> {
                            double[] found = values(draws, site + "_probability", 17);
                            int states = table[0].length;
                            for (int i = 0; i < found.length; i++) {
                                assertThat(found[i])
                                        .as("%s, element %d", site, i / states)
                                        .isCloseTo(table[i / states][i % states], within(1e-9));
                            }
                        });
        for (int i = 0; i < sum.shares().length; i++) {
            Map<String, double[]> combination = sum.combinations().get(i);
            int count = 0;
            for (int d = 0; d < DRAWS; d++) {
                int draw = d;
                if (combination.entrySet().stream()
                        .allMatch(
                                site ->
                                        java.util.Arrays.equals(
                                                site.getValue(),
                                                values(draws, site.getKey(), draw)))) {
                    count++;
                }
            }
            double expected = DRAWS * sum.shares()[i];
            // Five standard errors; where few are expected, the tail of a Poisson count.
            double bound = 5 * Math.sqrt(expected * (1 - sum.shares()[i])) + 2;
            assertThat((double) count)
                    .as("draws of combination %d", i)
                    .isCloseTo(expected, within(bound));
        }
    }
}
