package org.pathwise.repl.fit;

import org.pathwise.compiler.estimate.Plan;
import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.diagnose.Verdict;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.ElementNames;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.MissingValues;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a fit prints for people. */
public final class FitSummary {
    /** Where a summary is read. */
    public enum Reader {
        /** Beside the files of the fit. */
        OF_FILES(" in fit.json", Sites.Places.SHOWN),
        /** In an interactive session, where a script has no lines to point at. */
        OF_SESSION("; type NAME[i] to see one", Sites.Places.HIDDEN);

        private final String rest;
        private final Sites.Places places;

        Reader(String rest, Sites.Places places) {
            this.rest = rest;
            this.places = places;
        }
    }

    private static final int MOST_ELEMENTS = 40;
    private static final int FIRST_ELEMENTS = 10;
    private static final int WIDTH = 100;

    private FitSummary() {}

    /** All of it. */
    public static String text(
            Plan plan,
            FitReport report,
            PosteriorDraws draws,
            Verdict verdict,
            Style style,
            Reader reader) {
        return sites(plan, style, reader)
                + missing(report.missing())
                + "\n"
                + (draws.quantities().isEmpty()
                        ? ""
                        : table(report.parameters(), draws.quantities(), style, reader.rest))
                + report.minibatch().map(FitSummary::leftOut).orElse("")
                + "\n"
                + outcome(plan, report, verdict);
    }

    /** The table only where it says something: where a site is not pathwise. */
    private static String sites(Plan plan, Style style, Reader reader) {
        int count = plan.sites().size();
        boolean plain =
                plan.pointEstimates().isEmpty()
                        && plan.sites().stream()
                                .allMatch(site -> site.estimator() == Plan.Estimator.PATHWISE);
        if (!plain) {
            return Sites.table(plan, reader.places, style);
        }
        return count + (count == 1 ? " latent site," : " latent sites, all") + " pathwise\n";
    }

    /** A line for each data with missing values. */
    public static String missing(List<MissingValues> missing) {
        return missing.stream().map(values -> values.text() + "\n").collect(Collectors.joining());
    }

    /**
     * A row for each number of a draw, of long arrays for the first ones.
     *
     * @param summaries by the numbers' names
     * @param rest where the numbers are that it leaves out
     */
    public static String table(
            Map<String, Summary> summaries, List<Quantity> quantities, Style style, String rest) {
        Table table = columns("");
        for (Quantity quantity : quantities) {
            List<String> elements = ElementNames.bracketed(quantity);
            boolean elided = elements.size() > MOST_ELEMENTS;
            for (String element : elided ? elements.subList(0, FIRST_ELEMENTS) : elements) {
                table.row(row(element, Objects.requireNonNull(summaries.get(element))));
            }
            if (elided) {
                table.row(List.of("... " + (elements.size() - FIRST_ELEMENTS) + " more" + rest));
            }
        }
        return table.render(style);
    }

    /** A table with the columns of {@link #row}, the first under a heading, and no rows yet. */
    public static Table columns(String heading) {
        Table table = new Table().column(heading, Table.Align.LEFT);
        for (String number : List.of("mean", "sd", "5%", "50%", "95%")) {
            table.column(number, Table.Align.POINT);
        }
        return table;
    }

    /**
     * One row, with as many digits as three of the standard deviation need: more would be noise.
     */
    public static List<String> row(String name, Summary summary) {
        int decimals = Numbers.decimals(summary.sd(), summary.mean());
        return List.of(
                name,
                Numbers.fixed(summary.mean(), decimals),
                Numbers.fixed(summary.sd(), decimals),
                Numbers.fixed(summary.q05(), decimals),
                Numbers.fixed(summary.q50(), decimals),
                Numbers.fixed(summary.q95(), decimals));
    }

    private static String outcome(Plan plan, FitReport report, Verdict verdict) {
        FitReport.Time time = report.time();
        double error = report.elbo().standardError();
        int decimals = Numbers.ofError(error);
        return line(
                        "%s %s (standard error %s)",
                        plan.pointEstimates().isEmpty() ? "ELBO" : "Objective",
                        Numbers.fixed(report.elbo().mean(), decimals),
                        Numbers.fixed(error, decimals))
                + wrapped(quality(plan, report, verdict))
                + line("%s", firstToUpper(report.stopReason()))
                + line(
                        "%,d steps in %.2f s, %.2f s with compiling and drawing; seed %d",
                        report.steps(), time.fitMs() * 1e-3, time.totalMs() * 1e-3, report.seed());
    }

    private static String quality(Plan plan, FitReport report, Verdict verdict) {
        if (plan.pointEstimates().isPresent()) {
            return plan.pointEstimates().get() + "; k-hat does not apply.";
        }
        if (report.minibatch().isPresent()) {
            return "k-hat is not computed with minibatches: it weighs each draw by all rows.";
        }
        return String.format(Locale.ROOT, "k-hat %.2f. %s", report.kHat(), verdict.text());
    }

    /** What a fit with minibatches did not draw, where the table is. */
    private static String leftOut(FitReport.Minibatch minibatch) {
        String rows = String.join(", ", minibatch.rows().keySet());
        List<String> names = minibatch.leftOut();
        return names.isEmpty()
                ? ""
                : wrapped(
                        "Not drawn, because "
                                + (names.size() == 1 ? "it varies" : "they vary")
                                + " over "
                                + rows
                                + ": "
                                + String.join(", ", names)
                                + ". `pathwise predict` draws for any rows.");
    }

    /** Where the results are. */
    public static String files(Path folder) {
        return line("draws.csv, fit.json and elbo.csv are in %s", folder);
    }

    private static String firstToUpper(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Sentences, broken between words where a line gets long. */
    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            boolean breaks = column + word.length() > WIDTH;
            lines.append(column == 0 ? "" : breaks ? "\n" : " ").append(word);
            column = (breaks || column == 0 ? 0 : column + 1) + word.length();
        }
        return lines.append('\n').toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
