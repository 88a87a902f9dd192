package org.pathwise.repl;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.LogDensity;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Json;
import org.pathwise.repl.text.Table;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pathwise log-density}: the model's log density and its gradients at a point. */
@Command(
        name = "log-density",
        description = {
            "Prints the normalised log joint density of data and latents at given latents, and its"
                    + " gradient with respect to each: on the latents' own scale, and on the"
                    + " unconstrained scale that fits work on, there with the log Jacobian of the"
                    + " transforms. Nothing is dropped from the density, so it can be compared with"
                    + " other systems."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  echo '{\"mu\": 4, \"tau\": 3, \"eta\": [0, 0, 0, 0, 0, 0, 0, 0]}' > at.json",
            "  pathwise log-density examples/eight-schools --at at.json",
            "",
            "With --json, arrays nested as in the data:",
            "  {\"constrained\":   {\"log_density\", \"values\": {NAME: ...}, \"gradient\": {NAME:"
                    + " ...}},",
            "   \"unconstrained\": {\"log_density\", \"log_jacobian\", \"values\": {NAME: ...},",
            "                     \"gradient\": {NAME: ...}}}",
            "Missing data that is latent goes by the data's name, as a list of the missing"
                    + " elements.",
            "A latent whose unconstrained form has another shape (a simplex) is a flat array there."
                    + " A discrete",
            "latent has no gradient. A number that is not finite is null."
        })
final class LogDensityCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = ScriptOptions.SCRIPT_LABEL, description = ScriptOptions.SCRIPT_HELP)
    private Path script = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Option(
            names = "--at",
            required = true,
            paramLabel = "FILE",
            description = "The latents, a .json file in the format of the data.")
    private Path at = Path.of("");

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    LogDensityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Input input = options.open(script);
        if (!Files.exists(at) || Files.isDirectory(at)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no file " + at + " of latents");
        }
        Optional<BoundModel> model = Binding.bind(terminal, input).model();
        if (model.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        LogDensity density = model.get().logDensity();
        DataSet given = DataFiles.read(List.of(at));
        List<String> errors = new ArrayList<>();
        Map<String, double[]> values = LatentValues.read(density.latents(), given, at, errors);
        if (!errors.isEmpty()) {
            errors.forEach(error -> terminal.err().println("error: " + error));
            return ExitCode.WRONG_INPUT;
        }
        LogDensity.Evaluation constrained = density.constrained(values);
        LogDensity.Evaluation unconstrained = density.unconstrained(values);
        terminal.out()
                .print(
                        json
                                ? Json.text(report(density, constrained, unconstrained))
                                : text(density, constrained, unconstrained));
        return ExitCode.FINE;
    }

    private static String text(
            LogDensity density,
            LogDensity.Evaluation constrained,
            LogDensity.Evaluation unconstrained) {
        Table densities =
                new Table().column("", Table.Align.LEFT).column("log density", Table.Align.POINT);
        densities.row(List.of("constrained", number(constrained.value())));
        densities.row(List.of("log Jacobian", number(unconstrained.value() - constrained.value())));
        densities.row(List.of("unconstrained", number(unconstrained.value())));
        StringBuilder text = new StringBuilder(densities.render());
        if (!density.summedOut().isEmpty()) {
            text.append("\nsummed out: ")
                    .append(String.join(", ", density.summedOut()))
                    .append('\n');
        }
        Map<String, Quantity> latents = density.latents();
        text.append('\n').append(gradients("constrained", latents, constrained));
        text.append('\n').append(gradients("unconstrained", latents, unconstrained));
        return text.toString();
    }

    private static String gradients(
            String scale, Map<String, Quantity> latents, LogDensity.Evaluation evaluation) {
        Table table =
                new Table()
                        .column(scale, Table.Align.LEFT)
                        .column("value", Table.Align.POINT)
                        .column("gradient", Table.Align.POINT);
        evaluation
                .points()
                .forEach(
                        (name, values) -> {
                            double[] gradient = evaluation.gradient().get(name);
                            List<String> elements =
                                    LatentValues.elements(
                                            Objects.requireNonNull(latents.get(name)),
                                            values.length);
                            for (int i = 0; i < values.length; i++) {
                                table.row(
                                        List.of(
                                                elements.get(i),
                                                number(values[i]),
                                                gradient == null ? "" : number(gradient[i])));
                            }
                        });
        return table.render();
    }

    private static Map<String, Object> report(
            LogDensity density,
            LogDensity.Evaluation constrained,
            LogDensity.Evaluation unconstrained) {
        Map<String, Quantity> latents = density.latents();
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("log_density", constrained.value());
        arrays(latents, constrained, inner);
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("log_density", unconstrained.value());
        outer.put("log_jacobian", unconstrained.value() - constrained.value());
        arrays(latents, unconstrained, outer);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("constrained", inner);
        report.put("unconstrained", outer);
        if (!density.summedOut().isEmpty()) {
            report.put("summed_out", density.summedOut());
        }
        return report;
    }

    private static void arrays(
            Map<String, Quantity> latents,
            LogDensity.Evaluation evaluation,
            Map<String, Object> into) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> gradient = new LinkedHashMap<>();
        evaluation
                .points()
                .forEach(
                        (name, numbers) ->
                                values.put(name, nested(numbers, shape(latents, name, numbers))));
        evaluation
                .gradient()
                .forEach(
                        (name, numbers) ->
                                gradient.put(name, nested(numbers, shape(latents, name, numbers))));
        into.put("values", values);
        into.put("gradient", gradient);
    }

    /** The latent's shape if it fits the numbers, else that of a flat array. */
    private static List<Integer> shape(
            Map<String, Quantity> latents, String name, double[] numbers) {
        List<Integer> shape = LatentValues.shape(Objects.requireNonNull(latents.get(name)));
        int size = shape.stream().reduce(1, Math::multiplyExact);
        return size == numbers.length ? shape : List.of(numbers.length);
    }

    private static Object nested(double[] numbers, List<Integer> shape) {
        if (shape.isEmpty()) {
            return numbers[0];
        }
        int rows = shape.getFirst();
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int size = numbers.length / rows;
            double[] row = Arrays.copyOfRange(numbers, i * size, (i + 1) * size);
            elements.add(nested(row, shape.subList(1, shape.size())));
        }
        return elements;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(java.util.Locale.ROOT, "%.1f", value)
                : String.format(java.util.Locale.ROOT, "%.10g", value);
    }
}
