package org.pathwise.runtime.io;

import org.pathwise.runtime.diagnose.Summary;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes {@code fit.json}. A number that is not finite is null, for JSON has no other word for it.
 */
public final class FitJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final ObjectWriteContext PRETTY =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    return new DefaultPrettyPrinter();
                }
            };

    private FitJson() {}

    /** Writes a report to a file. */
    public static void write(Path file, FitReport report) throws IOException {
        AtomicFile.write(file, out -> out.write(text(report)));
    }

    /** A report as JSON, with a line feed at its end. */
    public static String text(FitReport report) {
        Writer out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(PRETTY, out)) {
            report(json, report);
        }
        return out + "\n";
    }

    private static void report(JsonGenerator json, FitReport report) {
        json.writeStartObject();
        json.writeName("parameters");
        json.writeStartObject();
        for (Map.Entry<String, Summary> entry : report.parameters().entrySet()) {
            json.writeName(entry.getKey());
            summary(json, entry.getValue());
        }
        json.writeEndObject();
        json.writeStringProperty("objective", report.objective());
        json.writeName("elbo");
        json.writeStartObject();
        number(json, "mean", report.elbo().mean());
        number(json, "se", report.elbo().standardError());
        json.writeEndObject();
        number(json, "khat", report.kHat());
        json.writeBooleanProperty("converged", report.converged());
        json.writeStringProperty("stop_reason", report.stopReason());
        json.writeNumberProperty("steps", report.steps());
        json.writeNumberProperty("particles", report.particles());
        json.writeNumberProperty("seed", report.seed());
        json.writeName("sites");
        json.writeStartArray();
        for (FitReport.Site site : report.sites()) {
            site(json, site);
        }
        json.writeEndArray();
        json.writeName("missing");
        json.writeStartArray();
        for (MissingValues missing : report.missing()) {
            missing(json, missing);
        }
        json.writeEndArray();
        report.minibatch().ifPresent(minibatch -> minibatch(json, minibatch));
        json.writeName("warnings");
        json.writeStartArray();
        for (String warning : report.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeName("time");
        json.writeStartObject();
        number(json, "compile_ms", report.time().compileMs());
        number(json, "fit_ms", report.time().fitMs());
        number(json, "step_us", report.time().stepUs());
        number(json, "total_ms", report.time().totalMs());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void summary(JsonGenerator json, Summary summary) {
        json.writeStartObject();
        number(json, "mean", summary.mean());
        number(json, "sd", summary.sd());
        number(json, "q05", summary.q05());
        number(json, "q50", summary.q50());
        number(json, "q95", summary.q95());
        json.writeEndObject();
    }

    private static void site(JsonGenerator json, FitReport.Site site) {
        json.writeStartObject();
        json.writeStringProperty("site", site.site());
        json.writeNumberProperty("line", site.line());
        json.writeNumberProperty("column", site.column());
        json.writeStringProperty("distribution", site.distribution());
        json.writeStringProperty("support", site.support());
        json.writeStringProperty("estimator", site.estimator());
        json.writeStringProperty("method", site.method());
        json.writeStringProperty("reason", site.reason());
        json.writeEndObject();
    }

    private static void minibatch(JsonGenerator json, FitReport.Minibatch minibatch) {
        json.writeName("batch");
        json.writeStartObject();
        minibatch.rows().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeName("not_drawn");
        json.writeStartArray();
        minibatch.leftOut().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void missing(JsonGenerator json, MissingValues missing) {
        json.writeStartObject();
        json.writeStringProperty("data", missing.data());
        json.writeNumberProperty("missing", missing.missing());
        json.writeNumberProperty("of", missing.of());
        json.writeNumberProperty("latent", missing.latent());
        json.writeStringProperty("latent_in", missing.latentIn());
        json.writeNumberProperty("left_out", missing.leftOut());
        json.writeNumberProperty("unread", missing.unread());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
