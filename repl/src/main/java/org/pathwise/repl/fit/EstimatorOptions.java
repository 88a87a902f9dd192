package org.pathwise.repl.fit;

import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.EstimateOptions;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;

/**
 * {@code [--enumeration-budget N] [--entropy HOW]}: what the choice of estimators may depend on.
 */
public final class EstimatorOptions {
    @Option(
            names = "--enumeration-budget",
            paramLabel = "N",
            description =
                    "Sum over the states of discrete latents where that takes at most so many"
                            + " evaluations of a term; 0 draws them all (default:"
                            + " ${DEFAULT-VALUE}).")
    private int budget = EstimateOptions.DEFAULT_BUDGET;

    @Option(
            names = "--entropy",
            paramLabel = "HOW",
            converter = EntropyConverter.class,
            description =
                    "How the guide's entropy is estimated: closed, by its formula where there is"
                            + " one; sample, as minus the log density of the draws; stl, as that"
                            + " without the part of its gradient whose mean is 0 (default:"
                            + " ${DEFAULT-VALUE}).")
    private Entropy entropy = Entropy.CLOSED;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * The options.
     *
     * @throws ParameterException if the budget is negative
     */
    public EstimateOptions options() {
        if (budget < 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "--enumeration-budget must be at least 0, not " + budget);
        }
        return EstimateOptions.withBudget(budget).withEntropy(entropy);
    }

    private static final class EntropyConverter implements ITypeConverter<Entropy> {
        @Override
        public Entropy convert(String text) {
            return Arrays.stream(Entropy.values())
                    .filter(value -> value.toString().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "must be closed, sample or stl, not " + text));
        }
    }
}
