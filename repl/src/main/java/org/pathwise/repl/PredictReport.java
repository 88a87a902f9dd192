package org.pathwise.repl;

import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a prediction found.
 *
 * @param parameters a summary for each number of a draw
 */
record PredictReport(Map<String, Summary> parameters, int draws, long seed, List<String> warnings) {

    static PredictReport of(PosteriorDraws draws, long seed, List<String> warnings) {
        return new PredictReport(FitReport.summaries(draws), draws.count(), seed, warnings);
    }

    /** What {@code predict.json} holds: named as in {@code fit.json}. */
    String json() {
        Map<String, Object> summaries = new LinkedHashMap<>();
        parameters.forEach((name, summary) -> summaries.put(name, json(summary)));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("parameters", summaries);
        report.put("draws", draws);
        report.put("seed", seed);
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

    /** What is printed for people: what {@code generate} made, or all where it made nothing. */
    String text(PosteriorDraws posterior, Path folder) {
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
                                    "predict.json"))
                    .append('\n')
                    .append(draws == 1 ? "1 draw" : String.format("%,d draws", draws))
                    .append("; seed ")
                    .append(seed)
                    .append('\n');
        }
        text.append(draws > 0 ? "draws.csv and predict.json are in " : "predict.json is in ")
                .append(folder)
                .append('\n');
        return text.toString();
    }
}
