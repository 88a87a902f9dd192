package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.repl.fit.BatchOptions;
import org.pathwise.repl.fit.EstimatorOptions;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.OptionCheck;
import org.pathwise.repl.fit.Sites;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Json;
import org.pathwise.repl.text.Messages;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.MissingValues;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code pathwise check}: what is wrong with a script, and how each latent's gradient would be
 * estimated.
 */
@Command(
        name = "check",
        description = {
            "Checks a script, and prints for each latent variable the gradient estimator that a fit"
                    + " would use, and why.",
            "Without data it says what can be said of the script alone; with data, whether they fit"
                    + " together, and what becomes of missing values."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  pathwise check model.pw",
            "  pathwise check model.pw --data data.json",
            "  pathwise check examples/coin --json",
            "  pathwise check model.pw --data rows.csv --batch N=128",
            "",
            "With --json:",
            "  {\"sites\": [{\"site\", \"line\", \"column\", \"distribution\", \"support\","
                    + " \"estimator\",",
            "              \"method\", \"reason\"}],",
            "   \"objective\" (where it is not the ELBO),",
            "   \"missing\": [{\"data\", \"missing\", \"of\", \"latent\", \"latent_in\","
                    + " \"left_out\", \"unread\"}],",
            "   \"diagnostics\": [{\"severity\", \"code\", \"line\", \"column\", \"end_line\","
                    + " \"end_column\",",
            "                    \"message\", \"help\"}]}"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = ScriptOptions.SCRIPT_LABEL, description = ScriptOptions.SCRIPT_HELP)
    private Path script = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Mixin private EstimatorOptions estimators = new EstimatorOptions();

    @Mixin private BatchOptions batches = new BatchOptions();

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Input input = options.open(script);
        CheckedScript checked = Compiler.check(input.source(), estimators.options());
        boolean bind = !input.data().isEmpty() || !input.settings().isEmpty();
        if (!bind && !batches.batches().isEmpty()) {
            throw OptionCheck.wrong(
                    spec, "--batch needs the data: whether rows can be drawn shows with them");
        }
        CheckedScript.Bound bound =
                bind
                        ? checked.bind(
                                DataFiles.read(input.data()), input.settings(), batches.batches())
                        : new CheckedScript.Bound(Optional.empty(), checked.diagnostics());
        List<Diagnostic> diagnostics = bound.diagnostics();
        // Missing data that is latent has a row of its own.
        Optional<Plan> plan = bound.model().map(BoundModel::plan).or(checked::plan);
        List<MissingValues> missing = bound.model().map(BoundModel::missing).orElse(List.of());
        if (json) {
            terminal.out().print(Json.text(report(plan, missing, diagnostics)));
        } else {
            Messages.print(terminal, diagnostics);
            plan.ifPresent(
                    sites ->
                            terminal.out()
                                    .print(
                                            Sites.table(
                                                    sites, Sites.Places.SHOWN, terminal.style())));
            terminal.out().print(FitSummary.missing(missing));
        }
        return Messages.anyError(diagnostics) ? ExitCode.WRONG_INPUT : ExitCode.FINE;
    }

    private static Map<String, @Nullable Object> report(
            Optional<Plan> plan, List<MissingValues> missing, List<Diagnostic> diagnostics) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("sites", plan.map(Sites::json).orElse(List.of()));
        plan.flatMap(Plan::pointEstimates).ifPresent(what -> report.put("objective", what));
        report.put("missing", missing.stream().map(CheckCommand::json).toList());
        report.put("diagnostics", diagnostics.stream().map(Messages::json).toList());
        return report;
    }

    private static Map<String, Object> json(MissingValues missing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", missing.data());
        fields.put("missing", missing.missing());
        fields.put("of", missing.of());
        fields.put("latent", missing.latent());
        fields.put("latent_in", missing.latentIn());
        fields.put("left_out", missing.leftOut());
        fields.put("unread", missing.unread());
        return fields;
    }
}
