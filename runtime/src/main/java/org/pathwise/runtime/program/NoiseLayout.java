package org.pathwise.runtime.program;

import java.util.List;

/**
 * Where the parameter-free noise of each sampling site lies in one flat array. The compiler chooses
 * the strides (particles innermost in a small model, outermost in a large one); the values do not
 * depend on them: element {@code e} of particle {@code p} is the {@code e}-th value of the stream
 * keyed by seed, step, {@code p} and the site's stream number.
 *
 * @param particles how many particles share the array
 * @param blocks one for each noise array of a site
 * @param batches the drawn rows of each dimension that is subsampled, shared by all particles; they
 *     lie behind the blocks
 */
public record NoiseLayout(int particles, List<Block> blocks, List<Batch> batches) {

    /** What the raw noise is distributed as. */
    public enum Kind {
        /** Standard normal. */
        NORMAL,
        /** Uniform on the open interval from 0 to 1. */
        UNIFORM
    }

    /**
     * The noise of one site: element {@code e} of particle {@code p} lies at {@code offset + p *
     * particleStride + e * elementStride}.
     *
     * @param site the site's name
     * @param stream a number that is unique to this block and stable across compilations
     * @param size elements per particle
     * @param antithetic whether the uniform noise of the particles is coupled, so that it is rarely
     *     small for two of them: with {@code d} a Dirichlet(1, ..., 1) draw over the {@code n}
     *     particles, particle {@code p} has {@code (1 - d[p])^(n - 1)}
     */
    public record Block(
            String site,
            int stream,
            Kind kind,
            int offset,
            int size,
            int particleStride,
            int elementStride,
            boolean antithetic) {

        /** A block of independent noise. */
        public Block(
                String site,
                int stream,
                Kind kind,
                int offset,
                int size,
                int particleStride,
                int elementStride) {
            this(site, stream, kind, offset, size, particleStride, elementStride, false);
        }
    }

    /**
     * The rows of a dimension that a step draws: their numbers, from 1, lie at {@code offset} to
     * {@code offset + size}.
     *
     * @param dimension its name
     * @param total how many rows the data has
     * @param size how many a step draws, without repetition
     */
    public record Batch(String dimension, int total, int size, int offset) {}

    public NoiseLayout {
        blocks = List.copyOf(blocks);
        batches = List.copyOf(batches);
    }

    /** A layout without subsampling. */
    public NoiseLayout(int particles, List<Block> blocks) {
        this(particles, blocks, List.of());
    }

    /** The length of the flat array. */
    public int size() {
        return blocks.stream().mapToInt(block -> block.size() * particles).sum()
                + batches.stream().mapToInt(Batch::size).sum();
    }
}
