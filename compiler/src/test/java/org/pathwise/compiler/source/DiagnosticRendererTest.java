package org.pathwise.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
    private final DiagnosticRenderer plain = new DiagnosticRenderer(false);

    @Test
    void showsTheLineWithCaretsLabelNoteAndHelp() {
        Source source = new Source("model.pw", "a\nb\n  y ~ Normal(beta, sigma)\n");
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0201",
                                source.span(17, 21),
                                "`beta` varies over [D] but `y` over [N]")
                        .label("varies over [D]")
                        .note("`y` is declared over [N]")
                        .help("sum over D\nor index it");
        assertThat(plain.render(diagnostic))
                .isEqualTo(
                        """
                        error[E0201]: `beta` varies over [D] but `y` over [N]
                          --> model.pw:3:14
                           |
                         3 |   y ~ Normal(beta, sigma)
                           |              ^^^^ varies over [D]
                           |
                           = note: `y` is declared over [N]
                           = help: sum over D
                                   or index it
                        """
                                .indent(0));
    }

    @Test
    void marksOnlyTheFirstLineOfALongSpanAndWidensTabs() {
        Source source = new Source("m.pw", "\tx = (1 +\n\t2)\n");
        assertThat(plain.render(Diagnostic.warning("W0301", source.span(5, 13), "odd")))
                .isEqualTo(
                        """
                        warning[W0301]: odd
                          --> m.pw:1:6
                           |
                         1 |     x = (1 +
                           |         ^^^^
                        """);
    }

    @Test
    void showsNoSnippetWithoutAPlace() {
        assertThat(
                        plain.render(
                                Diagnostic.error("E0901", null, "no data file")
                                        .help("pass --data")))
                .isEqualTo("error[E0901]: no data file\n   = help: pass --data\n");
    }

    @Test
    void countsAndSortsByPlace() {
        Source source = new Source("m.pw", "a b c");
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.report(Diagnostic.error("E0102", source.span(4, 5), "second"));
        diagnostics.report(Diagnostic.warning("W0101", source.span(0, 1), "first"));
        diagnostics.report(Diagnostic.warning("W0101", source.span(0, 1), "first"));
        assertThat(plain.render(diagnostics)).endsWith("\n1 error, 1 warning\n");
        assertThat(diagnostics.all())
                .extracting(Diagnostic::message)
                .containsExactly("first", "second");
    }

    @Test
    void coloursChangeNothingButColours() {
        Source source = new Source("m.pw", "x = 1\n");
        Diagnostic diagnostic =
                Diagnostic.error("E0101", source.span(0, 1), "odd").label("here").help("no");
        String coloured = new DiagnosticRenderer(true).render(diagnostic);
        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(plain.render(diagnostic));
    }
}
