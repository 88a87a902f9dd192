package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.ElementNames;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code :compare}. */
final class CompareCommand implements Command {
    private static final int FIRST_ELEMENTS = 10;

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Shows the last two fits side by side, and what changed between them.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        if (!arguments.isEmpty()) {
            return Answer.wrong("`:compare` takes nothing: it compares the last two fits");
        }
        if (context.fits().size() < 2) {
            return context.fits().isEmpty()
                    ? Stale.noFit()
                    : Answer.wrong("there is one fit yet; `:fit` makes another to compare with");
        }
        SessionFit now = context.fits().get(0);
        SessionFit before = context.fits().get(1);
        String data = data(before.state(), now.state());
        return new Answer.Said(
                script(before, now)
                        + data
                        + options(before, now)
                        + quantities(before, now, context)
                        + "\n"
                        + sites(before, now)
                        + fits(before.fitted().report(), now.fitted().report(), context)
                        + (data.isEmpty()
                                ? difference(before.fitted().report(), now.fitted().report())
                                : ""));
    }

    private static String script(SessionFit before, SessionFit now) {
        List<String> changes =
                LineChanges.of(
                        before.model().script().source().text().lines().toList(),
                        now.model().script().source().text().lines().toList());
        return changes.isEmpty() ? "the script is the same\n" : String.join("\n", changes) + "\n";
    }

    private static String data(State before, State now) {
        Set<String> names = new LinkedHashSet<>(before.data().keySet());
        names.addAll(now.data().keySet());
        List<String> changed =
                names.stream()
                        .filter(name -> !same(before.data().get(name), now.data().get(name)))
                        .toList();
        return changed.isEmpty()
                ? ""
                : "other data: " + String.join(", ", changed) + "; the ELBOs cannot be compared\n";
    }

    private static boolean same(@Nullable DataValue a, @Nullable DataValue b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.shape().equals(b.shape()) && Arrays.equals(a.values(), b.values());
    }

    /** The elements that are shown, with their summaries. */
    private static Map<String, Summary> summaries(PosteriorDraws draws) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        int column = 0;
        for (Quantity quantity : draws.quantities()) {
            List<String> names = ElementNames.bracketed(quantity);
            int shown = names.size() > PosteriorText.MOST_ELEMENTS ? FIRST_ELEMENTS : names.size();
            for (int i = 0; i < shown; i++) {
                summaries.put(names.get(i), Summary.of(draws.column(column + i)));
            }
            column += names.size();
        }
        return summaries;
    }

    private static String quantities(SessionFit before, SessionFit now, Context context) {
        Map<String, Summary> old = summaries(before.fitted().posterior());
        Map<String, Summary> fresh = summaries(now.fitted().posterior());
        Set<String> names = new LinkedHashSet<>(fresh.keySet());
        names.addAll(old.keySet());
        if (names.isEmpty()) {
            return "";
        }
        Table table = new Table().column("", Table.Align.LEFT);
        for (String heading : List.of("before", "sd", "now", "sd", "change in sd")) {
            table.column(heading, Table.Align.POINT);
        }
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name));
            Summary a = old.get(name);
            Summary b = fresh.get(name);
            row.addAll(cells(a));
            row.addAll(cells(b));
            row.add(a == null || b == null ? "" : change(a, b));
            table.row(row);
        }
        return "\n" + table.render(context.style());
    }

    private static List<String> cells(@Nullable Summary summary) {
        if (summary == null) {
            return List.of("", "");
        }
        int decimals = Numbers.decimals(summary.sd(), summary.mean());
        return List.of(
                Numbers.fixed(summary.mean(), decimals), Numbers.fixed(summary.sd(), decimals));
    }

    /** The difference of the means in root mean squares of the standard deviations. */
    private static String change(Summary a, Summary b) {
        double sd = Math.sqrt((a.sd() * a.sd() + b.sd() * b.sd()) / 2);
        double difference = b.mean() - a.mean();
        return difference == 0 ? "0.00" : sd > 0 ? Numbers.fixed(difference / sd, 2) : "";
    }

    private static String sites(SessionFit before, SessionFit now) {
        Map<String, String> old = estimators(before.fitted().report());
        Map<String, String> fresh = estimators(now.fitted().report());
        StringBuilder text = new StringBuilder();
        fresh.forEach(
                (site, estimator) -> {
                    String was = old.get(site);
                    if (was == null) {
                        text.append(site).append(": new, ").append(estimator).append('\n');
                    } else if (!was.equals(estimator)) {
                        text.append(site + ": " + estimator + ", was " + was + "\n");
                    }
                });
        old.keySet().stream()
                .filter(site -> !fresh.containsKey(site))
                .forEach(site -> text.append(site).append(": gone\n"));
        return text.toString();
    }

    private static Map<String, String> estimators(FitReport report) {
        Map<String, String> estimators = new LinkedHashMap<>();
        for (FitReport.Site site : report.sites()) {
            estimators.put(
                    site.site(),
                    site.distribution()
                            + ", "
                            + site.estimator()
                            + (site.method().isEmpty() ? "" : " (" + site.method() + ")"));
        }
        return estimators;
    }

    private static String fits(FitReport before, FitReport now, Context context) {
        Table table = new Table().column("", Table.Align.LEFT);
        for (String heading :
                List.of(isElbo(before) && isElbo(now) ? "ELBO" : "objective", "std. error")) {
            table.column(heading, Table.Align.POINT);
        }
        table.column("k-hat", Table.Align.POINT)
                .column("steps", Table.Align.POINT)
                .column("seed", Table.Align.POINT)
                .column("", Table.Align.LEFT);
        table.row(row("before", before));
        table.row(row("now", now));
        return table.render(context.style());
    }

    private static String difference(FitReport before, FitReport now) {
        double difference = now.elbo().mean() - before.elbo().mean();
        double error = Math.hypot(now.elbo().standardError(), before.elbo().standardError());
        if (!before.objective().equals(now.objective()) || !Double.isFinite(difference)) {
            return "";
        }
        int decimals = Numbers.ofError(error);
        return "difference "
                + Numbers.fixed(difference, decimals)
                + " (standard error "
                + Numbers.fixed(error, decimals)
                + ")\n";
    }

    private static List<String> row(String name, FitReport report) {
        int decimals = Numbers.ofError(report.elbo().standardError());
        return List.of(
                name,
                Numbers.fixed(report.elbo().mean(), decimals),
                Numbers.fixed(report.elbo().standardError(), decimals),
                Double.isNaN(report.kHat()) ? "" : Numbers.fixed(report.kHat(), 2),
                String.valueOf(report.steps()),
                String.valueOf(report.seed()),
                report.converged() ? "converged" : "not converged");
    }

    private static boolean isElbo(FitReport report) {
        return report.objective().equals("ELBO");
    }

    /** What the fits were told differently. */
    private static String options(SessionFit before, SessionFit now) {
        Map<String, String> old = before.fitted().saved().options();
        Map<String, String> fresh = now.fitted().saved().options();
        Set<String> names = new LinkedHashSet<>(fresh.keySet());
        names.addAll(old.keySet());
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            String was = old.getOrDefault(name, "not given");
            String is = fresh.getOrDefault(name, "not given");
            if (!was.equals(is)) {
                text.append(name.replace('_', ' ') + ": " + is + ", was " + was + "\n");
            }
        }
        return text.toString();
    }
}
