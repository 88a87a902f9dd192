package org.pathwise.compiler.format;

import org.pathwise.compiler.source.Diagnostic;

import java.util.List;
import java.util.Optional;

/**
 * What the layout made of a script.
 *
 * @param text the script as it is written, or nothing if it has syntax errors
 * @param diagnostics the syntax errors
 */
public record Formatted(Optional<String> text, List<Diagnostic> diagnostics) {
    public Formatted {
        diagnostics = List.copyOf(diagnostics);
    }
}
