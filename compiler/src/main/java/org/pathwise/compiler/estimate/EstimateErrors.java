package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

/**
 * Where no estimator is right, and where the author answers for one: {@code E07..} and {@code
 * W07..}.
 */
final class EstimateErrors {
    private EstimateErrors() {}

    static Diagnostic noMap(Latent latent, String reason) {
        return Diagnostic.error(
                        "E0701",
                        latent.span(),
                        "`" + latent.symbol() + "` cannot have a pathwise gradient: " + reason)
                .label("no draw of it can be differentiated")
                .help("leave out `@pathwise`: the score function needs no such map");
    }

    static Diagnostic supportMoves(Latent latent, Span draw, Symbol parameter, String reason) {
        return Diagnostic.error(
                        "E0702",
                        draw,
                        "no estimator is right for `"
                                + latent.symbol()
                                + "`: its support in the guide moves with the parameter `"
                                + parameter
                                + "`")
                .label("draws from here")
                .note(
                        "it needs the score function because "
                                + reason
                                + ", and the score function is wrong where the support moves")
                .help("draw it from a distribution with a fixed support");
    }

    static Diagnostic guideJumps(Span draw, Fault fault, Symbol parameter) {
        return Diagnostic.error(
                        "E0703",
                        fault.span(),
                        "the guide must be differentiable in `"
                                + parameter
                                + "`, but "
                                + fault.reason(parameter))
                .label("no gradient passes here")
                .related(draw, "on the way to this draw")
                .help("use a function without jumps here");
    }

    static Diagnostic drawnFromItself(Latent latent, Span draw) {
        return Diagnostic.error(
                        "E0704", draw, "the guide draws `" + latent.symbol() + "` from itself")
                .label("depends on other elements of `" + latent.symbol() + "`")
                .help(
                        "give the elements separate parameters, or leave `"
                                + latent.symbol()
                                + "` to the automatic guide");
    }

    static Diagnostic pointJumps(Latent latent, Fault fault) {
        return Diagnostic.error(
                        "E0705",
                        fault.span(),
                        "a point estimate of `"
                                + latent.symbol()
                                + "` needs a density that is differentiable in it, but "
                                + fault.reason(latent.symbol()))
                .label("no gradient passes here")
                .related(latent.span(), "estimated by a point")
                .help(
                        "draw it from a distribution in the guide, which may use the score"
                                + " function, or add `@pathwise` to vouch for it");
    }

    static Diagnostic noFamily(Latent latent) {
        return Diagnostic.error(
                        "E0708",
                        latent.span(),
                        "the automatic guide has no distribution on the support of `"
                                + latent.symbol()
                                + "`, "
                                + latent.support())
                .label("its least value is not a number")
                .help("draw `" + latent.symbol() + "` in a `guide` block");
    }

    static Diagnostic movingPoint(Latent latent) {
        return Diagnostic.error(
                        "E0707",
                        latent.span(),
                        "no point estimate of `"
                                + latent.symbol()
                                + "` can be found by itself: its support, "
                                + latent.support()
                                + ", differs between elements or moves with other latents")
                .label("in " + latent.support())
                .help(
                        "write it as a transformed latent of a fixed support, or draw it in the"
                                + " script's guide");
    }

    static Diagnostic notEnumerable(Latent latent, String why) {
        return Diagnostic.error(
                        "E0709",
                        latent.span(),
                        "`" + latent.symbol() + "` cannot be summed over its states: " + why)
                .label("`@enumerate` needs few states in each term")
                .help(
                        "leave out `@enumerate`, and it is drawn; or allow more evaluations with"
                                + " `--enumeration-budget`");
    }

    static Diagnostic scoreOfPoint(Latent latent) {
        return Diagnostic.error(
                        "E0706",
                        latent.span(),
                        "`"
                                + latent.symbol()
                                + "` is estimated by a point, which has no density for a score"
                                + " function")
                .label("`@score` needs a distribution")
                .help("leave out `@score`, or draw it from a distribution instead of `Delta`");
    }

    static Diagnostic jumps(Latent latent, Fault fault) {
        return Diagnostic.warning(
                        "W0702",
                        fault.span(),
                        "the density jumps where this depends on the continuous latent `"
                                + latent.symbol()
                                + "`")
                .label("a step in the density")
                .note(
                        "a pathwise gradient cannot see a jump: `"
                                + latent.symbol()
                                + "` gets the score function, which is noisier")
                .help(
                        "if no jump is meant, let both sides have the same value where the"
                                + " condition switches");
    }

    static Diagnostic vouched(Latent latent, Fault fault) {
        return Diagnostic.warning(
                        "W0701",
                        latent.span(),
                        "`@pathwise` on `"
                                + latent.symbol()
                                + "` may give a wrong gradient: "
                                + fault.reason(latent.symbol()))
                .label("taken on the author's word")
                .related(fault.span(), "not locally Lipschitz here, as far as can be shown")
                .help("without `@pathwise`, the score function is used");
    }
}
