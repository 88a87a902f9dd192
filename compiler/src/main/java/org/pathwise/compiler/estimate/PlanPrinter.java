package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.core.Statement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a plan as text: each site, its estimator, and what it reaches along which dimensions. */
public final class PlanPrinter {
    private PlanPrinter() {}

    /** The text, with a line end behind each line. */
    public static String print(Plan plan) {
        StringBuilder out = new StringBuilder();
        List<SiteTable.Row> rows = SiteTable.of(plan);
        for (int i = 0; i < rows.size(); i++) {
            SiteTable.Row row = rows.get(i);
            Plan.Site site = plan.sites().get(i);
            out.append(row.site())
                    .append(" at ")
                    .append(row.line())
                    .append(':')
                    .append(row.column())
                    .append(": ")
                    .append(row.distribution())
                    .append(" on ")
                    .append(row.support())
                    .append(site.drawnFrom().isEmpty() ? ", not drawn" : ", drawn from ")
                    .append(site.drawnFrom())
                    .append("\n  ")
                    .append(row.estimator())
                    .append(" (")
                    .append(row.method())
                    .append(")\n");
            if (!row.reason().isEmpty()) {
                out.append("  because: ").append(row.reason()).append('\n');
            }
            site.reach()
                    .forEach(reach -> out.append("  reaches ").append(text(reach)).append('\n'));
        }
        return out.toString();
    }

    private static String text(Plan.Reach reach) {
        String target =
                switch (reach.target()) {
                    case Plan.Target.ModelTerm(Statement.Term term) ->
                            "`"
                                    + term.span().text().replaceAll("\\s+", " ")
                                    + "` at "
                                    + term.span().position();
                    case Plan.Target.GuideSite(var latent, int piece) ->
                            "the guide's "
                                    + latent.name()
                                    + (piece == 0 ? "" : ", piece " + (piece + 1));
                };
        StringBuilder out = new StringBuilder(target);
        for (Map.Entry<Integer, Plan.Alignment> entry :
                new TreeMap<>(reach.alignments()).entrySet()) {
            out.append(", ").append(entry.getKey() + 1).append(": ").append(text(entry.getValue()));
        }
        return out.toString();
    }

    private static String text(Plan.Alignment alignment) {
        return switch (alignment) {
            case Plan.Alignment.Along(var loop, List<Integer> offsets) -> {
                String offset = offsets.equals(List.of(0)) ? "" : " at offsets " + offsets;
                yield "along " + loop.name() + offset;
            }
            case Plan.Alignment.Gathered(var index) -> "gathered by " + Printer.print(index);
            case Plan.Alignment.Elementwise(int position) ->
                    "element by element, dimension " + (position + 1);
        };
    }
}
