package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.source.Span;

import java.util.List;
import java.util.Optional;

/**
 * Why a site has its estimator, and what would make it cheaper or less noisy, in words.
 *
 * @param site what is explained
 * @param title the site, its prior, its place and its estimator, in one line
 * @param why what the estimator does, why it was chosen, what the site reaches, what a step costs
 * @param advice what the author could change, each tried out on the program; empty where there is
 *     nothing to gain
 */
public record Explanation(Plan.Site site, String title, List<Sentence> why, List<Sentence> advice) {
    public Explanation {
        why = List.copyOf(why);
        advice = List.copyOf(advice);
    }

    /**
     * One sentence, or a few that belong together.
     *
     * @param text plain text, with names and script text between backticks
     * @param span the script's place that it speaks of; the text names it, too
     */
    public record Sentence(String text, Optional<Span> span) {
        static Sentence of(String text) {
            return new Sentence(text, Optional.empty());
        }

        static Sentence at(Span span, String text) {
            return new Sentence(text, Optional.of(span));
        }
    }

    /**
     * Explains a site.
     *
     * @param plan that of the program with these options
     * @param options with the sizes of the data, where it is bound
     * @param name of the site
     * @return empty if the plan has no such site
     */
    public static Optional<Explanation> of(
            CoreProgram program, Plan plan, EstimateOptions options, String name) {
        return plan.sites().stream()
                .filter(site -> site.latent().symbol().name().equals(name))
                .findFirst()
                .map(
                        site ->
                                new Explanation(
                                        site,
                                        title(site),
                                        new Reasons(program, plan, options, site).all(),
                                        new Advising(program, plan, options, site).all()));
    }

    private static String title(Plan.Site site) {
        SiteTable.Row row = SiteTable.of(site);
        return row.site()
                + " at "
                + row.line()
                + ":"
                + row.column()
                + ", "
                + row.distribution()
                + " on "
                + row.support()
                + ": "
                + row.estimator()
                + " ("
                + row.method()
                + ")";
    }

    /** The whole as text: the title, then a line for each sentence. */
    public String text() {
        StringBuilder out = new StringBuilder(title).append('\n');
        why.forEach(sentence -> out.append("  ").append(sentence.text()).append('\n'));
        if (!advice.isEmpty()) {
            out.append("What would help:\n");
            advice.forEach(sentence -> out.append("  - ").append(sentence.text()).append('\n'));
        }
        return out.toString();
    }
}
