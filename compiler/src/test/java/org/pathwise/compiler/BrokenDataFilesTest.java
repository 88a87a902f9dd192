package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;

import java.util.Map;

/** What a file that cannot be read to its end leaves out is not reported as missing too. */
class BrokenDataFilesTest {
    private static CheckedScript.Bound bind(String data) {
        return Compiler.check(
                        new Source(
                                "m.pw",
                                "data x: real[N]\n"
                                        + "data y: real[N]\n"
                                        + "model {\n"
                                        + "  m ~ Normal(0, 1)\n"
                                        + "  y ~ Normal(m * x, 1)\n"
                                        + "}\n"))
                .bind(DataFiles.json("d.json", data), Map.of());
    }

    @Test
    void aFileThatEndsEarlyIsOneError() {
        CheckedScript.Bound bound = bind("{\"x\": [1, 2], \"y\": [1, 2");
        assertThat(bound.model()).isEmpty();
        assertThat(bound.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("E1001"));
    }

    @Test
    void soIsARaggedArray() {
        CheckedScript.Bound bound = bind("{\"x\": [1, 2], \"y\": [[1, 2], [3]]}");
        assertThat(bound.model()).isEmpty();
        assertThat(bound.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("E1001"));
    }

    @Test
    void dataThatNoFileHoldsIsMissing() {
        CheckedScript.Bound bound = bind("{\"x\": [1, 2]}");
        assertThat(bound.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("E1002"));
    }
}
