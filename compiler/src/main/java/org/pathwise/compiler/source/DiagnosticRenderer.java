package org.pathwise.compiler.source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes diagnostics for people, with the source line and carets under the place:
 *
 * <pre>
 * error[E0201]: `beta` varies over [D] but `y` over [N]
 *   --> model.pw:7:14
 *    |
 *  7 |   y ~ Normal(beta, sigma)
 *    |              ^^^^ varies over [D]
 *    |
 *    = help: ...
 * </pre>
 */
public final class DiagnosticRenderer {
    private final Paint paint;

    /**
     * @param coloured whether to write ANSI colours; the caller knows where the text goes
     */
    public DiagnosticRenderer(boolean coloured) {
        this.paint = coloured ? Paint.ANSI : Paint.PLAIN;
    }

    /**
     * All diagnostics, a blank line after each, and a last line that counts them; empty if there
     * are none.
     */
    public String render(Diagnostics diagnostics) {
        StringBuilder out = new StringBuilder();
        long warnings = 0;
        for (Diagnostic diagnostic : diagnostics.all()) {
            out.append(render(diagnostic)).append('\n');
            warnings += diagnostic.isError() ? 0 : 1;
        }
        long errors = diagnostics.errorCount();
        if (!diagnostics.isEmpty()) {
            out.append(errors > 0 ? count(errors, "error") : "")
                    .append(errors > 0 && warnings > 0 ? ", " : "")
                    .append(warnings > 0 ? count(warnings, "warning") : "")
                    .append('\n');
        }
        return out.toString();
    }

    /** One diagnostic, several lines, the last one ended. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        String head = diagnostic.severity().word() + "[" + diagnostic.code() + "]";
        out.append(paint.head(diagnostic.severity(), head))
                .append(paint.bold(": " + diagnostic.message()))
                .append('\n');
        int margin = margin(diagnostic);
        String gutter = " ".repeat(margin + 1) + paint.faint("|");
        for (Part part : parts(diagnostic)) {
            appendPart(out, part, diagnostic.severity(), margin);
        }
        if (diagnostic.span() != null
                && (!diagnostic.notes().isEmpty() || diagnostic.help() != null)) {
            out.append(gutter).append('\n');
        }
        for (String note : diagnostic.notes()) {
            appendRemark(out, margin, "note", note);
        }
        if (diagnostic.help() != null) {
            appendRemark(out, margin, "help", diagnostic.help());
        }
        return out.toString();
    }

    /** A place to show, the main one or a related one. */
    private record Part(Span span, @Nullable String label, boolean main) {}

    /** The places to show, the main one first. */
    private static List<Part> parts(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        List<Part> parts = new ArrayList<>();
        if (span != null) {
            parts.add(new Part(span, diagnostic.label(), true));
        }
        for (Diagnostic.Related related : diagnostic.related()) {
            parts.add(new Part(related.span(), related.label(), false));
        }
        return parts;
    }

    private void appendPart(StringBuilder out, Part part, Severity severity, int margin) {
        Span span = part.span();
        Snippet snippet = Snippet.of(span);
        String gutter = " ".repeat(margin + 1) + paint.faint("|");
        String arrow = part.main() ? "-->" : ":::";
        out.append(" ".repeat(margin))
                .append(paint.faint(arrow))
                .append(' ')
                .append(span)
                .append('\n');
        out.append(gutter).append('\n');
        String number =
                " ".repeat(margin - String.valueOf(span.line()).length()) + span.line() + " |";
        out.append(paint.faint(number))
                .append(snippet.text().isEmpty() ? "" : " " + snippet.text())
                .append('\n');
        String mark = (part.main() ? "^" : "-").repeat(snippet.width());
        String label = part.label() == null ? "" : " " + part.label();
        String marked = mark + label;
        out.append(gutter)
                .append(' ')
                .append(" ".repeat(snippet.indent()))
                .append(part.main() ? paint.head(severity, marked) : paint.faint(marked))
                .append('\n');
    }

    private void appendRemark(StringBuilder out, int margin, String kind, String text) {
        String continued = "\n" + " ".repeat(margin + 1 + "= help: ".length());
        out.append(" ".repeat(margin + 1))
                .append(paint.faint("="))
                .append(' ')
                .append(paint.bold(kind + ":"))
                .append(' ')
                .append(text.replace("\n", continued))
                .append('\n');
    }

    /** The width of the widest line number shown, and one. */
    private static int margin(Diagnostic diagnostic) {
        int digits = 1;
        for (Part part : parts(diagnostic)) {
            digits = Math.max(digits, String.valueOf(part.span().line()).length());
        }
        return digits + 1;
    }

    private static String count(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
