package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.random.RandomStream;

/**
 * Fills noise arrays. Each value depends only on the seed, the step, the particle, the site's
 * stream number and the element, never on the layout or on what was drawn before. Not safe for use
 * by two threads at a time.
 */
public final class NoiseFiller {
    private final NoiseLayout layout;
    private final long seed;
    private final RandomStream stream = new RandomStream(0, 0, 0, 0);

    public NoiseFiller(NoiseLayout layout, long seed) {
        this.layout = layout;
        this.seed = seed;
    }

    /**
     * Fills the whole array.
     *
     * @param noise of length {@code layout.size()}
     * @param firstParticle the number of the first particle; the others count on from it
     */
    public void fill(double[] noise, long step, long firstParticle) {
        for (NoiseLayout.Block block : layout.blocks()) {
            for (int p = 0; p < layout.particles(); p++) {
                stream.reset(seed, step, firstParticle + p, block.stream());
                int offset = block.offset() + p * block.particleStride();
                switch (block.kind()) {
                    case NORMAL ->
                            stream.fillNormal(noise, offset, block.elementStride(), block.size());
                    case UNIFORM ->
                            stream.fillUniform(noise, offset, block.elementStride(), block.size());
                }
            }
        }
    }
}
