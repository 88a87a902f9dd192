package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.stream.Collectors;

/** Where a site cannot be summed out: {@code E072.}. */
final class MarginalErrors {
    private MarginalErrors() {}

    static Diagnostic continuous(Latent latent) {
        return Diagnostic.error(
                        "E0720",
                        latent.span(),
                        "`"
                                + latent.symbol()
                                + "` is continuous: only a discrete latent can be summed out")
                .label("on " + latent.support())
                .help("leave out `@marginal`");
    }

    static Diagnostic notFinite(Latent latent) {
        return Diagnostic.error(
                        "E0721",
                        latent.span(),
                        "`"
                                + latent.symbol()
                                + "` cannot be summed out: its elements do not all have the same"
                                + " finitely many values")
                .label("on " + latent.support())
                .help(
                        "declare a type that bounds it, such as `"
                                + latent.symbol()
                                + ": int in 0..20`, or leave out `@marginal`");
    }

    static Diagnostic drawnByGuide(Latent latent, Span draw) {
        return Diagnostic.error(
                        "E0722",
                        draw,
                        "the guide draws `"
                                + latent.symbol()
                                + "`, which the model sums out: it has no part in the guide")
                .label("drawn here")
                .related(latent.span(), "summed out because of `@marginal`")
                .help("leave out this draw, or `@marginal`");
    }

    static Diagnostic readByGuide(Latent latent, Symbol reader, Span draw) {
        return Diagnostic.error(
                        "E0723",
                        draw,
                        "the guide draws `"
                                + reader
                                + "` from `"
                                + latent.symbol()
                                + "`, which the model sums out: it has no value there")
                .label("depends on `" + latent.symbol() + "`")
                .related(latent.span(), "summed out because of `@marginal`")
                .help("draw `" + reader + "` without it, or leave out `@marginal`");
    }

    static Diagnostic stuck(Eliminating.Obstacle obstacle) {
        Symbol site = obstacle.latent().symbol();
        Span term = obstacle.term().span();
        return switch (obstacle.reason()) {
            case SEVERAL_ELEMENTS ->
                    Diagnostic.error(
                                    "E0724",
                                    term,
                                    "`"
                                            + site
                                            + "` cannot be summed out: this term depends on several"
                                            + " of its elements, and the sum would run over all"
                                            + " combinations of their states"
                                            + combinations(obstacle.latent()))
                            .label("does not meet one element of `" + site + "` at a time")
                            .related(obstacle.latent().span(), "`@marginal`")
                            .help(
                                    "use one element in each iteration of a loop, such as `"
                                            + site
                                            + "[n]`, or leave out `@marginal`");
            case NOT_NEIGHBOURS ->
                    Diagnostic.error(
                                    "E0725",
                                    term,
                                    "`"
                                            + site
                                            + "` cannot be summed out: this term depends on"
                                            + " elements that are not neighbours along one"
                                            + " dimension")
                            .label("not a chain of each element and the one before")
                            .related(obstacle.latent().span(), "`@marginal`")
                            .help(
                                    "chains such as `"
                                            + site
                                            + "[t] ~ Categorical(P["
                                            + site
                                            + "[t-1]])` can be; leave out `@marginal` for others");
            case INDIRECT ->
                    Diagnostic.error(
                                    "E0726",
                                    term,
                                    "`"
                                            + site
                                            + "` cannot be summed out: this term meets two of its"
                                            + " elements, and not both by an index of its loop")
                            .label("reads `" + site + "` through a definition or as a whole")
                            .related(obstacle.latent().span(), "`@marginal`")
                            .help(
                                    "write `"
                                            + site
                                            + "[t-1]` and `"
                                            + site
                                            + "[t]` here, or define what uses them inside the same"
                                            + " loop");
            case OTHER_SITE -> {
                Symbol other = obstacle.other().orElseThrow();
                yield notBoth("E0727", obstacle, other)
                        .label(
                                "does not meet one element of `"
                                        + other
                                        + "` for each of `"
                                        + site
                                        + "`")
                        .help("leave out `@marginal` on one of them, which is then drawn");
            }
            case ALONG_CHAIN -> {
                Symbol other = obstacle.other().orElseThrow();
                yield notBoth("E0728", obstacle, other)
                        .label(
                                "the chain of `"
                                        + site
                                        + "` ties the elements of `"
                                        + other
                                        + "` here to each other")
                        .help(
                                "leave out `@marginal` on one of them, which is then drawn, or make"
                                        + " one site of the states of both");
            }
        };
    }

    private static Diagnostic notBoth(String code, Eliminating.Obstacle obstacle, Symbol other) {
        Symbol site = obstacle.latent().symbol();
        return Diagnostic.error(
                        code,
                        obstacle.term().span(),
                        "`"
                                + site
                                + "` and `"
                                + other
                                + "` cannot both be summed out: this term ties elements of the two"
                                + " together, and the sum would run over all combinations of the"
                                + " states of many")
                .related(obstacle.latent().span(), "`@marginal`");
    }

    /** {@code , 3^N of them}. */
    private static String combinations(Latent latent) {
        return FiniteStates.of(latent)
                .map(
                        states ->
                                ", "
                                        + Marginals.base(states.count())
                                        + "^"
                                        + latent.symbol().type().shape().stream()
                                                .map(Marginals::base)
                                                .collect(Collectors.joining("*"))
                                        + " of them")
                .orElse("");
    }
}
