package org.pathwise.repl.report;

import org.pathwise.runtime.io.FitReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the numbers of a fit mean, and what to do about them. */
final class Diagnostics {
    private static final double CLOSE = 0.5;
    private static final double ROUGH = 0.7;

    private Diagnostics() {}

    static Html of(FitReport report) {
        List<Html> entries = new ArrayList<>();
        entries.add(entry("How it ended", sentence(report.stopReason()) + " " + ending(report)));
        if (Judgement.isPointEstimate(report)) {
            entries.add(
                    entry(
                            "Objective",
                            "Latents that are estimated as points have no standard deviation and no"
                                + " interval, so that there are no weights for k-hat either. For an"
                                + " uncertainty, fit again with the guide that is the default."));
        } else {
            entries.add(
                    entry(
                            "ELBO",
                            "The evidence lower bound: log p(data) is at least this, up to the"
                                + " standard error, and the closer, the better the guide. It"
                                + " compares guides and models on the same data; by itself it says"
                                + " nothing about how well a model fits."));
        }
        if (!Judgement.isPointEstimate(report) && report.minibatch().isEmpty()) {
            entries.add(entry("k-hat", kHat(report.kHat())));
        }
        report.minibatch().ifPresent(batch -> entries.add(entry("Minibatches", batch(batch))));
        scoreFunction(report.sites())
                .forEach(text -> entries.add(entry("Gradient estimators", text)));
        return Html.of("<dl class=\"words\">{}</dl>\n", Html.join(entries));
    }

    private static String ending(FitReport report) {
        return switch (Judgement.outcome(report)) {
            case CONVERGED -> "More steps would not change the result by more than its noise.";
            case INTERRUPTED ->
                    "The result is what the fit had by then. Fit again and let it end, or allow"
                            + " fewer `--steps`.";
            case OUT_OF_STEPS, FAILED ->
                    "The result may still move. Allow more `--steps`; if the course below"
                            + " is level but noisy, more `--particles` help, or a cheaper model.";
        };
    }

    private static String kHat(double value) {
        String meaning =
                "It is the shape of the tail of the weights p/q of the draws (Pareto smoothed"
                        + " importance sampling): it tells whether the draws could be weighted"
                        + " into draws of the posterior.";
        if (Double.isNaN(value)) {
            return meaning + " There were too few usable draws to estimate it; use more `--draws`.";
        }
        String judged =
                value < CLOSE
                        ? "Below 0.5 the weights have a finite variance, and the approximation is"
                                + " close where it matters."
                        : value < ROUGH
                                ? "Between 0.5 and 0.7 means are about right, but standard"
                                        + " deviations may be off. A richer guide helps."
                                : "Above 0.7 a few draws outweigh the rest: as a rule the"
                                        + " guide misses mass of the posterior. Try a"
                                        + " guide with correlations or one of your own, or a"
                                        + " parameterization in which the posterior is closer to a"
                                        + " Gaussian (such as `theta = mu + tau * eta`).";
        return meaning + " Here it is " + Words.fixed(value, 2) + ". " + judged;
    }

    private static String batch(FitReport.Minibatch batch) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : batch.rows().entrySet()) {
            rows.add(Words.whole(entry.getValue()) + " of " + entry.getKey());
        }
        String left =
                batch.leftOut().isEmpty()
                        ? ""
                        : " Not drawn, because it varies over the rows: "
                                + String.join(", ", batch.leftOut())
                                + ". `pathwise predict` draws for any rows.";
        return "Each step saw " + String.join(" and ", rows) + "." + left;
    }

    private static List<String> scoreFunction(List<FitReport.Site> sites) {
        List<String> names =
                sites.stream()
                        .filter(site -> site.estimator().equals("score function"))
                        .map(FitReport.Site::site)
                        .toList();
        return names.isEmpty()
                ? List.of()
                : List.of(
                        "The gradient of "
                                + String.join(", ", names)
                                + " comes from the score function, which is right everywhere but"
                                + " noisier than a pathwise gradient: such a fit needs more steps."
                                + " The table of sites says why, and `pathwise check-gradients` how"
                                + " noisy.");
    }

    private static Html entry(String term, String text) {
        return Html.of("<dt>{}</dt><dd>{}</dd>\n", term, Html.prose(text));
    }

    private static String sentence(String text) {
        String first =
                text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }
}
