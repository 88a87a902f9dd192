package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pathwise.runtime.inference.ElboHistory;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a fit wrote is read again, and what somebody else wrote is refused by name. */
final class FitFilesTest {
    private static final PosteriorDraws DRAWS =
            new PosteriorDraws(
                    List.of(
                            new Quantity("mu", Quantity.Kind.LATENT, List.of()),
                            new Quantity("X", Quantity.Kind.DEFINITION, List.of(2, 2))),
                    3,
                    new double[] {
                        0.1,
                        11,
                        12,
                        21,
                        22,
                        -1e-300,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        3,
                        4,
                        2,
                        5,
                        6,
                        7,
                        8
                    },
                    new double[] {-10.25, -11, -12},
                    new double[] {-9, -8.5, -8});

    private static final List<ElboHistory.Point> HISTORY =
            List.of(
                    new ElboHistory.Point(4, -39.880760315949615, 0.03),
                    new ElboHistory.Point(8, Double.NaN, 0.02));

    @TempDir private Path folder;

    private FitReport report = report();

    private static FitReport report() {
        return FitReport.of(
                new FitResult(
                        new double[] {1},
                        HISTORY,
                        400,
                        FitResult.Outcome.CONVERGED,
                        "converged: so",
                        List.of(),
                        2_000_000),
                DRAWS,
                10,
                -42,
                List.of(
                        new FitReport.Site(
                                "mu", 5, 3, "Normal", "real", "pathwise", "location-scale", "")),
                List.of(new MissingValues("y", 3, 8, 2, "y", 1, 0)),
                List.of("a \"warning\""),
                1.5,
                9);
    }

    @BeforeEach
    void write() throws IOException {
        FitJson.write(folder.resolve(FitFiles.REPORT), report);
        ElboCsv.write(folder.resolve(FitFiles.HISTORY), HISTORY);
        DrawsCsv.write(
                folder.resolve(FitFiles.DRAWS), Map.of("seed", "1", "model", "a,b\"c"), DRAWS);
        SavedFitFiles.write(
                folder,
                new SavedFit(
                        "1",
                        "m",
                        "m.pw",
                        "model {}",
                        "meanfield",
                        1,
                        Map.of(),
                        Map.of("seed", "1"),
                        Map.of("N", 8),
                        Map.of(),
                        List.of(new NamedArray("mu.loc", List.of(), new double[] {1}))),
                "summary");
    }

    private FitFiles found() {
        FitFiles.Reading reading = FitFiles.read(folder, _ -> _ -> true);
        assertThat(reading).isInstanceOf(FitFiles.Found.class);
        return ((FitFiles.Found) reading).fit();
    }

    private void isUnusable(String file, String... words) {
        FitFiles.Reading reading = FitFiles.read(folder, _ -> _ -> true);
        assertThat(reading).isInstanceOf(FitFiles.Unusable.class);
        assertThat(((FitFiles.Unusable) reading).error().toString())
                .contains(folder.resolve(file).toString())
                .contains(words);
    }

    @Test
    void everythingReadsBack() throws IOException {
        FitFiles fit = found();
        assertThat(FitJson.text(fit.report())).isEqualTo(FitJson.text(report));
        assertThat(fit.report().seed()).isEqualTo(-42);
        assertThat(fit.history()).isEqualTo(HISTORY);
        assertThat(fit.saved().sizes()).containsEntry("N", 8);
        assertThat(fit.draws().count()).isEqualTo(3);
        assertThat(fit.draws().logJoint()).containsExactly(-10.25, -11, -12);
        assertThat(fit.draws().logGuide()).containsExactly(-9, -8.5, -8);
        assertThat(fit.draws().columns().keySet())
                .containsExactly("mu", "X[1,1]", "X[2,1]", "X[1,2]", "X[2,2]");
        assertThat(fit.draws().columns().get("mu")).containsExactly(0.1, -1e-300, 2);
        assertThat(fit.draws().columns().get("X[1,2]"))
                .containsExactly(12, Double.POSITIVE_INFINITY, 6);
        assertThat(fit.draws().columns().get("X[2,1]")).containsExactly(21, 3, 7);
        assertThat(fit.draws().columns().get("X[1,1]")[1]).isNaN();
    }

    @Test
    void minibatchesAndPointEstimatesReadBack() throws IOException {
        report =
                report().withObjective("MAP estimate: so")
                        .withMinibatch(
                                new FitReport.Minibatch(Map.of("N", 4), List.of("z", "w")),
                                new PosteriorDraws.Estimate(-3, 0.5));
        write();
        FitReport read = found().report();
        assertThat(FitJson.text(read)).isEqualTo(FitJson.text(report));
        assertThat(read.minibatch())
                .isEqualTo(Optional.of(new FitReport.Minibatch(Map.of("N", 4), List.of("z", "w"))));
        assertThat(read.kHat()).isNaN();
    }

    @Test
    void onlyTheColumnsThatWereAskedForAreKept() {
        FitFiles.Reading reading =
                FitFiles.read(folder, read -> name -> read.seed() == -42 && name.equals("X[2,1]"));
        assertThat(((FitFiles.Found) reading).fit().draws().columns()).containsOnlyKeys("X[2,1]");
    }

    @Test
    void moreDrawsThanTheFirstGuessReadBack() throws IOException {
        int count = 5000;
        double[] values = new double[count];
        for (int d = 0; d < count; d++) {
            values[d] = d + 0.5;
        }
        PosteriorDraws many =
                new PosteriorDraws(
                        List.of(new Quantity("mu", Quantity.Kind.LATENT, List.of())),
                        count,
                        values,
                        new double[count],
                        new double[count]);
        DrawsCsv.write(folder.resolve(FitFiles.DRAWS), Map.of(), many);
        FitFiles.Reading reading = FitFiles.read(folder, _ -> "mu"::equals);
        assertThat(((FitFiles.Found) reading).fit().draws().columns().get("mu"))
                .containsExactly(values);
    }

    @Test
    void saysWhichFileIsGone() throws IOException {
        for (String file : List.of(FitFiles.REPORT, FitFiles.HISTORY, FitFiles.DRAWS)) {
            Files.delete(folder.resolve(file));
            isUnusable(file, "there is no such file");
            write();
        }
        Files.delete(folder.resolve(SavedFitFiles.SETTINGS));
        isUnusable(SavedFitFiles.SETTINGS, "no such file");
    }

    @Test
    void saysWhatIsWrongWithTheReport() throws IOException {
        Path file = folder.resolve(FitFiles.REPORT);
        String json = Files.readString(file);
        Files.writeString(file, json.substring(0, json.length() / 2));
        isUnusable(FitFiles.REPORT, "not JSON", "fit again");
        Files.writeString(file, "[1]");
        isUnusable(FitFiles.REPORT, "no JSON object");
        Files.writeString(file, json.replace("\"converged\" : true", "\"converged\" : 1"));
        isUnusable(FitFiles.REPORT, "`converged` should be true or false");
        Files.writeString(file, json.replace("\"se\" :", "\"error\" :"));
        isUnusable(FitFiles.REPORT, "`elbo.se` should be a number");
        Files.writeString(file, json.replace("\"support\" :", "\"supports\" :"));
        isUnusable(FitFiles.REPORT, "`sites[0].support` should be a text");
        Files.writeString(file, json.replace("\"left_out\" : 1", "\"left_out\" : 2"));
        isUnusable(FitFiles.REPORT, "do not add up");
        Files.writeString(file, json.replace("\"line\" : 5", "\"line\" : -5"));
        isUnusable(FitFiles.REPORT, "`sites[0].line` should be a count");
        Files.writeString(file, json.replace("\"mu\" : {", "\"mu\" : 1, \"nu\" : {"));
        isUnusable(FitFiles.REPORT, "`parameters.mu` should be an object");
        Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});
        isUnusable(FitFiles.REPORT, "not text");
    }

    @Test
    void saysWhatIsWrongWithTheTables() throws IOException {
        Path elbo = folder.resolve(FitFiles.HISTORY);
        Files.writeString(elbo, "");
        isUnusable(FitFiles.HISTORY, "empty");
        Files.writeString(elbo, "step,elbo\n1,2\n");
        isUnusable(FitFiles.HISTORY, "step,elbo,step_size");
        Files.writeString(elbo, "step,elbo,step_size\n1,2,3\n2,three,4\n");
        isUnusable(FitFiles.HISTORY, ":3:", "'three' is not a number");
        write();

        Path draws = folder.resolve(FitFiles.DRAWS);
        String csv = Files.readString(draws);
        Files.writeString(draws, csv.substring(0, csv.lastIndexOf(',')));
        isUnusable(FitFiles.DRAWS, "this row has 6 cells, but the header names 7 columns");
        Files.writeString(draws, csv.replace("lp_approx__", "lp"));
        isUnusable(FitFiles.DRAWS, "lp_approx__ and lp__");
        Files.writeString(draws, csv.replace("X.2.1", "Y.2.1"));
        isUnusable(FitFiles.DRAWS, "no column for `X[2,1]` of fit.json");
        Files.writeString(draws, csv + "\"open");
        isUnusable(FitFiles.DRAWS, "not CSV");
    }
}
