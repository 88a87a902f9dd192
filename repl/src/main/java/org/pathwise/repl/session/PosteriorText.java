package org.pathwise.repl.session;

import org.pathwise.compiler.type.Element;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.ElementNames;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What an expression is over the draws, in words. */
final class PosteriorText {
    /** Longer arrays show their first elements alone. */
    static final int MOST_ELEMENTS = 40;

    private static final int FIRST_ELEMENTS = 10;
    private static final int LONGEST_LABEL = 50;

    private PosteriorText() {}

    /** A summary of each element; of a condition, its probability. */
    static String of(Inquiry.Result.Found found, Style style) {
        PosteriorDraws draws = named(found);
        if (draws.width() == 0) {
            return "it has no elements\n";
        }
        return found.element() == Element.BOOL
                ? probabilities(draws, heading(found), style)
                : summaries(draws, heading(found), style);
    }

    /** The draws under the name of what was asked. */
    static PosteriorDraws named(Inquiry.Result.Found found) {
        PosteriorDraws draws = found.draws();
        Quantity answer = draws.quantities().getFirst();
        Quantity named =
                new Quantity(
                        name(found.written().label(), answer.shape()),
                        answer.kind(),
                        answer.shape(),
                        answer.elements());
        return new PosteriorDraws(
                List.of(named), draws.count(), draws.values(), draws.logJoint(), draws.logGuide());
    }

    /** What rows begin with: the elements of a name or a call; else the heading has the label. */
    private static String name(String label, List<Integer> shape) {
        if (shape.isEmpty()) {
            return label.length() > LONGEST_LABEL ? "the expression" : label;
        }
        return isBare(label) ? label : "";
    }

    static String heading(Inquiry.Result.Found found) {
        String label = found.written().label();
        boolean inRows = found.draws().quantities().getFirst().shape().isEmpty() || isBare(label);
        return inRows || label.length() > LONGEST_LABEL ? "" : label;
    }

    private static boolean isBare(String label) {
        return label.length() <= LONGEST_LABEL && label.matches("\\w+(\\([^()]*\\))?");
    }

    private static String summaries(PosteriorDraws draws, String heading, Style style) {
        List<String> names = ElementNames.bracketed(draws.quantities().getFirst());
        int shown = shown(names.size());
        boolean constant = true;
        for (int i = 0; i < names.size(); i++) {
            constant &= isConstant(draws.column(i));
        }
        Table table =
                constant
                        ? new Table().column("", Table.Align.LEFT).column("", Table.Align.POINT)
                        : FitSummary.columns(heading);
        for (int i = 0; i < shown; i++) {
            double[] column = draws.column(i);
            table.row(
                    constant
                            ? List.of(names.get(i), Numbers.shortest(column[0]))
                            : FitSummary.row(names.get(i), Summary.of(column)));
        }
        String text = table.render(style);
        return (constant ? text.substring(text.indexOf('\n') + 1) : text)
                + rest(names.size() - shown)
                + (constant ? "the same in all draws\n" : "")
                + warnings(draws);
    }

    static int shown(int elements) {
        return elements > MOST_ELEMENTS ? FIRST_ELEMENTS : elements;
    }

    static String rest(int elements) {
        return elements > 0 ? "... " + elements + " more; an index such as [11] shows one\n" : "";
    }

    private static String warnings(PosteriorDraws draws) {
        return warnings(draws, IntStream.range(0, draws.width()).boxed().toList());
    }

    /** What is to be said of some elements that are not finite in all draws. */
    static String warnings(PosteriorDraws draws, List<Integer> elements) {
        List<String> names = ElementNames.bracketed(draws.quantities().getFirst());
        int worst = 0;
        int at = 0;
        for (int element : elements) {
            int count =
                    (int)
                            Arrays.stream(draws.column(element))
                                    .filter(value -> !Double.isFinite(value))
                                    .count();
            if (count > worst) {
                worst = count;
                at = element;
            }
        }
        return worst == 0
                ? ""
                : "warning: `"
                        + names.get(at)
                        + "` is not finite in "
                        + worst
                        + " of "
                        + draws.count()
                        + " draws: its summary means nothing\n";
    }

    static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static String probabilities(PosteriorDraws draws, String heading, Style style) {
        List<String> names = ElementNames.bracketed(draws.quantities().getFirst());
        if (draws.quantities().getFirst().shape().isEmpty()) {
            Frequency frequency = Frequency.of(draws.column(0));
            return frequency.probability() + " (" + frequency.error() + ")\n";
        }
        int shown = shown(names.size());
        Table table =
                new Table()
                        .column(heading, Table.Align.LEFT)
                        .column("probability", Table.Align.POINT)
                        .column("", Table.Align.LEFT);
        for (int i = 0; i < shown; i++) {
            Frequency frequency = Frequency.of(draws.column(i));
            table.row(List.of(names.get(i), frequency.probability(), frequency.error()));
        }
        return table.render(style) + rest(names.size() - shown);
    }
}
