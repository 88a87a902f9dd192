package org.pathwise.compiler.array;

import java.util.List;

/**
 * An array program.
 *
 * @param inputs bound by the caller at every run: parameters, noise
 * @param lets in order; each reads inputs and earlier variables only
 * @param outputs what the caller reads after a run
 */
public record Program(List<Variable> inputs, List<Let> lets, List<Variable> outputs) {
    public Program {
        inputs = List.copyOf(inputs);
        lets = List.copyOf(lets);
        outputs = List.copyOf(outputs);
    }
}
