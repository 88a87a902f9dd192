package org.pathwise.compiler.source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing to tell the user about a script. Made by the static factories of each phase, such as
 * {@code Diagnostic.error("E0203", span, "...").label("...").help("...")}.
 *
 * @param severity error or warning
 * @param code stable, {@code E} or {@code W} and four digits, the first two of them the phase
 * @param span the place it is about, or null when it is about no place of the script (a missing
 *     data file)
 * @param message one line, no full stop at its end
 * @param label short text beside the carets, or null
 * @param related other places that belong to it, each with its own text
 * @param notes facts that explain it
 * @param help what the user can do, or null
 */
public record Diagnostic(
        Severity severity,
        String code,
        @Nullable Span span,
        String message,
        @Nullable String label,
        List<Related> related,
        List<String> notes,
        @Nullable String help) {

    /** Another place that a diagnostic shows, with the text beside it. */
    public record Related(Span span, String label) {}

    public Diagnostic {
        if (!code.matches(severity == Severity.ERROR ? "E\\d{4}" : "W\\d{4}")) {
            throw new IllegalArgumentException("not a code of an " + severity.word() + ": " + code);
        }
        related = List.copyOf(related);
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(String code, @Nullable Span span, String message) {
        return new Diagnostic(
                Severity.ERROR, code, span, message, null, List.of(), List.of(), null);
    }

    public static Diagnostic warning(String code, @Nullable Span span, String message) {
        return new Diagnostic(
                Severity.WARNING, code, span, message, null, List.of(), List.of(), null);
    }

    /** The same with {@code text} beside the carets. */
    public Diagnostic label(String text) {
        return new Diagnostic(severity, code, span, message, text, related, notes, help);
    }

    /** The same with one more place to show. */
    public Diagnostic related(Span place, String text) {
        return new Diagnostic(
                severity,
                code,
                span,
                message,
                label,
                plus(related, new Related(place, text)),
                notes,
                help);
    }

    /** The same with one more note. */
    public Diagnostic note(String text) {
        return new Diagnostic(
                severity, code, span, message, label, related, plus(notes, text), help);
    }

    /** The same with {@code text} as its help line. */
    public Diagnostic help(String text) {
        return new Diagnostic(severity, code, span, message, label, related, notes, text);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
