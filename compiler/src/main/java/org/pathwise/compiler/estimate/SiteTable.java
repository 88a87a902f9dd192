package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.type.Dimension;

import java.util.List;
import java.util.stream.Collectors;

/** The plan as rows of text, for tables and for JSON. */
public final class SiteTable {
    private SiteTable() {}

    /**
     * A site.
     *
     * @param site with its dimensions: {@code z[N]}
     * @param line where the model draws it, from 1
     * @param column from 1
     * @param distribution its prior
     * @param estimator {@code pathwise} or {@code score function}
     * @param method the form of the estimator
     * @param reason why; empty where there is nothing to explain
     */
    public record Row(
            String site,
            int line,
            int column,
            String distribution,
            String support,
            String estimator,
            String method,
            String reason) {}

    /** One row for each site, in the order of the model. */
    public static List<Row> of(Plan plan) {
        return plan.sites().stream().map(SiteTable::of).toList();
    }

    /** The row of one site. */
    static Row of(Plan.Site site) {
        Latent latent = site.latent();
        return new Row(
                label(latent),
                latent.span().line(),
                latent.span().column(),
                latent.prior(),
                latent.support().toString(),
                site.estimator().toString(),
                site.method(),
                site.reason());
    }

    private static String label(Latent latent) {
        List<Dimension> shape = latent.symbol().type().shape();
        return shape.isEmpty()
                ? latent.symbol().name()
                : shape.stream()
                        .map(Dimension::toString)
                        .collect(Collectors.joining(", ", latent.symbol().name() + "[", "]"));
    }
}
