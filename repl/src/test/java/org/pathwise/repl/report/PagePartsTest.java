package org.pathwise.repl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.diagnose.Summary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class PagePartsTest {
    @Test
    void textIsEscapedAndMarkupIsNot() {
        assertThat(Html.of("<b title=\"{}\">{}{}</b>", "a\"b'", "<&>", new Html("<i>x</i>")))
                .isEqualTo(new Html("<b title=\"a&quot;b&#39;\">&lt;&amp;&gt;<i>x</i></b>"));
        assertThat(Html.of("{}", "{}").markup()).isEqualTo("{}");
        assertThatThrownBy(() -> Html.of("{}{}", 1)).hasMessageContaining("a hole is left");
        assertThatThrownBy(() -> Html.of("{}", 1, 2)).hasMessageContaining("too few holes");
    }

    @Test
    void codeInProseIsCode() {
        assertThat(Html.prose("see `a<b` & `c`").markup())
                .isEqualTo("see <code>a&lt;b</code> &amp; <code>c</code>");
        assertThat(Html.prose("one ` alone <").markup()).isEqualTo("one ` alone &lt;");
    }

    @Test
    void jsonIsSafeInAScriptElement() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("</script><!--", List.of("\u2028\u2029", true, 3, 4L));
        assertThat(PageJson.text(data))
                .isEqualTo("{\"\\u003c/script>\\u003c!--\":[\"\\u2028\\u2029\",true,3,4]}");
    }

    @Test
    void numbersHaveSixDigits() {
        assertThat(
                        PageJson.text(
                                new double[] {
                                    1234567,
                                    0.1 + 0.2,
                                    -1.0 / 3,
                                    1e-20,
                                    Double.NaN,
                                    Double.NEGATIVE_INFINITY,
                                    -0.0,
                                    1e300,
                                    100
                                }))
                .isEqualTo("[1234570,0.3,-0.333333,1E-20,null,null,0,1E+300,100]");
    }

    @Test
    void numbersForPeopleHaveAMinusSign() {
        assertThat(Words.fixed(-1.25, 2)).isEqualTo("−1.25");
        assertThat(Words.fixed(-0.001, 2)).isEqualTo("0.00");
        assertThat(Words.fixed(Double.NEGATIVE_INFINITY, 2)).isEqualTo("−Inf");
        assertThat(Words.fixed(Double.NaN, 2)).isEqualTo("NaN");
        assertThat(Words.whole(-1234567)).isEqualTo("−1,234,567");
        assertThat(Words.count(1, "row", "rows")).isEqualTo("1 row");
        assertThat(Words.plain(2.0)).isEqualTo("2");
        assertThat(Words.percent(0.6251)).isEqualTo("62.5\u00a0%");
    }

    /**
     * The points of a column stand one below the other: cells end in as much blank as they lack.
     */
    @Test
    void decimalsAreAligned() {
        Map<String, Summary> parameters = new LinkedHashMap<>();
        parameters.put("a", new Summary(1.23456, 0.5, 1, 2, 3));
        parameters.put("b", new Summary(1234.6, 800, 1, 2, 3));
        String table = SummaryTable.of(Variable.of(parameters)).markup();
        assertThat(table)
                .contains(
                        "title=\"1.23456\">1.235<",
                        "title=\"1234.6\">1235\u2008\u2007\u2007\u2007<");
    }

    @Test
    void longTablesSayHowManyRowsAreLeft() {
        Map<String, Summary> parameters = new LinkedHashMap<>();
        for (int i = 1; i <= 1234; i++) {
            parameters.put("x[" + i + "]", new Summary(i, 1, 0, 0, 0));
        }
        String table = SummaryTable.of(Variable.of(parameters)).markup();
        assertThat(table)
                .contains("x[100]", "1,134 more of x in fit.json")
                .doesNotContain("x[101]");
    }

    @Test
    void theScriptKeepsItsLinesAndCharacters() {
        String script =
                ScriptSection.of("m.pw", "model { // </script> 😀\n  /* a\n<b> */ x\n").markup();
        assertThat(script)
                .contains(
                        "<span class=\"keyword\">model</span>",
                        "<span class=\"comment\">// &lt;/script&gt; 😀</span>",
                        "<span class=\"comment\">/* a</span>",
                        "<span class=\"comment\">&lt;b&gt; */</span> x")
                .contains("data-line=\"3\"")
                .doesNotContain("data-line=\"4\"", "<b>");
    }

    /** Half of this fit is between -1 and 0; it began at -1000. */
    @Test
    void theAxisLeavesOutADeepBeginning() {
        double[] elbo = new double[100];
        for (int i = 0; i < elbo.length; i++) {
            elbo[i] = i == 0 ? -1000 : i % 2 - 1.0;
        }
        assertThat(TraceFigure.floor(elbo)).isEqualTo(-4);
        elbo[0] = -3;
        assertThat(TraceFigure.floor(elbo)).isNaN();
        assertThat(TraceFigure.floor(new double[] {Double.NaN})).isNaN();
        assertThat(TraceFigure.floor(new double[] {2, 2, Double.NEGATIVE_INFINITY})).isNaN();
        // A fit without noise: its rise is what there is to see.
        for (int i = 0; i < elbo.length; i++) {
            elbo[i] = Math.min(0, i - 20);
        }
        assertThat(TraceFigure.floor(elbo)).isBetween(-16.0, -15.0);
    }

    @Test
    void runningMediansKeepJumps() {
        double[] values = new double[400];
        Arrays.fill(values, 200, 400, 5);
        values[100] = Double.NaN;
        values[150] = -1e9;
        double[] medians = TraceFigure.runningMedian(values);
        assertThat(medians[0]).isZero();
        assertThat(medians[100]).isZero();
        assertThat(medians[150]).isZero();
        assertThat(medians[199]).isZero();
        assertThat(medians[201]).isEqualTo(5);
        assertThat(medians[399]).isEqualTo(5);
    }
}
