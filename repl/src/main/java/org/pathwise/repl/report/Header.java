package org.pathwise.repl.report;

import org.pathwise.runtime.io.DrawsTable;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.SavedFit;

import java.util.ArrayList;
import java.util.List;

/** The top of the page: what was fitted, how far to trust it, and the figures of the fit. */
final class Header {
    private Header() {}

    static Html of(SavedFit saved, FitReport report, DrawsTable draws) {
        Judgement judgement = Judgement.of(report, draws);
        return Html.of(
                """
                <p class="over">Pathwise fit</p>
                <h1>{}</h1>
                <div class="verdict {}"><strong>{}</strong><p>{}</p></div>
                <dl class="figures">
                {}</dl>
                """,
                saved.model(),
                judgement.style(),
                judgement.heading(),
                Html.prose(judgement.text()),
                Html.join(figures(report, draws)));
    }

    private static List<Html> figures(FitReport report, DrawsTable draws) {
        List<Html> figures = new ArrayList<>();
        double error = report.elbo().standardError();
        int decimals = error > 0 ? Math.clamp(1 - (int) Math.floor(Math.log10(error)), 0, 6) : 2;
        figures.add(
                figure(
                        Words.objective(report),
                        Words.fixed(report.elbo().mean(), decimals),
                        "standard error " + Words.fixed(error, decimals),
                        String.valueOf(report.elbo().mean())));
        if (!Judgement.isPointEstimate(report) && report.minibatch().isEmpty()) {
            figures.add(
                    figure(
                            "k-hat",
                            Words.fixed(report.kHat(), 2),
                            "good below 0.5, poor above 0.7",
                            String.valueOf(report.kHat())));
        }
        figures.add(
                figure(
                        "Steps",
                        Words.whole(report.steps()),
                        Words.count(report.particles(), "particle", "particles") + " each",
                        String.valueOf(report.steps())));
        figures.add(
                figure(
                        "Time",
                        Words.fixed(report.time().fitMs() * 1e-3, 2) + " s",
                        Words.fixed(report.time().totalMs() * 1e-3, 2)
                                + " s with compiling and drawing",
                        report.time().fitMs() + " ms"));
        figures.add(figure("Draws", Words.whole(draws.count()), "", String.valueOf(draws.count())));
        figures.add(
                figure("Seed", String.valueOf(report.seed()), "", String.valueOf(report.seed())));
        return figures;
    }

    private static Html figure(String name, String value, String more, String exact) {
        return Html.of(
                "<div><dt>{}</dt><dd title=\"{}\">{}{}</dd></div>\n",
                name,
                exact,
                value,
                more.isEmpty() ? Html.EMPTY : Html.of(" <small>{}</small>", more));
    }
}
