package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/distributions.md} from the catalogue. */
final class DistributionsPage {
    private static final String HEAD =
            """
            # Distributions

            This page is written from the catalogue itself (by a test that also checks that it is
            up to date), so that it says what the compiler does. `y` is the value. A number lies in
            its *support*; for each parameter the tables say where it must lie and how a draw is a
            differentiable map of it, which decides how its gradient can be estimated (see
            [estimators.md](estimators.md)): *location-scale*, *inverse CDF*, *implicit* (by the
            derivative of the distribution function), *composition* (of such maps), or *none* (the
            score function). Arguments come by position in the order shown, or by name; an argument
            with more dimensions makes independent distributions. Where there is a distribution
            function, the distribution can be truncated and censored.
            """;

    private DistributionsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String group :
                List.of(
                        "Real numbers",
                        "Positive numbers",
                        "Numbers between bounds",
                        "Integers",
                        "Vectors",
                        "Matrices")) {
            groups.put(group, new ArrayList<>());
        }
        for (String name : Catalogue.distributionNames()) {
            groups.get(group(Catalogue.distributions(name).getFirst().support())).add(name);
        }
        groups.forEach(
                (group, names) ->
                        page.append("\n- **%s**: ".formatted(group).replace("\\\n", "\n"))
                                .append(
                                        names.stream()
                                                .map(
                                                        name ->
                                                                "[%s](#%s)"
                                                                        .formatted(
                                                                                name,
                                                                                name.toLowerCase(
                                                                                        java.util
                                                                                                .Locale
                                                                                                .ROOT)))
                                                .collect(Collectors.joining(", "))));
        page.append('\n');
        groups.forEach(
                (group, names) -> {
                    page.append("\n## ").append(group).append('\n');
                    names.forEach(
                            name -> {
                                page.append("\n### ").append(name).append('\n');
                                Catalogue.distributions(name).forEach(form -> entry(page, form));
                            });
                });
        return page.toString();
    }

    private static String group(Support support) {
        return switch (support) {
            case Support.Interval interval when interval.equals(Support.REAL) -> "Real numbers";
            case Support.Interval(Bound lower, Bound upper)
                    when upper.equals(Bound.POSITIVE_INFINITY) ->
                    lower instanceof Bound.Constant ? "Positive numbers" : "Numbers between bounds";
            case Support.Interval _ -> "Numbers between bounds";
            case Support.Integers _ -> "Integers";
            case Support.Structured structured -> structured.rank() == 1 ? "Vectors" : "Matrices";
        };
    }

    private static void entry(StringBuilder page, Distribution form) {
        page.append("\n`").append(form.signature()).append("`: ").append(form.text().summary());
        page.append("\n\n| | |\n|---|---|\n");
        row(page, "support", form.support().toString());
        row(page, form.isDiscrete() ? "mass" : "density", "`" + form.text().density() + "`");
        for (Parameter parameter : form.parameters()) {
            row(
                    page,
                    "`" + parameter.name() + "`",
                    "%s; %s".formatted(parameter.support(), parameter.reparameterization()));
        }
        List<String> known = new ArrayList<>();
        form.moments().mean().ifPresent(_ -> known.add("mean"));
        form.moments().variance().ifPresent(_ -> known.add("variance"));
        form.cumulative()
                .ifPresent(
                        cumulative -> {
                            known.add("distribution function");
                            cumulative.quantile().ifPresent(_ -> known.add("quantiles"));
                        });
        row(page, "known", known.isEmpty() ? "-" : String.join(", ", known));
        String uses =
                switch (form.role()) {
                    case ANY ->
                            form.hasSampler()
                                    ? "priors, observations, guides, generated quantities"
                                    : "priors and observations (it cannot be drawn from)";
                    case OBSERVATION -> "observations and generated quantities";
                    case POINT -> "guides";
                };
        row(page, "for", uses);
        row(page, "example", "`" + form.text().example() + "`");
    }

    private static void row(StringBuilder page, String left, String right) {
        page.append("| ")
                .append(left)
                .append(" | ")
                .append(right.replace("|", "\\\\|"))
                .append(" |\n");
    }
}
