package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class SummaryCommandTest {
    @TempDir private Path folder;

    private Path model;

    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("coin.pw");
        Files.writeString(model, "model {\n  p ~ Beta(2, 3)\n}\n");
    }

    @Test
    void printsWhatTheFitPrinted() throws IOException {
        Path out = folder.resolve("out");
        Run fit = Run.of("fit", model, "--out", out, "--seed", 3);
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(Run.of("summary", out)).isEqualTo(new Run(0, fit.out(), ""));
        Run json = Run.of("summary", out, "--json");
        assertThat(json.out()).isEqualTo(Files.readString(out.resolve("fit.json")));
        Path moved = Files.move(out, folder.resolve("moved"));
        assertThat(Run.of("summary", moved).out())
                .isEqualTo(fit.out().replace(out.toString(), moved.toString()));
    }

    @Test
    void saysThatThereIsNoFit() {
        Run none = Run.of("summary", folder.resolve("out"));
        assertThat(none.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(none.err()).contains("there is no folder", "out");
        assertThat(Run.of("summary", model).err()).contains("is a file", "results of a fit");
        assertThat(Run.of("summary", folder).err()).contains("holds no fit", "summary.txt");
    }
}
