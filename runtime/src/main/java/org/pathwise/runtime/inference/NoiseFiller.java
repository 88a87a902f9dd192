package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.random.RandomStream;

import java.util.List;

/**
 * Fills noise arrays. Each value depends only on the seed, the step, the particle, the site's
 * stream number and the element, never on the layout or on what was drawn before; the drawn rows of
 * subsampled dimensions, only on seed, step and first particle. Not safe for use by two threads at
 * a time.
 */
public final class NoiseFiller {
    private static final int ROWS = -5;

    private final NoiseLayout layout;
    private final NoiseLayout.Block[] blocks;
    private final long seed;
    private final List<RowDraw> rows;
    private final RandomStream stream = new RandomStream(0, 0, 0, 0);

    public NoiseFiller(NoiseLayout layout, long seed) {
        this.layout = layout;
        this.blocks = layout.blocks().toArray(NoiseLayout.Block[]::new);
        this.seed = seed;
        this.rows = layout.batches().stream().map(RowDraw::new).toList();
    }

    /**
     * Fills the whole array, with rows that are independent of those of other steps.
     *
     * @param noise of length {@code layout.size()}
     * @param firstParticle the number of the first particle; the others count on from it
     */
    public void fill(double[] noise, long step, long firstParticle) {
        fillSites(noise, step, firstParticle);
        for (int i = 0; i < rows.size(); i++) {
            stream.reset(seed, step, firstParticle, ROWS - i);
            rows.get(i).fill(noise, stream);
        }
    }

    /** Fills all but the drawn rows. */
    void fillSites(double[] noise, long step, long firstParticle) {
        for (NoiseLayout.Block block : blocks) {
            for (int p = 0; p < layout.particles(); p++) {
                int offset = block.offset() + p * block.particleStride();
                stream.reset(seed, step, firstParticle + p, block.stream());
                switch (block.kind()) {
                    case NORMAL ->
                            stream.fillNormal(noise, offset, block.elementStride(), block.size());
                    case UNIFORM ->
                            stream.fillUniform(noise, offset, block.elementStride(), block.size());
                }
            }
            if (block.antithetic()) {
                couple(noise, block);
            }
        }
    }

    /**
     * Couples the particles' uniform noise by a Dirichlet copula (Dimitriev and Zhou 2021, "ARMS:
     * Antithetic-REINFORCE-Multi-Sample Gradient for Binary Variables", section 3.2).
     */
    private void couple(double[] noise, NoiseLayout.Block block) {
        int particles = layout.particles();
        for (int e = 0; e < block.size(); e++) {
            int at = block.offset() + e * block.elementStride();
            double sum = 0;
            for (int p = 0; p < particles; p++) {
                double exponential = -Math.log(noise[at + p * block.particleStride()]);
                noise[at + p * block.particleStride()] = exponential;
                sum += exponential;
            }
            for (int p = 0; p < particles; p++) {
                int place = at + p * block.particleStride();
                double uniform = Math.pow(1 - noise[place] / sum, particles - 1);
                noise[place] = Math.clamp(uniform, Double.MIN_NORMAL, 1 - 0x1p-53);
            }
        }
    }
}
