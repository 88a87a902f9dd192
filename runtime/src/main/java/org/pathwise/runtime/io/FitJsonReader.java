package org.pathwise.runtime.io;

import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.PosteriorDraws;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what {@link FitJson} writes. */
final class FitJsonReader {
    private FitJsonReader() {}

    /**
     * The report in a file; a number that was not finite is NaN.
     *
     * @throws Damage if the file is not what {@link FitJson} writes
     */
    static FitReport read(Path file) throws IOException {
        try {
            return report(JsonFields.of(file.toString(), JsonTree.read(Files.readString(file))));
        } catch (JacksonException e) {
            throw Damage.at(
                    file.toString(),
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()),
                    JsonTree.wrong(e));
        }
    }

    private static FitReport report(JsonFields json) {
        JsonFields elbo = json.object("elbo");
        JsonFields time = json.object("time");
        return new FitReport(
                json.object("parameters").entries((all, name) -> summary(all.object(name))),
                json.text("objective"),
                new PosteriorDraws.Estimate(elbo.number("mean"), elbo.number("se")),
                json.number("khat"),
                json.truth("converged"),
                json.text("stop_reason"),
                json.whole("steps"),
                json.count("particles"),
                json.whole("seed"),
                json.objects("sites").stream().map(FitJsonReader::site).toList(),
                json.objects("missing").stream().map(FitJsonReader::missing).toList(),
                json.has("batch") ? Optional.of(minibatch(json)) : Optional.empty(),
                json.texts("warnings"),
                new FitReport.Time(
                        time.number("compile_ms"),
                        time.number("fit_ms"),
                        time.number("step_us"),
                        time.number("total_ms")));
    }

    private static Summary summary(JsonFields json) {
        return new Summary(
                json.number("mean"),
                json.number("sd"),
                json.number("q05"),
                json.number("q50"),
                json.number("q95"));
    }

    private static FitReport.Site site(JsonFields json) {
        return new FitReport.Site(
                json.text("site"),
                json.count("line"),
                json.count("column"),
                json.text("distribution"),
                json.text("support"),
                json.text("estimator"),
                json.text("method"),
                json.text("reason"));
    }

    private static MissingValues missing(JsonFields json) {
        int missing = json.count("missing");
        int latent = json.count("latent");
        int leftOut = json.count("left_out");
        int unread = json.count("unread");
        if (missing != latent + leftOut + unread) {
            throw Damage.in(json.file(), "the counts of missing values do not add up");
        }
        return new MissingValues(
                json.text("data"),
                missing,
                json.count("of"),
                latent,
                json.text("latent_in"),
                leftOut,
                unread);
    }

    private static FitReport.Minibatch minibatch(JsonFields json) {
        return new FitReport.Minibatch(
                json.object("batch").entries(JsonFields::count), json.texts("not_drawn"));
    }
}
