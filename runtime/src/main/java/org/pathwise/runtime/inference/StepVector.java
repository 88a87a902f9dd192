package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.StepLayout;
import org.pathwise.runtime.program.StepLayout.Part;

/**
 * The vector that a step reads, gathered from the parameters of the whole fit: of blocks by rows
 * the drawn rows only. Where there is no such block it is the fit's own vector, and nothing is
 * copied. Otherwise the cost is that of the vector, whatever the data's size; nothing is allocated.
 */
public final class StepVector {
    private final Part[] parts;
    private final boolean whole;
    private final int size;
    private final double[] gathered;

    public StepVector(Objective objective) {
        StepLayout layout = StepLayout.of(objective.parameters(), objective.noise());
        this.parts = layout.parts().toArray(Part[]::new);
        this.whole = layout.whole();
        this.size = layout.size();
        this.gathered = new double[whole ? 0 : size];
    }

    /**
     * What {@link Objective#evaluate} takes.
     *
     * @param parameters of the whole fit
     * @param noise with the numbers of the drawn rows
     * @return the parameters themselves, or a vector that is valid until the next call
     */
    public double[] gather(double[] parameters, double[] noise) {
        if (whole) {
            return parameters;
        }
        for (Part part : parts) {
            int from = part.block().offset();
            int width = part.width();
            if (part.drawn().isEmpty()) {
                System.arraycopy(parameters, from, gathered, part.offset(), width);
                continue;
            }
            NoiseLayout.Batch batch = part.drawn().get();
            for (int k = 0; k < batch.size(); k++) {
                int row = (int) noise[batch.offset() + k] - 1;
                int to = part.offset() + k * width;
                System.arraycopy(parameters, from + row * width, gathered, to, width);
            }
        }
        return gathered;
    }

    /** How many parameters a step reads. */
    public int size() {
        return size;
    }

    /**
     * One element of a step's gradient; 0 if the step has not drawn the parameter's row.
     *
     * @param index the parameter's in the vector of the whole fit
     * @param gradient as {@link Objective#evaluate} gives it
     */
    public double gradient(int index, double[] gradient, double[] noise) {
        for (Part part : parts) {
            int element = index - part.block().offset();
            if (element < 0 || element >= part.block().size()) {
                continue;
            }
            if (part.drawn().isEmpty()) {
                return gradient[part.offset() + element];
            }
            NoiseLayout.Batch batch = part.drawn().get();
            for (int k = 0; k < batch.size(); k++) {
                if ((int) noise[batch.offset() + k] - 1 == element / part.width()) {
                    return gradient[part.offset() + k * part.width() + element % part.width()];
                }
            }
            return 0;
        }
        throw new IndexOutOfBoundsException(index);
    }
}
