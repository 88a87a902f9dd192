package org.pathwise.runtime.io;

import org.pathwise.runtime.diagnose.ParetoSmoothing;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code fit.json} holds.
 *
 * @param parameters a summary for each number of a draw, by names such as {@code theta[1]}
 * @param objective what was maximised: {@code ELBO}, or in a sentence what it was instead
 * @param elbo the objective at the fitted parameters
 * @param missing what became of missing data
 * @param kHat see {@link ParetoSmoothing#kHat}; NaN where the objective is no ELBO, and after
 *     minibatches
 * @param minibatch what each step saw of the data; empty where it saw all
 */
public record FitReport(
        Map<String, Summary> parameters,
        String objective,
        PosteriorDraws.Estimate elbo,
        double kHat,
        boolean converged,
        String stopReason,
        long steps,
        int particles,
        long seed,
        List<Site> sites,
        List<MissingValues> missing,
        Optional<Minibatch> minibatch,
        List<String> warnings,
        Time time) {
    public FitReport {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        sites = List.copyOf(sites);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    /**
     * A fit whose steps saw only some rows of the data.
     *
     * @param rows how many of which dimensions
     * @param leftOut what was not drawn because it varies over the rows
     */
    public record Minibatch(Map<String, Integer> rows, List<String> leftOut) {
        public Minibatch {
            rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
            leftOut = List.copyOf(leftOut);
        }
    }

    /** A row of the site table. */
    public record Site(
            String site,
            int line,
            int column,
            String distribution,
            String support,
            String estimator,
            String method,
            String reason) {}

    /** Wall times: milliseconds, and microseconds per step. */
    public record Time(double compileMs, double fitMs, double stepUs, double totalMs) {}

    /** Puts a report together from a fit and its draws. */
    public static FitReport of(
            FitResult fit,
            PosteriorDraws draws,
            int particles,
            long seed,
            List<Site> sites,
            List<MissingValues> missing,
            List<String> warnings,
            double compileMs,
            double totalMs) {
        return new FitReport(
                summaries(draws),
                "ELBO",
                draws.elbo(),
                ParetoSmoothing.kHat(draws.logRatios()),
                fit.converged(),
                fit.stopReason(),
                fit.steps(),
                particles,
                seed,
                sites,
                missing,
                Optional.empty(),
                warnings,
                new Time(compileMs, fit.nanoseconds() * 1e-6, fit.stepMicroseconds(), totalMs));
    }

    /**
     * The report of a fit with point estimates.
     *
     * @param what the objective, in a sentence
     */
    public FitReport withObjective(String what) {
        return new FitReport(
                parameters,
                what,
                elbo,
                Double.NaN,
                converged,
                stopReason,
                steps,
                particles,
                seed,
                sites,
                missing,
                minibatch,
                warnings,
                time);
    }

    /**
     * The report of a fit with minibatches, whose draws have no weights.
     *
     * @param estimate of the objective
     */
    public FitReport withMinibatch(Minibatch what, PosteriorDraws.Estimate estimate) {
        return new FitReport(
                parameters,
                objective,
                estimate,
                Double.NaN,
                converged,
                stopReason,
                steps,
                particles,
                seed,
                sites,
                missing,
                Optional.of(what),
                warnings,
                time);
    }

    /** A summary for each number of a draw, in order. */
    public static Map<String, Summary> summaries(PosteriorDraws draws) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        int column = 0;
        for (Quantity quantity : draws.quantities()) {
            for (String name : ElementNames.bracketed(quantity)) {
                summaries.put(name, Summary.of(draws.column(column++)));
            }
        }
        return summaries;
    }
}
