package org.pathwise.repl.fit;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.runtime.inference.FitOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a user may choose about a fit, wherever it is started from. */
public final class FitChoices {
    @Mixin private EstimatorOptions estimators = new EstimatorOptions();

    @Mixin private BatchOptions batches = new BatchOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Stop after so many steps at the latest (default: ${DEFAULT-VALUE}).")
    private long steps = FitOptions.DEFAULT_MAX_STEPS;

    @Option(
            names = "--particles",
            paramLabel = "N",
            description =
                    "Draws per gradient estimate; by default 8, 2 where every draw costs a pass"
                        + " over much data, and with --batch 1, or 2 where particles are compared.")
    private @Nullable Integer givenParticles;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Posterior draws to make after the fit (default: ${DEFAULT-VALUE}).")
    private int draws = 1000;

    @Option(
            names = "--step-size",
            paramLabel = "X",
            description =
                    "The first step size of Adam, for all parameters alike; by default the fit"
                            + " finds one for each.")
    private @Nullable Double stepSize;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that make draws and multiply large matrices; changes no result"
                            + " (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--precision",
            paramLabel = "KIND",
            converter = PrecisionConverter.class,
            description =
                    "What the fit computes with, double or float: single precision makes nets about"
                            + " twice as fast (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(
            names = "--guide",
            paramLabel = "KIND",
            converter = GuideKind.Converter.class,
            description =
                    "What latents are drawn from that the script's guide leaves out: meanfield, an"
                            + " independent Normal each on the unconstrained scale, or map, a point"
                            + " estimate at the mode of the density on their own scale (default:"
                            + " ${DEFAULT-VALUE}).")
    private GuideKind guide = GuideKind.MEANFIELD;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * Refuses numbers that mean nothing.
     *
     * @throws ParameterException with what is wrong
     */
    public void check() {
        OptionCheck.atLeast(command, "--steps", 1, steps);
        if (givenParticles != null) {
            OptionCheck.atLeast(command, "--particles", 1, givenParticles);
        }
        OptionCheck.atLeast(command, "--draws", 1, draws);
        OptionCheck.atLeast(command, "--threads", 1, threads);
        if (stepSize != null && !(stepSize > 0 && Double.isFinite(stepSize))) {
            throw OptionCheck.wrong(
                    command, "--step-size must be a positive number, not " + stepSize);
        }
    }

    /** What the choice of estimators may depend on. */
    public EstimateOptions estimators() {
        return estimators.options();
    }

    /** What each step sees of the data. */
    public Batches batches() {
        return batches.batches();
    }

    public GuideKind guide() {
        return guide;
    }

    public Precision precision() {
        return precision;
    }

    public long seed() {
        return seed;
    }

    /** How many draws the user wants. */
    public int draws() {
        return draws;
    }

    public int threads() {
        return threads;
    }

    /** What the search for the parameters needs. */
    public FitOptions options() {
        FitOptions fit = FitOptions.seeded(seed).withMaxSteps(steps);
        return stepSize == null ? fit : fit.withStepSize(stepSize);
    }

    /**
     * Draws per gradient estimate.
     *
     * @throws ParameterException if the model's estimators need more than the user wants
     */
    public int particles(BoundModel model) {
        int particles = givenParticles == null ? model.defaultParticles() : givenParticles;
        if (particles < 2 && model.needsSeveralParticles()) {
            throw OptionCheck.wrong(
                    command,
                    "--particles must be at least 2: the score function compares particles");
        }
        return particles;
    }

    /**
     * All choices that results depend on, by name.
     *
     * @param particles draws per gradient estimate
     */
    Map<String, String> settings(int particles) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("method", "variational");
        settings.put(
                "guide",
                switch (guide) {
                    case MEANFIELD -> "automatic mean field, completed by the script's own guide";
                    case MAP -> "point estimates (MAP), completed by the script's own guide";
                });
        settings.put("enumeration_budget", String.valueOf(estimators().enumerationBudget()));
        batches()
                .sizes()
                .forEach((name, rows) -> settings.put("batch " + name, String.valueOf(rows)));
        settings.put("entropy", estimators().entropy().toString());
        settings.put("seed", String.valueOf(seed));
        settings.put("steps", String.valueOf(steps));
        settings.put("particles", String.valueOf(particles));
        settings.put("draws", String.valueOf(draws));
        settings.put("step_size", stepSize == null ? "automatic" : String.valueOf(stepSize));
        settings.put("precision", PrecisionConverter.name(precision));
        settings.put("threads", String.valueOf(threads));
        return settings;
    }
}
