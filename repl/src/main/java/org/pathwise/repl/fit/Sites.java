package org.pathwise.repl.fit;

import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.estimate.SiteTable;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.io.FitReport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The site table: a row for each latent variable, with its estimator and the reason. */
public final class Sites {
    private Sites() {}

    /** Whether a table says where in the script its sites are. */
    public enum Places {
        SHOWN,
        HIDDEN
    }

    /** The table as text, or nothing if there are no sites. */
    public static String table(Plan plan) {
        return table(plan, Places.SHOWN, Style.PLAIN);
    }

    /** The table as text, or nothing if there are no sites. */
    public static String table(Plan plan, Places places, Style style) {
        if (plan.sites().isEmpty()) {
            return "";
        }
        Table table = new Table().column("site", Table.Align.LEFT);
        if (places == Places.SHOWN) {
            table.column("at", Table.Align.LEFT);
        }
        for (String heading : List.of("distribution", "support", "estimator", "because")) {
            table.column(heading, Table.Align.LEFT);
        }
        for (SiteTable.Row row : SiteTable.of(plan)) {
            List<String> cells = new ArrayList<>();
            cells.add(row.site());
            if (places == Places.SHOWN) {
                cells.add(row.line() + ":" + row.column());
            }
            cells.add(row.distribution());
            cells.add(row.support());
            cells.add(row.estimator() + (row.method().isEmpty() ? "" : " (" + row.method() + ")"));
            cells.add(row.reason());
            table.row(cells);
        }
        return table.render(style)
                + plan.pointEstimates().map(what -> "\n" + what + "\n").orElse("");
    }

    /** The rows as {@code check --json} shows them. */
    public static List<Map<String, Object>> json(Plan plan) {
        return SiteTable.of(plan).stream().map(Sites::json).toList();
    }

    private static Map<String, Object> json(SiteTable.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", row.site());
        fields.put("line", row.line());
        fields.put("column", row.column());
        fields.put("distribution", row.distribution());
        fields.put("support", row.support());
        fields.put("estimator", row.estimator());
        fields.put("method", row.method());
        fields.put("reason", row.reason());
        return fields;
    }

    /** The rows as {@code fit.json} holds them. */
    public static List<FitReport.Site> report(Plan plan) {
        return SiteTable.of(plan).stream()
                .map(
                        row ->
                                new FitReport.Site(
                                        row.site(),
                                        row.line(),
                                        row.column(),
                                        row.distribution(),
                                        row.support(),
                                        row.estimator(),
                                        row.method(),
                                        row.reason()))
                .toList();
    }
}
