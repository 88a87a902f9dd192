package org.pathwise.repl.fit;

import org.pathwise.compiler.BoundModel;
import org.pathwise.repl.text.Style;
import org.pathwise.runtime.diagnose.Verdict;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DrawsCsv;
import org.pathwise.runtime.io.ElboCsv;
import org.pathwise.runtime.io.FitJson;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.io.SavedFit;
import org.pathwise.runtime.io.SavedFitFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fit that is done.
 *
 * @param input what was fitted
 * @param parameters the fitted ones, by name
 * @param posterior draws from the fitted guide
 * @param warnings of the fit itself, not of the script
 */
public record Fitted(
        Input input,
        BoundModel model,
        FitChoices choices,
        FitResult result,
        List<NamedArray> parameters,
        PosteriorDraws posterior,
        FitReport report,
        Verdict verdict,
        List<String> warnings) {
    public Fitted {
        parameters = List.copyOf(parameters);
        warnings = List.copyOf(warnings);
    }

    /** What is printed for people: sites, summaries, verdict. */
    public String summary(Style style, FitSummary.Reader reader) {
        return FitSummary.text(model.plan(), report, posterior, verdict, style, reader);
    }

    /** Writes what people and other programs read, and what `predict` needs. */
    public void write(Path folder) throws IOException {
        DrawsCsv.write(folder.resolve("draws.csv"), settings(), posterior);
        FitJson.write(folder.resolve("fit.json"), report);
        ElboCsv.write(folder.resolve("elbo.csv"), result.history());
        SavedFitFiles.write(folder, saved(), summary(Style.PLAIN, FitSummary.Reader.OF_FILES));
    }

    /** The fit as later predictions need it. */
    public SavedFit saved() {
        return new SavedFit(
                Version.text(),
                input.name(),
                input.source().name(),
                input.source().text(),
                choices.guide().toString(),
                choices.seed(),
                input.settings(),
                settings(),
                model.sizes(),
                model.checksums(),
                parameters);
    }

    /** All that the draws depend on. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pathwise_version", Version.text());
        settings.put("model", input.name());
        settings.put("script", input.source().name());
        settings.put(
                "data", String.join(" ", input.data().stream().map(DataFile::toString).toList()));
        input.settings()
                .forEach(
                        (name, value) ->
                                settings.put("set " + name, String.valueOf(value.values()[0])));
        settings.putAll(choices.settings(report.particles()));
        return settings;
    }
}
