package org.pathwise.repl;

import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.estimate.SiteTable;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.diagnose.GradientCheck;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an audit of gradients prints for people. */
final class GradientReport {
    private GradientReport() {}

    /**
     * @param particles draws in one estimate
     * @param size how many parameters there are
     */
    static String text(
            Plan plan, ParameterLayout layout, GradientCheck check, int particles, int size) {
        return parameters(layout, check)
                + "\n"
                + sites(plan, check, particles)
                + "\n"
                + verdict(layout, check, size);
    }

    private static String parameters(ParameterLayout layout, GradientCheck check) {
        Table table = new Table().column("parameter", Table.Align.LEFT);
        for (String heading : List.of("estimate", "difference", "error", "z")) {
            table.column(heading, Table.Align.POINT);
        }
        for (GradientCheck.Row row : check.rows()) {
            table.row(
                    List.of(
                            name(layout, row),
                            number(row.estimate(), row.error()),
                            number(row.difference(), row.error()),
                            number(row.error(), row.error()),
                            format("%.1f", row.z() + 0.0)));
        }
        return table.render();
    }

    private static String sites(Plan plan, GradientCheck check, int particles) {
        Map<String, String> estimators = new HashMap<>();
        for (SiteTable.Row row : SiteTable.of(plan)) {
            String method = row.method().isEmpty() ? "" : " (" + row.method() + ")";
            estimators.put(row.site().replaceFirst("\\[.*", ""), row.estimator() + method);
        }
        Table table =
                new Table()
                        .column("gradient of", Table.Align.LEFT)
                        .column("estimator", Table.Align.LEFT)
                        .column("sd", Table.Align.POINT)
                        .column("signal-to-noise", Table.Align.POINT);
        check.sites()
                .forEach(
                        (site, noise) ->
                                table.row(
                                        List.of(
                                                site,
                                                estimators.getOrDefault(site, ""),
                                                format("%.3g", noise.deviation()),
                                                Double.isInfinite(noise.signalToNoise())
                                                        ? "no noise"
                                                        : format("%.3f", noise.signalToNoise()))));
        return table.render()
                + format(
                        "sd is that of one estimate, from %d draws; signal-to-noise is the mean in"
                                + " sds\n",
                        particles);
    }

    private static String verdict(ParameterLayout layout, GradientCheck check, int size) {
        int count = check.rows().size();
        String of =
                count < size
                        ? format("%d of %,d parameters", count, size)
                        : count == 1 ? "1 parameter" : count + " parameters";
        List<GradientCheck.Row> wrong = check.wrong();
        String chance =
                format(
                        "among so many, chance alone exceeds %.1f once in 1,000 times",
                        check.threshold());
        if (wrong.isEmpty()) {
            return format("Right: %s, the largest |z| is %.1f; %s\n", of, check.largest(), chance);
        }
        return format(
                "Wrong: the gradient of %s%s; %s, the largest |z| is %.1f; %s\n",
                name(layout, wrong.getFirst()),
                wrong.size() == 1 ? "" : " and " + (wrong.size() - 1) + " others",
                of,
                check.largest(),
                chance);
    }

    private static String name(ParameterLayout layout, GradientCheck.Row row) {
        List<Integer> shape =
                layout.blocks().stream()
                        .filter(block -> block.name().equals(row.parameter()))
                        .findFirst()
                        .orElseThrow()
                        .shape();
        if (shape.isEmpty()) {
            return row.parameter();
        }
        StringBuilder index = new StringBuilder();
        int rest = row.element();
        for (int extent : shape.reversed()) {
            index.insert(0, index.isEmpty() ? "" : ", ").insert(0, rest % extent + 1);
            rest /= extent;
        }
        return row.parameter() + "[" + index + "]";
    }

    /** With as many digits as two of the error need. */
    private static String number(double value, double error) {
        if (!Double.isFinite(value) || !(error > 0)) {
            return String.valueOf(value);
        }
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(error)));
        return decimals > 8 ? format("%.3e", value) : format("%." + decimals + "f", value + 0.0);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
