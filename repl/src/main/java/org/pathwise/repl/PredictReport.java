package org.pathwise.repl;

import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.text.Json;
import org.pathwise.repl.text.Style;
import org.pathwise.runtime.diagnose.ComponentUsage;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.LikelihoodEstimate;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a prediction found.
 *
 * @param parameters a summary for each number of a draw
 * @param likelihood of the new data, if it was asked for
 * @param components which parts of the rows' latents are in use
 */
record PredictReport(
        Map<String, Summary> parameters,
        int draws,
        long seed,
        Optional<LikelihoodEstimate> likelihood,
        List<ComponentUsage> components,
        List<String> warnings) {

    /** What {@code predict.json} holds: named as in {@code fit.json}. */
    String json() {
        Map<String, Object> summaries = new LinkedHashMap<>();
        parameters.forEach((name, summary) -> summaries.put(name, json(summary)));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("parameters", summaries);
        report.put("draws", draws);
        report.put("seed", seed);
        likelihood.ifPresent(estimate -> report.put("likelihood", json(estimate)));
        report.put("components", components.stream().map(PredictReport::json).toList());
        report.put("warnings", warnings);
        return Json.text(report);
    }

    private static Map<String, Object> json(Summary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", summary.mean());
        fields.put("sd", summary.sd());
        fields.put("q05", summary.q05());
        fields.put("q50", summary.q50());
        fields.put("q95", summary.q95());
        return fields;
    }

    private static Map<String, Object> json(LikelihoodEstimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("log_likelihood", estimate.logLikelihood());
        fields.put("monte_carlo_error", estimate.monteCarloError());
        fields.put("elbo", estimate.elbo());
        fields.put("importance_samples", estimate.samples());
        fields.put("effective_draws", estimate.effectiveDraws());
        estimate.dimension()
                .ifPresent(
                        dimension -> {
                            fields.put("rows", dimension);
                            fields.put("row_mean", rowMean(estimate));
                            fields.put("row_standard_error", estimate.standardErrorOverRows());
                            fields.put("log_likelihood_by_row", list(estimate.rows()));
                            fields.put("elbo_by_row", list(estimate.elbos()));
                        });
        return fields;
    }

    private static Map<String, Object> json(ComponentUsage usage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("latent", usage.latent());
        fields.put("components", usage.variances().length);
        fields.put("in_use", usage.inUse());
        fields.put("variance_of_means", list(usage.variances()));
        fields.put("mean_variance", usage.scale());
        return fields;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static double rowMean(LikelihoodEstimate estimate) {
        return estimate.logLikelihood() / estimate.rows().length;
    }

    /** What is printed for people: what {@code generate} made, or all where it made nothing. */
    String text(PosteriorDraws posterior, Path folder, Style style) {
        StringBuilder text = new StringBuilder();
        if (draws > 0) {
            List<Quantity> generated =
                    posterior.quantities().stream()
                            .filter(quantity -> quantity.kind() == Quantity.Kind.GENERATED)
                            .toList();
            text.append(
                            FitSummary.table(
                                    parameters,
                                    generated.isEmpty() ? posterior.quantities() : generated,
                                    style,
                                    " in predict.json"))
                    .append('\n');
        }
        likelihood.ifPresent(estimate -> text.append(text(estimate)));
        for (ComponentUsage usage : components) {
            text.append(
                    line(
                            "%s: %d of %d components are in use",
                            usage.latent(), usage.inUse(), usage.variances().length));
        }
        if (draws > 0) {
            text.append(line(draws == 1 ? "%,d draw; seed %d" : "%,d draws; seed %d", draws, seed));
        }
        return text.append(draws > 0 ? "draws.csv and predict.json are in " : "predict.json is in ")
                .append(folder)
                .append('\n')
                .toString();
    }

    private static String text(LikelihoodEstimate estimate) {
        double error = estimate.monteCarloError();
        String whole =
                line(
                        "Log likelihood %s (importance-weighted; Monte Carlo error %s; of %d draws"
                                + " %.1f effective)",
                        number(estimate.logLikelihood(), error),
                        number(error, error),
                        estimate.samples(),
                        estimate.effectiveDraws());
        double spread = estimate.standardErrorOverRows();
        String rows =
                estimate.dimension()
                        .map(
                                dimension ->
                                        line(
                                                "%s per row of %s (standard error %s over %,d)",
                                                number(rowMean(estimate), spread),
                                                dimension,
                                                number(spread, spread),
                                                estimate.rows().length))
                        .orElse("All data is weighed together: latents join its rows\n");
        return whole + rows + line("ELBO %s on the same data", number(estimate.elbo(), error));
    }

    /** With as many digits as two of the error need. */
    private static String number(double value, double error) {
        int digits = error > 0 ? (int) Math.clamp(1 - Math.floor(Math.log10(error)), 0, 10) : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
