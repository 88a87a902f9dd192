package org.pathwise.repl;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.repl.fit.BatchOptions;
import org.pathwise.repl.fit.EstimatorOptions;
import org.pathwise.repl.fit.FitProgress;
import org.pathwise.repl.fit.GuideKind;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.OptionCheck;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.diagnose.GradientCheck;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.StochasticVariationalInference;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** {@code pathwise check-gradients}: an audit of the compiled gradient estimators. */
@Command(
        name = "check-gradients",
        description = {
            "Compares the gradient that a fit would use with finite differences of the ELBO,"
                    + " parameter by parameter, and shows how noisy each site's gradient is.",
            "Both are averages over many draws. The error is that of their difference, and z says"
                    + " how many errors apart they are. A wrong estimator shows as a large |z|."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 all agree, 4 some gradient is wrong; others as for all commands.",
            "",
            "Examples:",
            "  pathwise check-gradients examples/discontinuity",
            "  pathwise check-gradients model.pw --data data.json --at fitted --draws 100000"
        })
final class CheckGradientsCommand implements Callable<Integer> {
    private static final int LEAST_ESTIMATES = 500;

    /** Where to compare. */
    enum At {
        INITIAL,
        FITTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Parameters(paramLabel = ScriptOptions.SCRIPT_LABEL, description = ScriptOptions.SCRIPT_HELP)
    private Path script = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Mixin private EstimatorOptions estimators = new EstimatorOptions();

    @Mixin private BatchOptions batches = new BatchOptions();

    @Option(
            names = "--at",
            paramLabel = "WHERE",
            description =
                    "At the ${COMPLETION-CANDIDATES} values of the guide's parameters (default:"
                            + " ${DEFAULT-VALUE}).")
    private At at = At.INITIAL;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description =
                    "Draws for each parameter's gradient, and as many for its difference (default:"
                            + " ${DEFAULT-VALUE}).")
    private int draws = 40_000;

    @Option(
            names = "--parameters",
            paramLabel = "N",
            description =
                    "Compare so many parameters, chosen at random, where there are more (default:"
                            + " ${DEFAULT-VALUE}).")
    private int most = 50;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    CheckGradientsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OptionCheck.atLeast(spec, "--draws", 1, draws);
        OptionCheck.atLeast(spec, "--parameters", 1, most);
        Input input = options.open(script);
        Optional<BoundModel> bound =
                Binding.bind(
                                terminal,
                                input,
                                GuideKind.MEANFIELD,
                                estimators.options(),
                                batches.batches())
                        .model();
        if (bound.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        BoundModel model = bound.get();
        CompiledObjective objective = model.objective(model.defaultParticles());
        Optional<double[]> point = point(objective);
        if (point.isEmpty()) {
            return ExitCode.FAILED;
        }
        int particles = objective.noise().particles();
        int estimates = Math.max(LEAST_ESTIMATES, (draws + particles - 1) / particles);
        int[] chosen = choose(point.get().length);
        GradientCheck check = GradientCheck.of(objective, point.get(), chosen, estimates, seed);
        terminal.out()
                .print(
                        GradientReport.text(
                                model.plan(),
                                objective.parameters(),
                                check,
                                particles,
                                point.get().length));
        return check.wrong().isEmpty() ? ExitCode.FINE : ExitCode.WRONG_GRADIENT;
    }

    /** Where to compare; empty after saying why there is no such place. */
    private Optional<double[]> point(CompiledObjective objective) {
        if (at == At.INITIAL) {
            double[] initial = objective.parameters().initialValues(seed);
            Optional<String> problem = GradientCheck.notFinite(objective, initial, seed);
            problem.ifPresent(
                    where ->
                            terminal.err()
                                    .println(
                                            "error: at the initial values "
                                                    + where
                                                    + "\n`--at fitted` compares where a fit ends"));
            return problem.isPresent() ? Optional.empty() : Optional.of(initial);
        }
        FitResult fit;
        try (FitProgress progress = FitProgress.ofProcess(terminal, false)) {
            fit = StochasticVariationalInference.fit(objective, FitOptions.seeded(seed), progress);
        }
        if (fit.outcome() == FitResult.Outcome.FAILED) {
            terminal.err().println("error: the fit " + fit.stopReason());
            return Optional.empty();
        }
        return Optional.of(fit.parameters());
    }

    /** All parameters, or a choice of them, in ascending order. */
    private int[] choose(int size) {
        int[] indices = IntStream.range(0, size).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        int count = Math.min(size, most);
        for (int i = 0; i < count && count < size; i++) {
            int j = i + random.nextInt(size - i);
            int held = indices[i];
            indices[i] = indices[j];
            indices[j] = held;
        }
        int[] chosen = Arrays.copyOf(indices, count);
        Arrays.sort(chosen);
        return chosen;
    }
}
