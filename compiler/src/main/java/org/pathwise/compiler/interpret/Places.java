package org.pathwise.compiler.interpret;

import org.pathwise.compiler.array.Axis;

import java.util.List;

/** Walks through all places of some axes. */
final class Places {
    /** What is done at each place. */
    interface Step {
        /** Receives, for each tensor, where its element of this place lies. */
        void at(int[] offsets);
    }

    private Places() {}

    /** Walks in row-major order; a tensor that lacks an axis stays where it is along it. */
    static void walk(List<Axis> axes, List<Tensor> tensors, Step step) {
        int[][] strides = new int[tensors.size()][];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = strides(tensors.get(i), axes);
        }
        walk(axes, strides, new int[strides.length], step);
    }

    /** Walks with explicit strides, {@code strides[tensor][axis]}, from the given offsets. */
    static void walk(List<Axis> axes, int[][] strides, int[] start, Step step) {
        walk(axes, 0, strides, start.clone(), step);
    }

    private static void walk(
            List<Axis> axes, int depth, int[][] strides, int[] offsets, Step step) {
        if (depth == axes.size()) {
            step.at(offsets);
            return;
        }
        int extent = axes.get(depth).extent();
        for (int i = 0; i < extent; i++) {
            walk(axes, depth + 1, strides, offsets, step);
            for (int k = 0; k < offsets.length; k++) {
                offsets[k] += strides[k][depth];
            }
        }
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] -= extent * strides[k][depth];
        }
    }

    /** The tensor's strides along the axes. */
    static int[] strides(Tensor tensor, List<Axis> axes) {
        return axes.stream().mapToInt(tensor::stride).toArray();
    }
}
