package org.pathwise.repl;

import org.pathwise.compiler.estimate.EstimateOptions;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code [--enumeration-budget N]}: what the choice of estimators may depend on. */
final class EstimatorOptions {
    @Option(
            names = "--enumeration-budget",
            paramLabel = "N",
            description =
                    "Sum over the states of discrete latents where that takes at most so many"
                            + " evaluations of a term; 0 draws them all (default:"
                            + " ${DEFAULT-VALUE}).")
    private int budget = EstimateOptions.DEFAULT_BUDGET;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * The options.
     *
     * @throws ParameterException if the budget is negative
     */
    EstimateOptions options() {
        if (budget < 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "--enumeration-budget must be at least 0, not " + budget);
        }
        return EstimateOptions.withBudget(budget);
    }
}
