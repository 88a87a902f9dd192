package org.pathwise.repl.report;

import org.pathwise.runtime.io.FitReport;

import java.util.List;

/** The site table: a row for each latent variable, with its estimator and the reason. */
final class SiteSection {
    private static final List<String> HEADINGS =
            List.of("site", "line", "distribution", "support", "estimator", "because");

    private SiteSection() {}

    static Html of(List<FitReport.Site> sites) {
        boolean reasons = sites.stream().anyMatch(site -> !site.reason().isEmpty());
        return Html.of(
                """
                <div class="scroll" tabindex="0"><table class="sites">
                <thead><tr>{}</tr></thead>
                <tbody>
                {}</tbody></table></div>
                """,
                Html.join(
                        HEADINGS.stream()
                                .limit(HEADINGS.size() - (reasons ? 0 : 1))
                                .map(name -> Html.of("<th scope=\"col\">{}</th>", name))
                                .toList()),
                Html.join(sites.stream().map(site -> row(site, reasons)).toList()));
    }

    private static Html row(FitReport.Site site, boolean reasons) {
        return Html.of(
                "<tr><th scope=\"row\">{}</th><td><a href=\"#line-{}\">{}:{}</a></td><td>{}</td>"
                        + "<td>{}</td><td>{}</td>{}</tr>\n",
                site.site(),
                site.line(),
                site.line(),
                site.column(),
                site.distribution(),
                site.support(),
                site.method().isEmpty()
                        ? site.estimator()
                        : site.estimator() + " (" + site.method() + ")",
                reasons ? Html.of("<td>{}</td>", Html.prose(site.reason())) : Html.EMPTY);
    }
}
