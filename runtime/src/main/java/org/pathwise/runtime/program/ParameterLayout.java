package org.pathwise.runtime.program;

import org.pathwise.runtime.random.RandomStream;

import java.util.List;

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
     */
    public record Block(
            String name, List<Integer> shape, int offset, List<Double> initial, double spread) {
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
            this(name, shape, offset, initial, 0);
        }

        /** The number of elements. */
        public int size() {
            return initial.size();
        }
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
