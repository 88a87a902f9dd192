package org.pathwise.compiler;

import org.pathwise.compiler.source.Diagnostic;

import java.util.List;

/** What can be wrong when fitted parameters meet new data. */
final class PredictionFaults {
    private static final String AMORTIZE =
            " a guide that computes its distribution from each row's data (an amortized guide, such"
                    + " as a net of `x[n]`), and fit again";

    private PredictionFaults() {}

    private static String what(FittedParameters.Owner owner) {
        return switch (owner.kind()) {
            case LATENT -> "the guide of `" + owner.name() + "`";
            case PARAMETER -> "the guide's parameter `" + owner.name() + "`";
            case WEIGHT -> "the weight `" + owner.name() + "`";
        };
    }

    static Diagnostic otherSize(
            FittedParameters.Owner owner, String dimension, int fitted, int size) {
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E1406",
                                owner.span(),
                                what(owner)
                                        + " was fitted for "
                                        + dimension
                                        + " = "
                                        + fitted
                                        + ", and the new data has "
                                        + dimension
                                        + " = "
                                        + size)
                        .label("has a part for each " + dimension);
        return switch (owner.kind()) {
            case LATENT ->
                    diagnostic.help(
                            "give `"
                                    + owner.name()
                                    + "`"
                                    + AMORTIZE
                                    + "; or give data of the fitted size");
            case PARAMETER ->
                    diagnostic.help(
                            "give the latents that it serves"
                                    + AMORTIZE
                                    + "; or give data of the fitted size");
            case WEIGHT -> diagnostic.help("give data of the fitted size, or fit again");
        };
    }

    static Diagnostic otherShape(
            FittedParameters.Owner owner, List<Integer> fitted, List<Integer> shape) {
        return Diagnostic.error(
                        "E1407",
                        owner.span(),
                        what(owner)
                                + " was fitted with the shape "
                                + fitted
                                + ", and has the shape "
                                + shape
                                + " here")
                .help("fit again with this version of Pathwise");
    }

    static Diagnostic notFitted(FittedParameters.Owner owner) {
        return Diagnostic.error(
                        "E1408",
                        owner.span(),
                        what(owner) + " has values in the new data that were not fitted")
                .help(
                        "missing values of `"
                                + owner.name()
                                + "` would be latent: give them, or leave their rows out");
    }

    static Diagnostic otherRows(FittedParameters.Owner owner, String dimension, String data) {
        return Diagnostic.warning(
                        "W1409",
                        owner.span(),
                        what(owner)
                                + " has a part for each "
                                + dimension
                                + " of the data of the fit, and `"
                                + data
                                + "` is different now")
                .label("keeps its fitted values, row by row")
                .help("where the rows are others, give the latent" + AMORTIZE);
    }
}
