package org.pathwise.runtime.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the parameters that a step reads lie in the vector that {@link Objective#evaluate} takes,
 * and its gradient likewise.
 *
 * @param parts the blocks of the parameter layout, in order
 */
public record StepLayout(List<Part> parts) {
    public StepLayout {
        parts = List.copyOf(parts);
    }

    /**
     * One block.
     *
     * @param block its place in the fit's vector
     * @param offset the index of its first element in the step's vector
     * @param drawn the rows that a step draws of it; empty if the step reads all of it
     * @param width how many elements a row has; all of the block's if it has no rows
     */
    public record Part(
            ParameterLayout.Block block, int offset, Optional<NoiseLayout.Batch> drawn, int width) {

        /** How many elements the step's vector has of it. */
        public int size() {
            return drawn.map(NoiseLayout.Batch::size).orElse(1) * width;
        }
    }

    /** The layout of an objective's steps. */
    public static StepLayout of(ParameterLayout parameters, NoiseLayout noise) {
        Map<String, NoiseLayout.Batch> batches = new HashMap<>();
        noise.batches().forEach(batch -> batches.put(batch.dimension(), batch));
        List<Part> parts = new ArrayList<>();
        int offset = 0;
        for (ParameterLayout.Block block : parameters.blocks()) {
            Optional<NoiseLayout.Batch> drawn =
                    block.rows()
                            .map(name -> Objects.requireNonNull(batches.get(name), block.name()));
            int rows = drawn.map(NoiseLayout.Batch::total).orElse(1);
            if (block.size() % rows != 0) {
                throw new IllegalArgumentException(
                        block.name() + ": " + block.size() + " elements for " + rows + " rows");
            }
            Part part = new Part(block, offset, drawn, block.size() / rows);
            parts.add(part);
            offset += part.size();
        }
        return new StepLayout(parts);
    }

    /** The length of the step's vector. */
    public int size() {
        return parts.isEmpty() ? 0 : parts.getLast().offset() + parts.getLast().size();
    }

    /** Whether a step reads all parameters of the fit, so that its vector is the fit's. */
    public boolean whole() {
        return parts.stream().allMatch(part -> part.drawn().isEmpty());
    }
}
