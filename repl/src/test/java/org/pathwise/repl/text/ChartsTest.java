package org.pathwise.repl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.diagnose.Summary;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What charts show of samples whose numbers are known. */
final class ChartsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** 0, 1, ..., 100: mean 50, 5% at 5, 95% at 95. */
    private static final double[] EVEN = IntStream.rangeClosed(0, 100).asDoubleStream().toArray();

    @Test
    void histogramOfAnEvenSampleIsFlatOverItsAxis() {
        List<String> lines = Histogram.of(EVEN, 40);
        // 10 bins of 4 characters, of 10 or 11 values each.
        assertThat(lines).hasSize(10);
        assertThat(lines.get(1)).isEqualTo("█".repeat(40));
        String axis = lines.get(8);
        assertThat(axis).hasSize(40);
        assertThat(axis.indexOf('├')).isEqualTo(2);
        assertThat(axis.indexOf('●')).isEqualTo(20);
        assertThat(axis.indexOf('┤')).isEqualTo(38);
        assertThat(lines.get(9)).contains("5.0", "50.0", "95.0");
    }

    @Test
    void histogramBarsAreAsHighAsTheirCounts() {
        // Five bins; the fullest of 8 is eight rows high, one of 4 four rows.
        double[] values =
                DoubleStream.concat(
                                DoubleStream.concat(repeated(0, 8), repeated(4.9, 4)),
                                repeated(10, 8))
                        .toArray();
        List<String> lines = Histogram.of(values, 20);
        assertThat(column(lines, 0)).isEqualTo("████████");
        assertThat(column(lines, 9)).isEqualTo("    ████");
        assertThat(column(lines, 5)).isBlank();
    }

    private static DoubleStream repeated(double value, int times) {
        return IntStream.range(0, times).mapToDouble(_ -> value);
    }

    private static String column(List<String> lines, int column) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(0, 8)) {
            text.append(column < line.length() ? line.charAt(column) : ' ');
        }
        return text.toString();
    }

    @Test
    void histogramSaysWhatItLeavesOut() {
        double[] values = Arrays.copyOf(EVEN, 104);
        values[101] = Double.NaN;
        values[102] = INFINITY;
        values[103] = -INFINITY;
        assertThat(Histogram.of(values, 40).getLast())
                .isEqualTo("3 of 104 values are not finite, and left out");
        assertThat(Histogram.of(new double[] {Double.NaN}, 40))
                .containsExactly("1 of 1 values are not finite, and left out");
        assertThat(Histogram.of(new double[] {2.5, 2.5}, 40)).containsExactly("all values are 2.5");
        double[] tail = new double[1000];
        for (int i = 0; i < 999; i++) {
            tail[i] = i / 1000.0;
        }
        tail[999] = 1e6;
        assertThat(Histogram.of(tail, 40).getLast())
                .isEqualTo("1 of 1000 values lie outside, from 0 to 1000000");
    }

    @Test
    void greatestNumbersDoNotOverflow() {
        assertThat(Histogram.of(new double[] {-1.7e308, 0, 1.7e308}, 40)).hasSize(10);
        assertThat(LineChart.of(new double[] {1, 2}, new double[] {-1e308, 1e308}, 60)).hasSize(12);
    }

    @Test
    void barsHaveTheirShares() {
        assertThat(Bars.suit(new double[] {0, 1.5})).isFalse();
        assertThat(Bars.suit(new double[] {0, INFINITY})).isFalse();
        assertThat(Bars.suit(new double[] {})).isFalse();
        assertThat(Bars.suit(EVEN)).isFalse();
        double[] values = {1, 10, 1, 1, -0.0, 0.0, 1, 10};
        assertThat(Bars.of(values, 18))
                .containsExactly(" 0 ████ 0.250", " 1 ████████ 0.500", "10 ████ 0.250");
    }

    @Test
    void forestHasOneScale() {
        Summary low = new Summary(0, 1, -1, 0, 1);
        Summary high = new Summary(8, 1, 7, 8, 9);
        Summary none = new Summary(Double.NaN, 1, 7, 8, INFINITY);
        List<String> lines =
                Forest.of(
                        List.of(
                                new Forest.Row("a", low),
                                new Forest.Row("long", high),
                                new Forest.Row("no", none)),
                        36);
        // 30 columns from -1 to 9, three for each unit.
        assertThat(lines)
                .containsExactly(
                        "a     ├━━●━━┤",
                        "long  " + " ".repeat(24) + "├━━●━┤",
                        "no    not finite",
                        "      -1.00                     9.00");
        assertThat(Forest.of(List.of(new Forest.Row("no", none)), 36))
                .containsExactly("no interval is finite");
        assertThat(Forest.of(List.of(new Forest.Row("c", new Summary(3, 0, 3, 3, 3))), 36).get(0))
                .contains("●");
    }

    @Test
    void scatterShowsTheDensestPlacesDarkest() {
        double[] x = {0, 10, 10, 10, 10, Double.NaN};
        double[] y = {0, 5, 5, 5, 5, 1};
        List<String> lines = Scatter.of("a", x, "b", y, 40);
        assertThat(lines.get(0)).isEqualTo("b against a");
        assertThat(lines.get(1)).endsWith(" ".repeat(27) + "█");
        assertThat(lines.get(18)).contains("│░");
        assertThat(lines.getLast()).isEqualTo("1 of 6 points are not finite, and left out");
        assertThat(Scatter.of("a", new double[] {1, 1}, "b", new double[] {2, 2}, 40))
                .anyMatch(line -> line.contains("█"));
        assertThat(Scatter.of("a", new double[] {INFINITY}, "b", new double[] {2}, 40)).hasSize(1);
    }

    @Test
    void lineGoesFromCornerToCorner() {
        double[] x = IntStream.rangeClosed(1, 40).asDoubleStream().toArray();
        List<String> lines = LineChart.of(x, x, 34);
        // 20 columns of two dots, 10 rows of four: one dot right, one dot up.
        assertThat(lines).hasSize(12);
        assertThat(lines.get(0)).startsWith("40.00 │").endsWith("⡠⠊");
        assertThat(lines.get(9)).isEqualTo(" 1.00 │⡠⠊");
        assertThat(lines.get(11)).isEqualTo("       1" + " ".repeat(17) + "40");
    }

    @Test
    void lineLeavesOutWhatIsNotFiniteAndTheFarStart() {
        assertThat(LineChart.of(new double[] {1}, new double[] {Double.NaN}, 60))
                .containsExactly("no value is finite");
        double[] x = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
        double[] y = new double[100];
        Random random = new Random(1);
        Arrays.setAll(y, i -> i == 0 ? -1e9 : random.nextDouble());
        y[50] = Double.NaN;
        y[60] = -INFINITY;
        List<String> lines = LineChart.of(x, y, 60);
        assertThat(lines.get(9)).startsWith("0.");
        assertThat(LineChart.of(new double[] {1, 2}, new double[] {3, 3}, 60)).hasSize(12);
    }
}
