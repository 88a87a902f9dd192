package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.List;

class DrawSamplerTest {
    /** Draws (x, 2x, x + 1) with x ~ Normal(parameter, 1); log p - log q is 3 + x. */
    private record Line(int particles) implements DrawProgram {
        @Override
        public NoiseLayout noise() {
            return new NoiseLayout(
                    particles,
                    List.of(
                            new NoiseLayout.Block(
                                    "x", 5, NoiseLayout.Kind.NORMAL, 0, 1, 1, particles)));
        }

        @Override
        public List<Quantity> quantities() {
            return List.of(
                    new Quantity("x", Quantity.Kind.LATENT, List.of()),
                    new Quantity("v", Quantity.Kind.GENERATED, List.of(2)));
        }

        @Override
        public void draw(
                double[] parameters,
                double[] noise,
                double[] values,
                double[] logJoint,
                double[] logGuide) {
            for (int d = 0; d < particles; d++) {
                double x = parameters[0] + noise[d];
                values[3 * d] = x;
                values[3 * d + 1] = 2 * x;
                values[3 * d + 2] = x + 1;
                logJoint[d] = x;
                logGuide[d] = -3;
            }
        }

        @Override
        public DrawProgram fork() {
            return this;
        }
    }

    @Test
    void theDrawsAreTheSameBitsForAnyNumberOfThreadsAndParticles() {
        PosteriorDraws one = DrawSampler.sample(new Line(8), new double[] {2}, 11, 1003, 1);
        for (int threads : new int[] {2, 3, 7}) {
            PosteriorDraws many =
                    DrawSampler.sample(new Line(8), new double[] {2}, 11, 1003, threads);
            assertThat(many.values()).isEqualTo(one.values());
            assertThat(many.logJoint()).isEqualTo(one.logJoint());
        }
        assertThat(DrawSampler.sample(new Line(5), new double[] {2}, 11, 1003, 2).values())
                .isEqualTo(one.values());
        assertThat(DrawSampler.sample(new Line(8), new double[] {2}, 12, 1003, 1).values())
                .isNotEqualTo(one.values());
    }

    @Test
    void theElboHasItsStandardError() {
        PosteriorDraws draws = DrawSampler.sample(new Line(8), new double[] {2}, 1, 4000, 2);
        PosteriorDraws.Estimate elbo = draws.elbo();
        assertThat(elbo.standardError()).isCloseTo(1 / Math.sqrt(4000), within(0.001));
        assertThat(elbo.mean()).isCloseTo(5, within(5 * elbo.standardError()));
        assertThat(draws.column(1)[3999]).isEqualTo(2 * draws.column(0)[3999]);
    }
}
