package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.runtime.inference.ElboHistory;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ResultFilesTest {
    private static final PosteriorDraws DRAWS =
            new PosteriorDraws(
                    List.of(
                            new Quantity("mu", Quantity.Kind.LATENT, List.of()),
                            new Quantity("X", Quantity.Kind.DEFINITION, List.of(2, 3))),
                    2,
                    new double[] {
                        0.1,
                        11,
                        12,
                        13,
                        21,
                        22,
                        23,
                        -1e-300,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        3,
                        4,
                        5,
                        6
                    },
                    new double[] {-10.25, -11},
                    new double[] {-9, -8.5});

    @Test
    void drawsAreInColumnMajorOrderAndReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/draws.csv");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("method", "pathfinder");
        settings.put("stop_reason", "two\nlines");
        DrawsCsv.write(file, settings, DRAWS);
        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        # method = pathfinder
                        # stop_reason = two lines
                        lp_approx__,lp__,mu,X.1.1,X.2.1,X.1.2,X.2.2,X.1.3,X.2.3
                        -9,-10.25,0.1,11,21,12,22,13,23
                        -8.5,-11,-1.0E-300,nan,4,inf,5,3,6
                        """);
        assertThat(file.getParent())
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void theHistory(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("elbo.csv");
        ElboCsv.write(
                file,
                List.of(new ElboHistory.Point(1, -3.5, 0.05), new ElboHistory.Point(20, -2, 0.02)));
        assertThat(file).hasContent("step,elbo,step_size\n1,-3.5,0.05\n20,-2,0.02\n");
    }

    @Test
    void theReportHasItsFieldsInOrder() {
        var fit =
                new FitResult(
                        new double[0],
                        List.of(),
                        400,
                        FitResult.Outcome.CONVERGED,
                        "converged: so",
                        List.of(),
                        2_000_000);
        var site =
                new FitReport.Site(
                        "mu", 5, 3, "Normal", "real", "pathwise", "location-scale", "because");
        var missing = new MissingValues("y", 3, 8, 2, "y", 1, 0);
        FitReport report =
                FitReport.of(
                        fit,
                        DRAWS,
                        10,
                        42,
                        List.of(site),
                        List.of(missing),
                        List.of("a \"warning\""),
                        1.5,
                        9);
        String json = FitJson.text(report).replaceAll("\\s+", "");
        assertThat(json)
                .startsWith("{\"parameters\":{\"mu\":{\"mean\":0.05,\"sd\":0.0")
                .contains(
                        "\"X[1,1]\":{\"mean\":null,\"sd\":null,\"q05\":null,\"q50\":null,\"q95\":null}")
                .contains("\"X[2,3]\":{\"mean\":14.5,")
                .endsWith(
                        "\"elbo\":{\"mean\":-1.875,\"se\":0.625},\"khat\":null,\"converged\":true,"
                            + "\"stop_reason\":\"converged:so\",\"steps\":400,\"particles\":10,\"seed\":42,"
                            + "\"sites\":[{\"site\":\"mu\",\"line\":5,\"column\":3,\"distribution\":\"Normal\","
                            + "\"support\":\"real\",\"estimator\":\"pathwise\",\"method\":\"location-scale\","
                            + "\"reason\":\"because\"}],"
                            + "\"missing\":[{\"data\":\"y\",\"missing\":3,\"of\":8,\"latent\":2,"
                            + "\"latent_in\":\"y\",\"left_out\":1,\"unread\":0}],"
                            + "\"warnings\":[\"a\\\"warning\\\"\"],"
                            + "\"time\":{\"compile_ms\":1.5,\"fit_ms\":2.0,\"step_us\":5.0,\"total_ms\":9.0}}");
    }

    @Test
    void ofMissingDataOnlyTheMissingElementsHaveNames() {
        var quantity =
                new Quantity(
                        "X", Quantity.Kind.LATENT, List.of(2, 3), Optional.of(List.of(1, 2, 3)));
        assertThat(ElementNames.bracketed(quantity)).containsExactly("X[1,2]", "X[1,3]", "X[2,1]");
        assertThat(ElementNames.columnMajor(quantity))
                .containsExactly(
                        new ElementNames.Column(2, "X.2.1"),
                        new ElementNames.Column(0, "X.1.2"),
                        new ElementNames.Column(1, "X.1.3"));
    }

    @Test
    void saysWhatBecameOfMissingValues() {
        assertThat(new MissingValues("y", 2, 8, 2, "y", 0, 0).text())
                .isEqualTo("2 of 8 values of y are missing: latent, imputed");
        assertThat(new MissingValues("k", 3, 20, 0, "k", 3, 0).text())
                .isEqualTo("3 of 20 values of k are missing: left out of the likelihood");
        assertThat(new MissingValues("e", 1, 4, 1, "log_e", 0, 0).text())
                .isEqualTo("1 of 4 values of e is missing: latent in log_e, imputed");
        assertThat(new MissingValues("k", 3, 9, 0, "k", 1, 2).text())
                .isEqualTo(
                        "3 of 9 values of k are missing: 1 left out of the likelihood; 2 not read"
                                + " by the model");
    }

    @Test
    void theResultsFolderCountsUpAndLatestFollows(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("results");
        Path first = ResultsDirectory.create(results, "eight-schools");
        assertThat(ResultsDirectory.markLatest(first)).isTrue();
        Files.createDirectory(results.resolve("eight-schools-9"));
        Files.createDirectory(results.resolve("eight-schools-x"));
        Path next = ResultsDirectory.create(results, "eight-schools");
        assertThat(ResultsDirectory.markLatest(next)).isTrue();
        assertThat(first.getFileName()).hasToString("eight-schools-1");
        assertThat(next.getFileName()).hasToString("eight-schools-10");
        assertThat(Files.readSymbolicLink(results.resolve("latest")))
                .hasToString("eight-schools-10");
        assertThat(ResultsDirectory.create(results, "coin").getFileName()).hasToString("coin-1");
    }

    @Test
    void aFolderCalledLatestIsLeftAlone(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("latest"));
        assertThat(ResultsDirectory.markLatest(ResultsDirectory.create(folder, "coin"))).isFalse();
    }
}
