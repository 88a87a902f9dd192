package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;

/** How much memory a program takes. */
final class Footprint {
    private Footprint() {}

    /** The most elements that an array has for each particle. */
    static long largest(Program program, Axis particles) {
        return program.lets().stream()
                .flatMap(let -> let.variables().stream())
                .filter(variable -> variable.has(particles))
                .mapToLong(variable -> variable.size() / Math.max(1, particles.extent()))
                .max()
                .orElse(1);
    }
}
