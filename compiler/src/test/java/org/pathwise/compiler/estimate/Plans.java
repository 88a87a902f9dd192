package org.pathwise.compiler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.check.Checker;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Scripts and their plans, for tests. */
final class Plans {
    private Plans() {}

    static CoreProgram program(Source source) {
        Diagnostics diagnostics = new Diagnostics();
        @Nullable Script script = Parser.parse(source, diagnostics);
        assertThat(diagnostics.all()).isEmpty();
        Optional<CoreProgram> program = Checker.check(Objects.requireNonNull(script), diagnostics);
        assertThat(diagnostics.all().stream().filter(Diagnostic::isError).toList()).isEmpty();
        return program.orElseThrow();
    }

    static CoreProgram program(String script) {
        return program(new Source("test.pw", script));
    }

    static Plan plan(String script) {
        return Estimate.plan(program(script));
    }

    static Plan.Site site(String script, String name) {
        return plan(script).sites().stream()
                .filter(site -> site.latent().symbol().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Plan and diagnostics as a golden file shows them. */
    static String text(CoreProgram program) {
        Diagnostics diagnostics = new Diagnostics();
        String plan =
                PlanPrinter.print(Estimate.plan(program, EstimateOptions.DEFAULT, diagnostics));
        return diagnostics.all().stream()
                .map(
                        d ->
                                d.code()
                                        + " at "
                                        + (d.span() == null ? "-" : d.span().position())
                                        + ": "
                                        + d.message()
                                        + "\n")
                .collect(Collectors.joining("", plan, ""));
    }
}
