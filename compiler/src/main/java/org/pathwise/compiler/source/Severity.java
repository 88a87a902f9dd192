package org.pathwise.compiler.source;

/**
 * How grave a diagnostic is: an error stops the compilation after its phase, a warning does not.
 */
public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word that a report prints. */
    public String word() {
        return word;
    }
}
