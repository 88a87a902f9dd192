package org.pathwise.repl.report;

import org.pathwise.runtime.diagnose.Verdict;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DrawsTable;
import org.pathwise.runtime.io.FitReport;

import java.util.List;

/**
 * How far to trust a fit.
 *
 * @param style of the box: good, usable, poor or none
 * @param heading in a few words
 * @param text in a few sentences
 */
record Judgement(String style, String heading, String text) {
    private static final String INTERRUPTED = "interrupted";

    static Judgement of(FitReport report, DrawsTable draws) {
        if (isPointEstimate(report)) {
            return new Judgement(
                    "none",
                    "A point estimate",
                    report.objective() + "; nothing here says how uncertain it is.");
        }
        if (report.minibatch().isPresent()) {
            return new Judgement(
                    report.converged() ? "none" : "usable",
                    report.converged() ? "Converged, and not judged further" : "Not converged",
                    "k-hat is not computed with minibatches: it weighs each draw by all rows.");
        }
        Verdict verdict = Verdict.of(outcome(report), report.kHat(), divergence(draws));
        return switch (verdict.quality()) {
            case GOOD -> new Judgement("good", "Close to the posterior", verdict.text());
            case USABLE -> new Judgement("usable", "Usable, with care", verdict.text());
            case POOR -> new Judgement("poor", "Only a rough approximation", verdict.text());
        };
    }

    static boolean isPointEstimate(FitReport report) {
        return !report.objective().equals("ELBO");
    }

    static FitResult.Outcome outcome(FitReport report) {
        if (report.converged()) {
            return FitResult.Outcome.CONVERGED;
        }
        return report.stopReason().startsWith(INTERRUPTED)
                ? FitResult.Outcome.INTERRUPTED
                : FitResult.Outcome.OUT_OF_STEPS;
    }

    private static double divergence(DrawsTable draws) {
        return new PosteriorDraws(
                        List.of(), draws.count(), new double[0], draws.logJoint(), draws.logGuide())
                .divergence();
    }
}
