package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** The page of {@code pathwise report}, as a browser shows it. */
final class ReportBrowserTest {
    private static final String FIGURE =
            "figure (\\w+) numbers (\\d+) marks (\\d+) overlaps (\\d+) outside (\\d+) width (\\d+)"
                    + " labelled (\\w+)";

    /** A chart of every kind. */
    private static final String EVERYTHING =
            """
            data y: real[J]
            model {
              mu ~ Normal(0, 5)   // </script><script>console.log("broken out")</script>
              tau ~ HalfNormal(1)
              effect: real[50] ~ Normal(0, tau)
              walk: real[130] ~ Normal(0, 1)
              count ~ Poisson(3)
              for j in 1..J {
                z[j] ~ Bernoulli(0.3)
                y[j] ~ Normal(mu + z[j] + effect[1] + 0.1 * count, 1)
              }
              for k in 1..25 {
                w[k] ~ Bernoulli(0.5)
              }
            }
            generate {
              spike = z[1] * mu
            }
            """;

    @TempDir private Path folder;

    private Browser browser;

    @BeforeEach
    void findBrowser() throws IOException {
        Optional<Browser> found = Browser.find(Files.createDirectory(folder.resolve("browser")));
        assumeTrue(found.isPresent(), "there is no Chromium on the PATH to look at the page with");
        browser = found.get();
    }

    private Path report(String script, String data, Object... more) throws IOException {
        Path model = Files.writeString(folder.resolve("small.pw"), script);
        Path json = Files.writeString(folder.resolve("data.json"), data);
        Path out = folder.resolve("out");
        Object[] words = new Object[more.length + 6];
        System.arraycopy(new Object[] {"fit", model, "--data", json, "--out", out}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        Run fit = Run.of(words);
        assertThat(fit.code()).as(fit.err()).isZero();
        Run report = Run.of("report", out);
        assertThat(report.code()).as(report.err()).isZero();
        return out.resolve("report.html");
    }

    /** What holds of every page; returns its figures. */
    private static List<MatchResult> isSound(Browser.Seen seen, Browser.Scheme scheme) {
        assertThat(seen.console()).isEmpty();
        assertThat(seen.lines())
                .contains(
                        "dark " + (scheme == Browser.Scheme.DARK),
                        "ground "
                                + (scheme == Browser.Scheme.DARK
                                        ? "rgb(20, 23, 26)"
                                        : "rgb(253, 253, 252)"),
                        "loaded 0",
                        "wider false");
        List<MatchResult> figures = seen.matching(FIGURE);
        assertThat(figures).hasSize(seen.matching("figure .*").size()).isNotEmpty();
        for (MatchResult figure : figures) {
            int numbers = Integer.parseInt(figure.group(2));
            int least =
                    switch (figure.group(1)) {
                        // Each number has a dot; the strokes of all are two paths.
                        case "rows", "columns" -> numbers + 2;
                        case "band" -> 3;
                        // Each number has a bar of some length.
                        case "shares", "sharesBand", "pair" -> numbers;
                        // Two areas, the line, the median.
                        case "curve" -> 4;
                        case "bars" -> numbers;
                        // ELBO, its running median, the result, the step size.
                        case "trace" -> 10;
                        default -> throw new AssertionError(figure.group());
                    };
            assertThat(Integer.parseInt(figure.group(3)))
                    .as(figure.group())
                    .isGreaterThanOrEqualTo(least);
            assertThat(figure.group(4)).as("overlaps: " + figure.group()).isEqualTo("0");
            assertThat(figure.group(5)).as("outside: " + figure.group()).isEqualTo("0");
            assertThat(figure.group(7)).as(figure.group()).isEqualTo("true");
        }
        return figures;
    }

    @Test
    void everyChartIsDrawnInLightAndDarkAndOnAPhone() throws Exception {
        Path page = report(EVERYTHING, "{\"y\": [0, 1, 5]}", "--steps", 600);
        for (Browser.Scheme scheme : Browser.Scheme.values()) {
            int width = scheme == Browser.Scheme.DARK ? 400 : 1300;
            List<MatchResult> figures = isSound(browser.open(page, scheme, width), scheme);
            assertThat(figures.stream().map(figure -> figure.group(1)).distinct())
                    .containsExactlyInAnyOrder(
                            "rows",
                            "columns",
                            "band",
                            "shares",
                            "sharesBand",
                            "curve",
                            "bars",
                            "pair",
                            "trace");
            assertThat(figures)
                    .allSatisfy(
                            figure ->
                                    assertThat(Integer.parseInt(figure.group(6)))
                                            .isBetween(100, width));
        }
    }

    @Test
    void fitsWithoutDrawsOfTheirOwnHaveAPageToo() throws Exception {
        String normal = "data y: real[J]\nmodel {\n  mu ~ Normal(0, 5)\n  y ~ Normal(mu, 1)\n}\n";
        Path page = report(normal, "{\"y\": [0, 1]}", "--guide", "map");
        isSound(browser.open(page, Browser.Scheme.LIGHT, 1300), Browser.Scheme.LIGHT);
    }

    /** The test sees what it looks for: a page that is broken on purpose. */
    @Test
    void aBrokenPageIsSeen() throws Exception {
        Path page = report(EVERYTHING, "{\"y\": [0, 1, 5]}", "--steps", 100);
        String whole = Files.readString(page);
        Files.writeString(page, whole.replaceFirst("data: intervals\\.map", "data: [].map"));
        Browser.Seen seen = browser.open(page, Browser.Scheme.LIGHT, 1300);
        assertThat(seen.matching("figure rows numbers \\d+ marks [0-2] .*")).isNotEmpty();
        Files.writeString(page, Browser.withAtEnd(whole, "<img src=\"http://127.0.0.1:9/x.png\">"));
        assertThat(browser.open(page, Browser.Scheme.LIGHT, 1300).console())
                .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
    }
}
