package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.DiagnosticRenderer;
import org.pathwise.compiler.source.Diagnostics;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said where a dimension cannot be subsampled. */
final class MinibatchGoldenTest {
    private static final Pattern OPTION = Pattern.compile("--batch (\\w+)=(\\d+)");

    static List<Path> bad() {
        return Golden.wronglyBatched();
    }

    /** The batches that the first line of a script asks for. */
    private static Batches batches(Path script) {
        String first = Golden.source(script).text().lines().findFirst().orElseThrow();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(first);
        while (option.find()) {
            sizes.put(option.group(1), Integer.parseInt(option.group(2)));
        }
        return new Batches(sizes);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(Path script) {
        CheckedScript checked = Compiler.check(Golden.source(script));
        assertThat(checked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        CheckedScript.Bound bound =
                checked.bind(Golden.data(script).orElseThrow(), Map.of(), batches(script));
        assertThat(bound.model()).isEmpty();
        Diagnostics errors = new Diagnostics();
        bound.diagnostics().stream().filter(Diagnostic::isError).forEach(errors::report);
        Golden.check(script, "diagnostics", new DiagnosticRenderer(false).render(errors));
    }
}
