package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Refusal;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.List;
import java.util.stream.Collectors;

/** Errors about the script's own distributions: {@code E065.} and {@code E066.}. */
final class OwnDistributionErrors {
    private static final String EXAMPLE = "start from noise, as in `u ~ Uniform(0, 1)`";

    private OwnDistributionErrors() {}

    // ---- The declaration ----

    static Diagnostic twice(Identifier name, Span before) {
        return Diagnostic.error(
                        "E0650", name.span(), "the distribution `" + name + "` is declared twice")
                .label("declared again")
                .related(before, "first declared here");
    }

    static Diagnostic builtIn(Identifier name) {
        return Diagnostic.error(
                        "E0651", name.span(), "`" + name + "` is a distribution of the language")
                .label("this name is taken")
                .help("use another name");
    }

    static Diagnostic noReturn(Identifier name) {
        return Diagnostic.error(
                        "E0652",
                        name.span(),
                        "the distribution `" + name + "` does not say what a draw is")
                .label("no `return` at its end")
                .help("end it with `return EXPRESSION`, which turns the noise into a draw");
    }

    static Diagnostic noNoise(Identifier name) {
        return Diagnostic.error(
                        "E0653", name.span(), "the distribution `" + name + "` draws no noise")
                .label("nothing in it is random")
                .help(EXAMPLE);
    }

    static Diagnostic secondNoise(Span span, Span first) {
        return Diagnostic.error("E0654", span, "a distribution has one noise, and this is a second")
                .label("second noise")
                .related(first, "first noise")
                .note(
                        "two noises in one number give a density that is an integral, not a change"
                                + " of variables")
                .help(
                        "make one of them a latent of the model, or one vector of noise"
                                + " (`z: real[K] ~ ...`) for a vector of results");
    }

    static Diagnostic noiseForm(Span span) {
        return Diagnostic.error("E0655", span, "the noise of a distribution is a name")
                .label("not a name")
                .help(EXAMPLE);
    }

    static Diagnostic annotation(Span span) {
        return Diagnostic.error("E0656", span, "the noise of a distribution takes no annotation")
                .label("no place for it")
                .help("annotate the latent that is drawn from the distribution");
    }

    static Diagnostic noiseDepends(Expr argument, Symbol parameter, Distribution noise) {
        return Diagnostic.error(
                        "E0657",
                        argument.span(),
                        "the noise depends on the parameter `" + parameter + "`")
                .label("depends on a parameter")
                .note("a draw follows its parameters through the map alone")
                .help(
                        "draw noise of fixed parameters, such as `Normal(0, 1)`, and let the"
                                + " result depend on `"
                                + parameter
                                + "`"
                                + (noise.name().equals("Normal")
                                        ? ": `mu + sigma * z` is a Normal(mu, sigma)"
                                        : ""));
    }

    static Diagnostic noiseKind(Span span, Distribution noise) {
        return Diagnostic.error("E0658", span, noise.name() + " cannot be the noise of a map")
                .label(noise.support().toString())
                .note("the noise must be continuous, with elements that move freely");
    }

    static Diagnostic severalResults(Span span) {
        return Diagnostic.error("E0659", span, "a distribution returns one value")
                .label("several values");
    }

    static Diagnostic movingBounds(Span span) {
        return Diagnostic.error(
                        "E0660", span, "the bounds of a distribution's parameter are numbers")
                .label("a bound is computed");
    }

    static Diagnostic dimension(Span span) {
        return Diagnostic.error(
                        "E0661", span, "the dimensions in a distribution's types are plain names")
                .label("not a plain name")
                .help("a name such as `K` stands for the size that a call has");
    }

    static Diagnostic pieces(Span span, Symbol symbol) {
        return Diagnostic.error(
                        "E0662",
                        span,
                        "`"
                                + symbol
                                + "` is filled piece by piece, which a distribution cannot"
                                + " invert")
                .label("one piece")
                .help(
                        "write it for the whole vector: `cumulative_sum`, products, and functions"
                                + " element by element");
    }

    static Diagnostic itself(Span span, Identifier name) {
        return Diagnostic.error(
                        "E0663", span, "the noise of `" + name + "` is `" + name + "` again")
                .label("this would never end")
                .related(name.span(), "declared here")
                .help(EXAMPLE);
    }

    static Diagnostic transformedForm(Span span) {
        return Diagnostic.error(
                        "E0666", span, "`Transformed` takes a distribution and a function's name")
                .label("other arguments")
                .help("write `Transformed(Normal(m, s), exp)`");
    }

    static Diagnostic form(Span span) {
        return Diagnostic.error(
                        "E0664",
                        span,
                        "a distribution's map is made of functions and operators, of whole vectors"
                                + " or single elements")
                .label("not one of these")
                .help("compute it outside, and give it to the distribution as a parameter");
    }

    static Diagnostic supportEnd(Span span) {
        return Diagnostic.error(
                        "E0665", span, "an end of the support depends on a vector of parameters")
                .label("the values lie above or below something computed from a vector")
                .help("compute that end outside, and give it to the distribution as a parameter");
    }

    // ---- The map ----

    /**
     * A map that is no change of variables.
     *
     * @param operand where the culprit stands
     * @param parameters those that a declaration would help
     */
    static Diagnostic refused(
            Refusal refusal, Span place, Span operand, List<Parameter> parameters) {
        return switch (refusal.kind()) {
            case CONSTANT -> constant(place);
            case NOT_INJECTIVE -> notInjective(place, refusal);
            case FLAT_SPOT -> flatSpot(place);
            case BROKEN -> broken(place);
            case BRANCH -> branch(place);
            case CHOICE_OF_MAPS -> choice(place);
            case SIGN -> sign(operand, parameters);
            case BASE -> base(operand);
            case TWICE -> twiceUsed(place);
            case DOMAIN -> domain(place, refusal);
            case NO_INVERSE -> noInverse(place);
            case MATRIX -> matrix(place);
            case SHAPE -> shape(place);
            case SET -> set(place);
        };
    }

    private static String quoted(Span span) {
        return Texts.quote(span, "this");
    }

    private static Diagnostic constant(Span place) {
        return Diagnostic.error("E0670", place, quoted(place) + " does not depend on the noise")
                .label("the same for every draw")
                .note("a distribution whose draws are all equal has no density");
    }

    private static Diagnostic notInjective(Span place, Refusal refusal) {
        return Diagnostic.error("E0671", place, quoted(place) + " cannot be inverted")
                .label("equal for different values of what it is applied to")
                .note(
                        "what it is applied to ranges over "
                                + Texts.range(refusal.range())
                                + ", where it is not strictly monotone")
                .help("start from noise on one side of the turning point");
    }

    private static Diagnostic flatSpot(Span place) {
        return Diagnostic.error(
                        "E0672", place, quoted(place) + " has a derivative of 0 inside its range")
                .label("flat where what it is applied to is 0")
                .note("there the density of the result would be infinite");
    }

    private static Diagnostic broken(Span place) {
        return Diagnostic.error(
                        "E0673",
                        place,
                        quoted(place) + " is no differentiable, strictly monotone map")
                .label("it has a jump, a kink or a flat piece")
                .note("where a map is flat or broken the result has no density");
    }

    private static Diagnostic branch(Span place) {
        return Diagnostic.error("E0674", place, "this `if` depends on the noise")
                .label("the map may break where the branch changes")
                .help("use one formula for all values of the noise");
    }

    private static Diagnostic choice(Span place) {
        return Diagnostic.error("E0675", place, "both sides of this `if` hold the noise")
                .label("two maps")
                .help(
                        "let the `if` choose a parameter of one map, or declare two distributions"
                                + " and choose where they are used");
    }

    private static Diagnostic sign(Span operand, List<Parameter> parameters) {
        String names =
                parameters.stream()
                        .map(parameter -> "`" + parameter.name() + ": positive`")
                        .collect(Collectors.joining(", "));
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0676",
                                operand,
                                quoted(operand) + " may be positive, negative or 0")
                        .label("its sign decides whether the map rises or falls")
                        .note("at 0 the map would be constant");
        return names.isEmpty() ? diagnostic : diagnostic.help("declare " + names);
    }

    private static Diagnostic base(Span operand) {
        return Diagnostic.error(
                        "E0677", operand, quoted(operand) + " as a base may lie below or above 1")
                .label("its power may rise or fall, and is constant at 1")
                .help("write `exp(b * ...)` with a `b` that is declared `positive`");
    }

    private static Diagnostic twiceUsed(Span place) {
        return Diagnostic.error(
                        "E0678", place, "the noise occurs several times in " + quoted(place))
                .label("cannot be brought to one occurrence")
                .note("forms such as `u / (1 - u)` and `log(u) - log(1 - u)` can")
                .help("write it with one occurrence of the noise");
    }

    private static Diagnostic domain(Span place, Refusal refusal) {
        return Diagnostic.error("E0679", place, quoted(place) + " is not defined for all noise")
                .label("what it is applied to ranges over " + Texts.range(refusal.range()))
                .help("start from noise where it is defined, such as `Exponential(1)` above 0");
    }

    private static Diagnostic noInverse(Span place) {
        return Diagnostic.error("E0680", place, "no inverse is known of " + quoted(place))
                .label("cannot be inverted");
    }

    private static Diagnostic matrix(Span place) {
        return Diagnostic.error(
                        "E0681",
                        place,
                        quoted(place) + " multiplies by a matrix not known to be lower triangular")
                .label("the Jacobian need not be triangular")
                .help("declare the matrix with the type `cholesky_cov[K]`, and write `L * z`");
    }

    private static Diagnostic shape(Span place) {
        return Diagnostic.error("E0682", place, quoted(place) + " has another shape than the noise")
                .label("each element needs noise of its own, and all noise must be used")
                .help("give the noise the shape of the result, as in `z: real[K] ~ Normal(0, 1)`");
    }

    private static Diagnostic set(Span place) {
        return Diagnostic.error(
                        "E0683",
                        place,
                        "the values of "
                                + quoted(place)
                                + " fill a set of vectors that no type has")
                .label("neither all real nor all positive vectors, nor the ordered ones")
                .help(
                        "write the distribution of one element: drawn with vectors as arguments it"
                                + " gives vectors");
    }
}
