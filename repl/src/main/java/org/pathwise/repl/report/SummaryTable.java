package org.pathwise.repl.report;

import org.pathwise.repl.text.Numbers;
import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of means, standard deviations and quantiles. A number has as many digits as three of
 * the standard deviation need; its title has all of them.
 */
final class SummaryTable {
    private static final int MOST_OF_VARIABLE = 100;
    private static final int MOST = 1000;

    /** As wide as a digit, and as a point. */
    private static final String DIGIT_SPACE = "\u2007";

    private static final String POINT_SPACE = "\u2008";

    private static final List<String> HEADINGS = List.of("mean", "sd", "5%", "50%", "95%");

    private final List<Html> rows = new ArrayList<>();
    private final int[] longest = new int[HEADINGS.size()];

    private SummaryTable() {}

    static Html of(List<Variable> variables) {
        SummaryTable table = new SummaryTable();
        List<Variable> shown = new ArrayList<>();
        int left = MOST;
        for (Variable variable : variables) {
            List<Variable.Element> elements = variable.first(Math.min(left, MOST_OF_VARIABLE));
            shown.add(new Variable(variable.name(), elements));
            left -= elements.size();
        }
        shown.forEach(variable -> variable.elements().forEach(table::measure));
        for (int v = 0; v < shown.size(); v++) {
            shown.get(v).elements().forEach(table::row);
            int more = variables.get(v).elements().size() - shown.get(v).elements().size();
            if (more > 0) {
                table.more(variables.get(v).name(), more);
            }
        }
        return Html.of(
                """
                <div class="scroll" tabindex="0"><table class="numbers summary">
                <thead><tr><th scope="col"></th>{}</tr></thead>
                <tbody>
                {}</tbody></table></div>
                """,
                Html.join(
                        HEADINGS.stream()
                                .map(name -> Html.of("<th scope=\"col\">{}</th>", name))
                                .toList()),
                Html.join(table.rows));
    }

    private void measure(Variable.Element element) {
        double[] values = values(element.summary());
        int decimals = decimals(element.summary());
        for (int c = 0; c < values.length; c++) {
            longest[c] = Math.max(longest[c], fraction(number(values[c], decimals)));
        }
    }

    private void row(Variable.Element element) {
        double[] values = values(element.summary());
        int decimals = decimals(element.summary());
        List<Html> cells = new ArrayList<>();
        for (int c = 0; c < values.length; c++) {
            String text = number(values[c], decimals);
            cells.add(
                    Html.of(
                            "<td title=\"{}\">{}</td>",
                            values[c],
                            text + padding(longest[c] - fraction(text), fraction(text) == 0)));
        }
        rows.add(
                Html.of(
                        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
                        element.name(),
                        Html.join(cells)));
    }

    private void more(String variable, int count) {
        rows.add(
                Html.of(
                        "<tr class=\"more\"><td colspan=\"6\">{} of {} in fit.json</td></tr>\n",
                        Words.whole(count) + " more",
                        variable));
    }

    private static double[] values(Summary summary) {
        return new double[] {
            summary.mean(), summary.sd(), summary.q05(), summary.q50(), summary.q95()
        };
    }

    private static String padding(int characters, boolean point) {
        return characters == 0
                ? ""
                : point
                        ? POINT_SPACE + DIGIT_SPACE.repeat(characters - 1)
                        : DIGIT_SPACE.repeat(characters);
    }

    private static int fraction(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point;
    }

    private static int decimals(Summary summary) {
        return Numbers.decimals(summary.sd(), summary.mean());
    }

    private static String number(double value, int decimals) {
        return Words.fixed(value, decimals);
    }
}
