package org.pathwise.repl.text;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Diagnostics for people (standard error) and for programs (JSON). */
public final class Messages {
    private Messages() {}

    /** Writes all of them to standard error, errors and warnings counted at the end. */
    public static void print(Terminal terminal, List<Diagnostic> diagnostics) {
        Diagnostics all = new Diagnostics();
        diagnostics.forEach(all::report);
        terminal.err().print(new DiagnosticRenderer(terminal.colouredErr()).render(all));
        terminal.err().flush();
    }

    public static boolean anyError(List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** One line for a log: {@code model.pw:3:1: warning W0701: ...}. */
    public static String line(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        return (span == null ? "" : span + ": ")
                + diagnostic.severity().word()
                + " "
                + diagnostic.code()
                + ": "
                + diagnostic.message();
    }

    /** The fields that {@code --json} documents; a diagnostic without a place has null there. */
    public static Map<String, @Nullable Object> json(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("severity", diagnostic.severity().word());
        fields.put("code", diagnostic.code());
        fields.put("line", span == null ? null : span.line());
        fields.put("column", span == null ? null : span.column());
        fields.put("end_line", span == null ? null : span.endLine());
        fields.put("end_column", span == null ? null : span.endColumn());
        fields.put("message", diagnostic.message());
        fields.put("help", diagnostic.help());
        return fields;
    }
}
