package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code pathwise report}: what is on the page. How it looks is {@code ReportBrowserTest}'s. */
final class ReportCommandTest {
    private static final String SCRIPT =
            """
            data y: real[J]
            model {
              mu ~ Normal(0, 5)
              tau ~ HalfNormal(1)   // </script><script>alert(1)</script> & <b>
              eta: real[3] ~ Normal(mu, tau)
              z ~ Bernoulli(0.3)
              y ~ Normal(mu + z, 1)
            }
            """;

    @TempDir private Path folder;

    /** Fits a script into the folder `out`. */
    private Path fit(String script, String data, Object... more) throws IOException {
        Path model = Files.writeString(folder.resolve("small.pw"), script);
        Path json = Files.writeString(folder.resolve("data.json"), data);
        Path out = folder.resolve("out");
        Object[] words = new Object[more.length + 6];
        System.arraycopy(new Object[] {"fit", model, "--data", json, "--out", out}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        Run run = Run.of(words);
        assertThat(run.code()).as(run.err()).isZero();
        return out;
    }

    private static String page(Path fit) throws IOException {
        Run run = Run.of("report", fit);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("the report is in " + fit.resolve("report.html") + "\n");
        return Files.readString(fit.resolve("report.html"));
    }

    /** The page without the charting library, whose text is not ours. */
    private static String ours(String page) {
        int start = page.indexOf("<script>");
        int end = page.indexOf("</script>", start);
        return page.substring(0, start) + page.substring(end);
    }

    @Test
    void holdsEveryNumberOfTheFit() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        String page = page(fit);
        String json = Files.readString(fit.resolve("fit.json"));
        String parameters = json.substring(0, json.indexOf("\"objective\""));
        List<String> numbers =
                Pattern.compile(" : (-?[0-9][^,\\s]*)")
                        .matcher(parameters)
                        .results()
                        .map(result -> result.group(1))
                        .toList();
        assertThat(numbers).hasSize(6 * 5);
        assertThat(numbers)
                .allSatisfy(number -> assertThat(page).contains("title=\"" + number + '"'));
        for (String field : List.of("mean", "khat", "steps", "seed")) {
            MatchResult last =
                    Pattern.compile("\"" + field + "\" : ([^,\\s]*)")
                            .matcher(json)
                            .results()
                            .reduce((_, second) -> second)
                            .orElseThrow();
            assertThat(page).contains("title=\"" + last.group(1) + '"');
        }
        assertThat(page)
                .contains(
                        "<title>small – Pathwise fit</title>",
                        "Bernoulli",
                        "score function",
                        "How it ended",
                        "k-hat",
                        "enumeration budget",
                        "<td>automatic</td>",
                        "\"kind\":\"curve\",\"name\":\"mu\"",
                        "\"kind\":\"bars\",\"name\":\"z\"",
                        "\"kind\":\"pair\",\"x\":\"mu\",\"y\":\"tau\"",
                        "\"kind\":\"trace\"",
                        "Apache License");
    }

    /** What a person reads in the terminal is what a person reads on the page. */
    @Test
    void roundsAsTheSummaryDoes() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        String page = page(fit).replace('−', '-').replaceAll("[\u2007\u2008]", "");
        List<String> rows =
                Files.readString(fit.resolve("summary.txt"))
                        .lines()
                        .filter(line -> line.matches("(mu|tau|eta\\[\\d\\]|z) .*"))
                        .filter(line -> line.matches("\\S+( +-?[\\d.]+){5}"))
                        .toList();
        assertThat(rows).hasSize(6);
        for (String row : rows) {
            String[] cells = row.split(" +", -1);
            StringBuilder expected =
                    new StringBuilder("<th scope=\"row\">" + Pattern.quote(cells[0]) + "</th>");
            for (int c = 1; c < cells.length; c++) {
                expected.append("<td title=\"[^\"]*\">")
                        .append(Pattern.quote(cells[c]))
                        .append("</td>");
            }
            assertThat(page).containsPattern(expected.toString());
        }
    }

    @Test
    void loadsNothing() throws IOException {
        String page = page(fit(SCRIPT, "{\"y\": [0, 0.5, 1]}"));
        assertThat(page).contains("default-src 'none'");
        assertThat(ours(page))
                .doesNotContainPattern("(?i)<[^>]*\\s(src|srcset|data|action|poster)\\s*=")
                .doesNotContainPattern("href=\"(?!#)")
                .doesNotContain("url(", "@import", "fetch(", "XMLHttpRequest", "import(", "<link");
        assertThat(page.length()).isLessThan(1_000_000);
    }

    @Test
    void escapesEverything() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        Path json = fit.resolve("fit.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replaceFirst(
                                "\"stop_reason\" : \"",
                                "\"stop_reason\" : \"</script><img src=x onerror=alert(2)>"));
        Path settings = fit.resolve("settings.json");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceAll(
                                "\"model\" : \"[^\"]*\"", "\"model\" : \"a<b>&\\\\\"'{{css}}\""));
        String page = page(fit);
        assertThat(ours(page))
                .contains(
                        "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;",
                        "&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;",
                        "<title>a&lt;b&gt;&amp;&quot;&#39;{{css}} – Pathwise fit</title>")
                .doesNotContain("<img", "<script>alert");
        assertThat(page.split("</script>", -1)).hasSize(4);
    }

    @Test
    void saysWhatIsNotDrawn() throws IOException {
        Path fit =
                fit(
                        "data y: real[J]\n"
                                + "model {\n"
                                + "  x: real[5000] ~ Normal(0, 1)\n"
                                + "  y ~ Normal(x[1], 1)\n"
                                + "}\n",
                        "{\"y\": [0, 1]}",
                        "--steps",
                        20,
                        "--draws",
                        50);
        String page = page(fit);
        assertThat(page)
                .contains(
                        "4,900 more of x in fit.json",
                        "4,600 more numbers are not drawn.",
                        "4,992 more elements are not drawn.",
                        "All 50 draws");
        assertThat(page.length()).isLessThan(1_200_000);
    }

    @Test
    void saysWhatPointEstimatesAre() throws IOException {
        Path fit =
                fit(
                        "data y: real[J]\nmodel {\n  mu ~ Normal(0, 5)\n  y ~ Normal(mu, 1)\n}\n",
                        "{\"y\": [0, 1]}",
                        "--guide",
                        "map");
        String page = page(fit);
        assertThat(page)
                .contains("A point estimate", "MAP estimate: ", "<dt>Objective</dt>")
                .doesNotContain("<dt>ELBO</dt>", "<dt>k-hat</dt>");
    }

    @Test
    void saysWhatMinibatchesLeaveOpen() throws IOException {
        Path model =
                Files.writeString(
                        folder.resolve("rows.pw"),
                        "data y: real[N]\n"
                                + "model {\n"
                                + "  for i in 1..N {\n"
                                + "    z[i] ~ Normal(0, 1)\n"
                                + "    y[i] ~ Normal(z[i], 1)\n"
                                + "  }\n"
                                + "}\n"
                                + "guide {\n"
                                + "  param slope = 0.0\n"
                                + "  for i in 1..N {\n"
                                + "    z[i] ~ Normal(slope * y[i], 1)\n"
                                + "  }\n"
                                + "}\n");
        Path data =
                Files.writeString(folder.resolve("rows.csv"), "y\n" + "0.5\n-1\n2\n".repeat(20));
        Path out = folder.resolve("rows");
        Run fit = Run.of("fit", model, "--data", data, "--batch", "N=10", "--out", out);
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(page(out))
                .contains(
                        "Each step saw 10 of N.",
                        "it varies over the rows: z.",
                        "k-hat is not computed with minibatches",
                        "<dt>Draws</dt><dd title=\"0\">0</dd>")
                .doesNotContain("id=\"densities\"", "<dt>k-hat</dt>");
    }

    @Test
    void saysThatAFitWasInterrupted() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        Path json = fit.resolve("fit.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"converged\" : true", "\"converged\" : false")
                        .replaceFirst(
                                "\"stop_reason\" : \"[^\"]*\"",
                                "\"stop_reason\" : \"interrupted\""));
        assertThat(page(fit))
                .contains(
                        "The fit was interrupted before it converged",
                        "Interrupted. The result is");
    }

    @Test
    void showsMissingData() throws IOException {
        assertThat(page(fit(SCRIPT, "{\"y\": [0, null, 1]}")))
                .contains("Missing data", "1 of 3 values of y is missing: latent, imputed");
    }

    /** Of few values the shares are shown for all elements at once, of many each by itself. */
    @Test
    void discreteArraysAreBars() throws IOException {
        String page =
                page(
                        fit(
                                SCRIPT
                                        + "generate {\n"
                                        + "  for j in 1..2 {\n"
                                        + "    count[j] ~ Poisson(20)\n"
                                        + "    flag[j] ~ Bernoulli(0.5)\n"
                                        + "  }\n"
                                        + "}\n",
                                "{\"y\": [0, 0.5, 1]}"));
        assertThat(page)
                .contains(
                        "\"kind\":\"bars\",\"name\":\"count[1]\"",
                        "\"kind\":\"rows\",\"names\":[\"count[1]\",\"count[2]\"]",
                        "\"kind\":\"shares\",\"names\":[\"flag[1]\",\"flag[2]\"]")
                .doesNotContain("\"name\":\"flag[1]\"");
    }

    @Test
    void aModelWithoutLatentsHasAReport() throws IOException {
        Path fit = fit("data y: real\nmodel {\n  y ~ Normal(0, 1)\n}\n", "{\"y\": 1}");
        assertThat(page(fit)).contains("id=\"script\"").doesNotContain("id=\"summary\"");
    }

    @Test
    void drawsTheChosenPairs() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        Path out = folder.resolve("new/pairs.html");
        Run run = Run.of("report", fit, "--pairs", "tau, eta[2]", "--out", out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("the report is in " + out + "\n");
        assertThat(Files.readString(out))
                .contains("\"kind\":\"pair\",\"x\":\"tau\",\"y\":\"eta[2]\"")
                .doesNotContain("\"kind\":\"pair\",\"x\":\"mu\"");
        isWrongUsage(Run.of("report", fit, "--pairs", "tau"), "2 to 6 names, not 1");
        isWrongUsage(Run.of("report", fit, "--pairs", "mu,taus"), "no number `taus`", "`tau`");
        isWrongUsage(Run.of("report", fit, "--pairs", "mu,eta[9]"), "no number `eta[9]`");
        isWrongUsage(Run.of("report", fit, "--out", folder), "is a folder, not a file");
    }

    private static void isWrongUsage(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void namesTheFileThatIsDamaged() throws IOException {
        Path fit = fit(SCRIPT, "{\"y\": [0, 0.5, 1]}");
        for (String file : List.of("fit.json", "elbo.csv", "draws.csv", "settings.json")) {
            Path damaged = fit.resolve(file);
            String whole = Files.readString(damaged);
            Files.writeString(damaged, whole.substring(0, whole.length() / 2));
            isWrongInput(Run.of("report", fit), "error: " + damaged);
            Files.delete(damaged);
            isWrongInput(Run.of("report", fit), "error: " + damaged);
            Files.writeString(damaged, whole);
        }
        Files.writeString(fit.resolve("model.pw"), "model {}");
        isWrongInput(Run.of("report", fit), "not the script that was fitted");
        assertThat(fit.resolve("report.html")).doesNotExist();
        isWrongUsage(Run.of("report", folder.resolve("none")), "there is no folder");
    }

    private static void isWrongInput(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }
}
