package org.pathwise.runtime.program;

import java.util.List;

/**
 * Where each variational parameter lies in the flat parameter vector of a fit. All parameters are
 * unconstrained; a constrained one (a scale, say) is transformed by the program itself.
 *
 * @param blocks the parameters, in the order in which they lie in the vector, without gaps
 */
public record ParameterLayout(List<Block> blocks) {

    /**
     * One named parameter.
     *
     * @param name what reports call it, such as {@code mu.loc}
     * @param shape its extents, row-major; empty for a scalar
     * @param offset the index of its first element
     * @param initial its starting values, one for each element
     */
    public record Block(String name, List<Integer> shape, int offset, List<Double> initial) {
        public Block {
            shape = List.copyOf(shape);
            initial = List.copyOf(initial);
            int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
            if (size != initial.size()) {
                throw new IllegalArgumentException(
                        name + ": " + initial.size() + " initial values for shape " + shape);
            }
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

    /** A fresh flat vector of the starting values. */
    public double[] initialValues() {
        return blocks.stream()
                .flatMap(block -> block.initial().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
