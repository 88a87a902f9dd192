package org.pathwise.runtime.program;

import org.pathwise.runtime.random.RandomStream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where each variational parameter lies in the flat parameter vector of a fit. All parameters are
 * unconstrained; a constrained one (a scale, say) is transformed by the program itself.
 *
 * @param blocks the parameters, in the order in which they lie in the vector, without gaps
 */
public record ParameterLayout(List<Block> blocks) {
    private static final int STREAM = -3;

    /**
     * One named parameter.
     *
     * @param name what reports call it, such as {@code mu.loc}
     * @param shape its extents, row-major; empty for a scalar
     * @param offset the index of its first element
     * @param initial its starting values, one for each element
     * @param spread the standard deviation of the normal noise that a fit adds to them at the
     *     start, so that the units of a net differ; 0 for most
     * @param rows the subsampled dimension that its first extent is, if it has a part of its own
     *     for each of the dimension's rows: then a step reads and moves the drawn rows only
     */
    public record Block(
            String name,
            List<Integer> shape,
            int offset,
            List<Double> initial,
            double spread,
            Optional<String> rows) {
        public Block {
            shape = List.copyOf(shape);
            initial = List.copyOf(initial);
            int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
            if (size != initial.size()) {
                throw new IllegalArgumentException(
                        name + ": " + initial.size() + " initial values for shape " + shape);
            }
        }

        /** A parameter that starts at its initial values. */
        public Block(String name, List<Integer> shape, int offset, List<Double> initial) {
            this(name, shape, offset, initial, 0, Optional.empty());
        }

        /** The number of elements. */
        public int size() {
            return initial.size();
        }

        /** The number of elements that a step reads. */
        public int stepSize(Map<String, Integer> batches) {
            return rows.map(dimension -> size() / shape.getFirst() * drawn(batches, dimension))
                    .orElse(size());
        }
    }

    private static int drawn(Map<String, Integer> batches, String dimension) {
        return Objects.requireNonNull(batches.get(dimension), dimension);
    }

    public ParameterLayout {
        blocks = List.copyOf(blocks);
        int next = 0;
        for (Block block : blocks) {
            if (block.offset() != next) {
                throw new IllegalArgumentException(
                        block.name() + " starts at " + block.offset() + ", not " + next);
            }
            next += block.size();
        }
    }

    /**
     * The length of the vector that a step reads: of blocks by rows, only as many rows as the step
     * draws.
     *
     * @param batches how many rows of each subsampled dimension a step draws
     */
    public int stepSize(Map<String, Integer> batches) {
        return blocks.stream().mapToInt(block -> block.stepSize(batches)).sum();
    }

    /** The length of the flat vector. */
    public int size() {
        return blocks.stream().mapToInt(Block::size).sum();
    }

    /**
     * A fresh flat vector of the starting values.
     *
     * @param seed of the noise of the parameters that start at random
     */
    public double[] initialValues(long seed) {
        double[] values = new double[size()];
        RandomStream random = new RandomStream(seed, 0, 0, STREAM);
        double[] noise = new double[values.length];
        random.fillNormal(noise, 0, 1, noise.length);
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                int at = block.offset() + i;
                values[at] = block.initial().get(i) + block.spread() * noise[at];
            }
        }
        return values;
    }
}
