package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Support;

/** Errors about distributions that are built on others: {@code E0430} to {@code E0451}. */
final class CompoundErrors {
    private CompoundErrors() {}

    private static String name(Expression.Call call) {
        return call.function().name();
    }

    static Diagnostic cutForm(Expression.Call call) {
        String name = name(call);
        return Diagnostic.error(
                        "E0430",
                        call.span(),
                        "`" + name + "` takes a distribution and one or both of its ends")
                .label("other arguments")
                .help(
                        "write `"
                                + name
                                + "(Normal(m, s), a, b)`, or one end by its name: `"
                                + name
                                + "(Normal(m, s), lower = a)`");
    }

    static Diagnostic mixtureForm(Expression.Call call) {
        return Diagnostic.error(
                        "E0448", call.span(), "`Mixture` takes weights and then distributions")
                .label("other arguments")
                .help(
                        "write `Mixture([0.3, 0.7], Normal(a, 1), Normal(b, 1))`, or"
                                + " `Mixture(weights, Normal(mu, 1))` for a vector `mu` as long as"
                                + " the weights");
    }

    static Diagnostic zeroInflatedForm(Expression.Call call) {
        return Diagnostic.error(
                        "E0449",
                        call.span(),
                        "`ZeroInflated` takes the probability of an extra zero and a distribution")
                .label("other arguments")
                .help("write `ZeroInflated(p, Poisson(lambda))`");
    }

    static Diagnostic pointForm(Expression.Call call) {
        return Diagnostic.error("E0450", call.span(), "`Delta` takes the value, and nothing else")
                .label("other arguments")
                .help("write `Delta(m)`, with a parameter `m` of the guide");
    }

    static Diagnostic notADistribution(Expression.Call outer, Expression argument) {
        return Diagnostic.error(
                        "E0431",
                        argument.span(),
                        "`" + name(outer) + "` is built on distributions, and this is none")
                .label("not a distribution")
                .help("write a distribution with its arguments, such as `Normal(0, 1)`");
    }

    static Diagnostic notToBuildOn(
            Expression.Call outer, Expression argument, Distribution distribution) {
        String why =
                switch (distribution.role()) {
                    case POINT -> "it is a point, with no density";
                    case OBSERVATION ->
                            distribution.isDiscrete()
                                    ? "its support is not known beforehand"
                                    : "some single values of it have a probability of their own";
                    case ANY -> "it is no proper distribution";
                };
        return Diagnostic.error(
                        "E0432",
                        argument.span(),
                        "`"
                                + name(outer)
                                + "` cannot be built on "
                                + distribution.name()
                                + ": "
                                + why)
                .label("not to be built on")
                .help(
                        distribution.role() == Distribution.Role.OBSERVATION
                                ? "put `"
                                        + ((Expression.Call) argument).function().name()
                                        + "` outermost"
                                : "use a distribution with a density that sums to 1");
    }

    static Diagnostic notOfNumbers(
            Expression.Call outer, Expression argument, Distribution distribution) {
        return Diagnostic.error(
                        "E0433",
                        argument.span(),
                        "`"
                                + name(outer)
                                + "` is for numbers, and "
                                + distribution.name()
                                + " draws "
                                + (distribution.rank() == 1 ? "vectors" : "matrices"))
                .label(distribution.rank() == 1 ? "of vectors" : "of matrices")
                .help("use it on a distribution of the elements");
    }

    static Diagnostic noCumulative(
            Expression.Call outer, Expression argument, Distribution distribution) {
        return Diagnostic.error(
                        "E0434",
                        argument.span(),
                        "`"
                                + name(outer)
                                + "` needs the distribution function of "
                                + distribution.name()
                                + ", which is not available")
                .label("no distribution function")
                .help(
                        name(outer).equals(Cuts.TRUNCATED)
                                ? "declare the type instead, as in `x: real in (a, b) ~ ...`, which"
                                        + " restricts the density without normalising it: the same"
                                        + " where nothing in it is fitted"
                                : "choose a distribution that has one, such as Normal or Logistic");
    }

    static Diagnostic nothingCut(Expression.Call call) {
        return Diagnostic.error("E0435", call.span(), "`" + name(call) + "` has no finite end here")
                .label("from -inf to inf")
                .help("leave `" + name(call) + "` out");
    }

    static Diagnostic emptyCut(Expression.Call call, Support base) {
        return Diagnostic.error("E0436", call.span(), "nothing lies between the ends")
                .label("empty")
                .note("the distribution inside lies in " + base)
                .help("the lower end comes first, and must be less than the upper one");
    }

    static Diagnostic twoEnds(
            Expression.Call call, Expr end, Distribution base, Bound.Computed own) {
        return Diagnostic.error(
                        "E0437",
                        end.span(),
                        "both `"
                                + name(call)
                                + "` and "
                                + base.name()
                                + " compute an end of the values here, and which one counts is not"
                                + " known")
                .label("a second end beside `" + own + "`")
                .help(
                        "compute one end of the two, with `fmax` or `fmin`, and give it to "
                                + base.name());
    }

    static Diagnostic unknownCensoring(Expression.Call call) {
        return Diagnostic.error(
                        "E0438",
                        call.span(),
                        "the ends of `Censored` must be data: the density jumps where an end"
                                + " crosses an observation")
                .label("depends on latents or parameters")
                .help("declare where the measurement stops with `data`");
    }

    static Diagnostic scalarWeights(Expr weights) {
        return Diagnostic.error(
                        "E0439",
                        weights.span(),
                        "the weights of a mixture must be a vector, but "
                                + Texts.quote(weights)
                                + " is a single number")
                .label("of type " + weights.type())
                .help("write all weights: `[w, 1 - w]`");
    }

    static Diagnostic weightsCount(Expr weights, int found, int components) {
        return Diagnostic.error(
                        "E0440",
                        weights.span(),
                        "the mixture has "
                                + Texts.count(components, "component")
                                + ", but "
                                + Texts.count(found, "weight"))
                .label(Texts.count(found, "weight"))
                .help("give each component its weight");
    }

    static Diagnostic noComponents(Expression.Call call, Expr weights, Expression inside) {
        return Diagnostic.error(
                        "E0441",
                        inside.span(),
                        "no argument of "
                                + ((Expression.Call) inside).function().name()
                                + " varies over the dimension of the weights, "
                                + weights.type().shape().getLast())
                .label("one distribution alone")
                .related(weights.span(), Shapes.text(weights.type().shape()))
                .help(
                        "give an argument this dimension as its last, or list the components: `"
                                + name(call)
                                + "(weights, D1, D2)`");
    }

    static Diagnostic movingSupport(
            Expression.Call call,
            Expr argument,
            Distribution.Parameter parameter,
            Distribution component) {
        return Diagnostic.error(
                        "E0451",
                        argument.span(),
                        "the components of a mixture must have one support, but `"
                                + parameter.name()
                                + "` of "
                                + component.name()
                                + " is an end of it and differs between them")
                .label("one end for each component")
                .related(call.function().span(), "in this mixture")
                .help("give all components the same end");
    }

    static Diagnostic supportsDiffer(Draws.Resolved first, Draws.Resolved other) {
        return Diagnostic.error(
                        "E0442",
                        other.draw().span(),
                        "the components of a mixture must have one support, but "
                                + first.distribution().name()
                                + " lies in "
                                + first.bounded().support()
                                + " and "
                                + other.distribution().name()
                                + " in "
                                + other.bounded().support())
                .label(other.bounded().support().toString())
                .related(first.draw().span(), first.bounded().support().toString())
                .note("the density would jump where the smaller of the two ends")
                .help("truncate the wider one: `Truncated(D, lower, upper)`");
    }

    static Diagnostic componentsDiffer(
            Draws.Resolved first, Draws.Resolved other, boolean sameKind) {
        String one = sameKind ? Shapes.text(first.event()) : kind(first.distribution());
        String two = sameKind ? Shapes.text(other.event()) : kind(other.distribution());
        return Diagnostic.error(
                        "E0443",
                        other.draw().span(),
                        "the components of a mixture must draw the same kind of value, but "
                                + first.distribution().name()
                                + " draws "
                                + one
                                + " and "
                                + other.distribution().name()
                                + " draws "
                                + two)
                .label(two)
                .related(first.draw().span(), one)
                .help("choose components of one kind");
    }

    private static String kind(Distribution distribution) {
        return distribution.isDiscrete() ? "integers" : "real numbers";
    }

    static Diagnostic latentOfObservations(Span span, Distribution distribution) {
        return Diagnostic.error(
                        "E0444",
                        span,
                        distribution.name() + " is for observations: a latent cannot have it")
                .label("only for data and in `generate`")
                .note(
                        "single values of it have a probability of their own, or its support is"
                                + " not known beforehand")
                .help("draw the latent from the distribution inside");
    }

    static Diagnostic pointOutsideGuide(Span span) {
        return Diagnostic.error(
                        "E0445", span, "`Delta` is a point estimate, which only a guide can make")
                .label("has no density here")
                .help("define the value with `=`, or write this in a `guide` block");
    }

    static Diagnostic discretePoint(Span span, Latent latent) {
        return Diagnostic.error(
                        "E0446",
                        span,
                        "`"
                                + latent.symbol()
                                + "` is discrete: there is no gradient to find a point estimate by")
                .label("discrete")
                .related(latent.span(), latent.support().toString())
                .help("draw it from a distribution, such as Bernoulli or Categorical");
    }

    static Diagnostic pointOutside(Expr point, Latent latent, String range) {
        String what =
                range.isEmpty()
                        ? " is not known to lie in "
                        : " ranges over " + range + " and may leave ";
        return Diagnostic.error(
                        "E0447",
                        point.span(),
                        Texts.quote(point)
                                + what
                                + "the support of `"
                                + latent.symbol()
                                + "`, "
                                + latent.support())
                .label("may lie outside")
                .related(latent.span(), latent.support().toString())
                .help(
                        "declare a parameter of that type, as in `param m: "
                                + type(latent.support())
                                + " = ...`, and write `Delta(m)`");
    }

    private static String type(Support support) {
        boolean named =
                support instanceof Support.Structured
                        || support.equals(Support.REAL)
                        || support.equals(Support.POSITIVE)
                        || support.equals(Support.UNIT);
        return (named ? "" : "real in ")
                + support
                + (support instanceof Support.Structured ? "[K]" : "");
    }
}
