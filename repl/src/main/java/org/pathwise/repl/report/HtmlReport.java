package org.pathwise.repl.report;

import org.pathwise.runtime.io.DrawsTable;
import org.pathwise.runtime.io.FitFiles;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.SavedFit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The report of a fit as one HTML page that needs nothing else. */
public final class HtmlReport {
    /** How many quantities may be plotted against each other. */
    public static final int MOST_PAIRS = PairFigures.MOST;

    private final FitFiles fit;
    private final Selection selection;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /** A part of the page under a heading. */
    record Section(String id, String heading, Html content) {}

    private HtmlReport(FitFiles fit, Selection selection) {
        this.fit = fit;
        this.selection = selection;
    }

    /**
     * Which columns of the draws the page needs: what {@link FitFiles#read} asks for.
     *
     * @param pairs the quantities to plot against each other; empty for the default
     */
    public static Function<FitReport, Predicate<String>> columns(List<String> pairs) {
        return report -> {
            Set<String> names = Selection.of(report, pairs).names();
            return names::contains;
        };
    }

    /**
     * The page.
     *
     * @param fit with the draws of these {@link #columns}
     * @param pairs the quantities to plot against each other, at most {@link #MOST_PAIRS}, each one
     *     that the fit has draws of; empty for the default
     */
    public static String of(FitFiles fit, List<String> pairs) {
        return new HtmlReport(fit, Selection.of(fit.report(), pairs)).page();
    }

    private String page() {
        FitReport report = fit.report();
        SavedFit saved = fit.saved();
        add("diagnostics", "What it means", Diagnostics.of(report));
        notes();
        if (!report.parameters().isEmpty()) {
            posterior();
        }
        List<Figure> trace = TraceFigure.of(report, fit.history());
        if (!trace.isEmpty()) {
            add("course", "Course of the fit", charts("wide", trace));
        }
        if (!report.sites().isEmpty()) {
            add("sites", "Sites", SiteSection.of(report.sites()));
        }
        add("script", "Script", ScriptSection.of(saved.script(), saved.text()));
        add("settings", "Settings", Settings.of(saved));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("figures", figures.stream().map(Figure::data).toList());
        data.put("draws", pairDraws());
        return Page.of(
                saved.model(),
                Header.of(saved, report, fit.draws()),
                sections,
                PageJson.text(data));
    }

    private void add(String id, String heading, Html content) {
        sections.add(new Section(id, heading, content));
    }

    private void notes() {
        FitReport report = fit.report();
        List<String> notes = new ArrayList<>();
        report.missing().forEach(missing -> notes.add(missing.text()));
        if (!notes.isEmpty()) {
            add("missing", "Missing data", list("", notes));
        }
        if (!report.warnings().isEmpty()) {
            add("warnings", "Warnings", list("warnings", report.warnings()));
        }
    }

    private static Html list(String style, List<String> items) {
        return Html.of(
                "<ul class=\"{}\">{}</ul>\n",
                style,
                Html.join(
                        items.stream()
                                .map(item -> Html.of("<li>{}</li>\n", Html.prose(item)))
                                .toList()));
    }

    private void posterior() {
        DrawsTable draws = fit.draws();
        FitReport report = fit.report();
        add("summary", "Posterior", SummaryTable.of(Variable.of(report.parameters())));
        List<Figure> intervals = IntervalFigures.of(selection, draws.columns());
        if (!intervals.isEmpty()) {
            add(
                    "intervals",
                    "Intervals",
                    Html.join(
                            Html.of(
                                    "<p class=\"note\">The dot or line is the median; the dark bar"
                                        + " or band holds the central 50\u00a0% of the draws, the"
                                        + " light one 90\u00a0%.{}</p>\n",
                                    others()),
                            charts("intervals", intervals)));
        }
        DensityFigures.Drawn densities =
                DensityFigures.of(selection, draws.columns(), Bounds.ofSites(report.sites()));
        if (!densities.figures().isEmpty()) {
            add(
                    "densities",
                    "Densities",
                    Html.join(
                            Html.of(
                                    "<p class=\"note\">Gaussian kernels with the bandwidth of"
                                        + " Silverman’s rule, on the unconstrained scale where the"
                                        + " support has bounds; the central 99\u00a0% of the draws."
                                        + " The dark area holds 50\u00a0%, the lighter one"
                                        + " 90\u00a0%, the line is the median.{}</p>\n",
                                    densities.left() == 0
                                            ? ""
                                            : " "
                                                    + Words.count(
                                                            densities.left(),
                                                            "more element is",
                                                            "more elements are")
                                                    + " not drawn."),
                            charts("densities", densities.figures())));
        }
        pairs(draws);
    }

    private String others() {
        int count = selection.otherVariables().size();
        return count == 0
                ? ""
                : " "
                        + Words.count(count, "more variable is", "more variables are")
                        + " not drawn.";
    }

    private List<String> pairNames() {
        return PairFigures.names(selection, fit.draws().columns());
    }

    private void pairs(DrawsTable draws) {
        List<Figure> pairs = PairFigures.of(pairNames(), draws.columns());
        if (pairs.isEmpty() || draws.count() < Marginal.FEWEST_DRAWS) {
            return;
        }
        String dots =
                draws.count() > PairFigures.MOST_DOTS
                        ? Words.whole(PairFigures.MOST_DOTS)
                                + " of the "
                                + Words.whole(draws.count())
                                + " draws, evenly thinned"
                        : "All " + Words.whole(draws.count()) + " draws";
        add(
                "pairs",
                "Pairs",
                Html.join(
                        Html.of(
                                "<p class=\"note\">{}; the correlations are of all. A quantity that"
                                    + " spans orders of magnitude has a logarithmic axis."
                                    + " <code>pathwise report --pairs</code> draws others.</p>\n",
                                dots),
                        charts("pairs", pairs)));
    }

    private Map<String, Object> pairDraws() {
        return figures.stream().anyMatch(figure -> "pair".equals(figure.data().get("kind")))
                ? PairFigures.thinned(pairNames(), fit.draws().columns())
                : Map.of();
    }

    private Html charts(String style, List<Figure> charts) {
        List<Html> pieces = new ArrayList<>();
        for (Figure figure : charts) {
            pieces.add(figure.html(figures.size()));
            figures.add(figure);
        }
        return Html.of("<div class=\"charts {}\">\n{}</div>\n", style, Html.join(pieces));
    }
}
