package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.LanguageWord.Kind.ANNOTATION;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.DISTRIBUTION;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.EXPRESSION;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.FUNCTION;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.GUIDE_STATEMENT;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.INFIX;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.ITEM;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.LAYER;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.RESULT;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.STATEMENT;
import static org.pathwise.compiler.catalogue.LanguageWord.Kind.TYPE;

import java.util.ArrayList;
import java.util.List;

/** The words of the language, for help and completion. */
final class LanguageWords {
    private LanguageWords() {}

    static List<LanguageWord> all() {
        List<LanguageWord> all = new ArrayList<>();
        all.addAll(items());
        all.addAll(statements());
        all.addAll(expressions());
        all.addAll(types());
        all.addAll(annotations());
        all.addAll(distributions());
        all.addAll(functions());
        return List.copyOf(all);
    }

    private static List<LanguageWord> items() {
        return List.of(
                new LanguageWord(
                        ITEM,
                        "data",
                        "data NAME: TYPE",
                        "Declares data, which are read by this name. A dimension gets its size from"
                                + " the first data that have it.",
                        "data y: real[N]"),
                new LanguageWord(
                        ITEM,
                        "const",
                        "const NAME = NUMBER",
                        "A number known when the script is compiled; data or a setting of that name"
                                + " go before it.",
                        "const K = 3"),
                new LanguageWord(
                        ITEM,
                        "fn",
                        "fn NAME(ARGUMENTS) = EXPRESSION, or fn NAME(ARGUMENTS) { ... return"
                                + " EXPRESSION }",
                        "A function without effects, written out wherever it is called. Types of"
                                + " arguments may be left out; it cannot call itself.",
                        "fn logistic(x: real, slope: real) -> real = inv_logit(slope * x)"),
                new LanguageWord(
                        ITEM,
                        "net",
                        "net NAME(ARGUMENTS) -> TYPE { ... return EXPRESSION }",
                        "A function that owns learnable weights, those of the `dense` and"
                                + " `layer_norm` layers in it. One net called twice shares them.",
                        "net f(x: real) -> real[2] { return dense(2, tanh(dense(10, [x]))) }"),
                new LanguageWord(
                        ITEM,
                        "distribution",
                        "distribution NAME(PARAMETERS) { NOISE ~ D(...); return EXPRESSION }, on"
                                + " lines of their own",
                        "A distribution of your own: how a draw comes from noise without"
                                + " parameters. Density, support and gradient are derived from it.",
                        """
                        distribution Shifted(a: real, b: positive) {
                          u ~ Uniform(0, 1)
                          return a - b * log(u)
                        }\
                        """),
                new LanguageWord(
                        ITEM,
                        "model",
                        "model { STATEMENTS }",
                        "The joint density of data and latents. In a session a bare statement"
                                + " belongs to it.",
                        "model { mu ~ Normal(0, 5) }"),
                new LanguageWord(
                        ITEM,
                        "guide",
                        "guide { STATEMENTS }",
                        "The variational family: what each latent is drawn from when the model is"
                                + " fitted. Latents that it leaves out have an automatic one.",
                        """
                        model { mu ~ Normal(0, 5) }
                        guide {
                          param m = 0.0
                          param s: positive = 1.0
                          mu ~ Normal(m, s)
                        }\
                        """),
                new LanguageWord(
                        ITEM,
                        "generate",
                        "generate { STATEMENTS }",
                        "Quantities that are computed or drawn for every posterior draw, such as"
                                + " predictions.",
                        "generate { y_new ~ Normal(0, 1) }"));
    }

    private static List<LanguageWord> statements() {
        return List.of(
                new LanguageWord(
                        STATEMENT,
                        "for",
                        "for VARIABLE in FROM..TO { STATEMENTS }",
                        "The statements for each number of the range, both ends included."
                                + " Iterations that do not feed each other are a plate; h[t] ="
                                + " f(h[t-1]) is recognised as sequential.",
                        "for j in 1..8 { theta[j] ~ Normal(0, 1) }"),
                new LanguageWord(
                        STATEMENT,
                        "if",
                        "if CONDITION { STATEMENTS } else { STATEMENTS }, or if CONDITION then"
                                + " EXPRESSION else EXPRESSION",
                        "Chooses what is drawn, observed or defined; in an expression, which value"
                                + " is taken.",
                        "for j in 1..4 { x[j] = if j > 2 then 1 else 0 }"),
                new LanguageWord(
                        STATEMENT,
                        "factor",
                        "factor EXPRESSION",
                        "Adds a number to the log density of the model.",
                        "factor -0.5 * square(3 - 1)"),
                new LanguageWord(
                        GUIDE_STATEMENT,
                        "param",
                        "param NAME = START, or param NAME: TYPE = START",
                        "A parameter that the fit moves, with the value that it starts from. Only"
                                + " in `guide`.",
                        """
                        model { tau ~ HalfNormal(1) }
                        guide {
                          param m = 0.0
                          tau ~ LogNormal(m, 0.5)
                        }\
                        """),
                new LanguageWord(
                        RESULT,
                        "return",
                        "return EXPRESSION",
                        "The result of a function, net or distribution: its last line.",
                        """
                        fn standardized(x: real[N]) -> real[N] {
                          m = mean(x)
                          return (x - m) / sd(x)
                        }\
                        """));
    }

    private static List<LanguageWord> expressions() {
        return List.of(
                new LanguageWord(
                        INFIX,
                        "in",
                        "for VARIABLE in FROM..TO",
                        "Stands before the range of a loop, or the bounds of a type.",
                        "for j in 1..8 { theta[j] ~ Normal(0, 1) }"),
                new LanguageWord(
                        INFIX,
                        "then",
                        "if CONDITION then EXPRESSION else EXPRESSION",
                        "Stands before the value that an `if` takes where its condition is true.",
                        "x = if 2 > 1 then 10 else 20"),
                new LanguageWord(
                        INFIX,
                        "else",
                        "if CONDITION then EXPRESSION else EXPRESSION",
                        "Stands before what an `if` takes where its condition is false.",
                        "x = if 2 > 1 then 10 else 20"),
                new LanguageWord(
                        INFIX,
                        "and",
                        "CONDITION and CONDITION",
                        "True where both are.",
                        "x = if 2 > 1 and 3 > 2 then 1 else 0"),
                new LanguageWord(
                        INFIX,
                        "or",
                        "CONDITION or CONDITION",
                        "True where one of them is, or both.",
                        "x = if 2 > 1 or 3 > 4 then 1 else 0"),
                new LanguageWord(
                        EXPRESSION,
                        "not",
                        "not CONDITION",
                        "True where the condition is false.",
                        "x = if not 2 > 1 then 1 else 0"),
                new LanguageWord(
                        EXPRESSION,
                        "true",
                        "true",
                        "The truth value; it counts as 1 in arithmetic.",
                        "x = if true then 1 else 0"),
                new LanguageWord(
                        EXPRESSION,
                        "false",
                        "false",
                        "The truth value; it counts as 0 in arithmetic.",
                        "x = if false then 1 else 0"));
    }

    private static List<LanguageWord> types() {
        return List.of(
                type("real", "real, or real[N, D]", "Numbers.", "beta: real[3] ~ Normal(0, 1)"),
                new LanguageWord(
                        TYPE,
                        "int",
                        "int, or int in FROM..TO",
                        "Whole numbers; with a range, checked when the data are read: an index.",
                        "data group: int in 1..3[N]"),
                type("bool", "bool", "Truth values, 0 and 1.", "data treated: bool[N]"),
                type(
                        "positive",
                        "positive, or positive[N]",
                        "Numbers greater than 0.",
                        "s: positive ~ Normal(0, 1)"),
                type(
                        "unit",
                        "unit, or unit[N]",
                        "Numbers between 0 and 1, without the ends.",
                        "p: unit ~ Normal(0.5, 0.2)"),
                type(
                        "simplex",
                        "simplex[K]",
                        "K positive numbers that sum to 1.",
                        "p: simplex[3] ~ Dirichlet(1)"),
                type(
                        "ordered",
                        "ordered[K]",
                        "K numbers, each greater than the one before.",
                        "cut: ordered[4] ~ Normal(0, 5)"),
                type(
                        "positive_ordered",
                        "positive_ordered[K]",
                        "K positive numbers, each greater than the one before.",
                        "rate: positive_ordered[2] ~ Exponential(1)"),
                type(
                        "unit_vector",
                        "unit_vector[K]",
                        "A vector of length 1.",
                        "data u: unit_vector[3][N]"),
                type("corr", "corr[K]", "A correlation matrix.", "R: corr[3] ~ LKJCorr(2)"),
                type(
                        "cov",
                        "cov[K]",
                        "A covariance matrix.",
                        "Sigma: cov[2] ~ Wishart(4, diag_matrix([1, 1]))"),
                type(
                        "cholesky_corr",
                        "cholesky_corr[K]",
                        "The lower Cholesky factor of a correlation matrix.",
                        "L: cholesky_corr[3] ~ LKJCholesky(2)"),
                type(
                        "cholesky_cov",
                        "cholesky_cov[K]",
                        "The lower Cholesky factor of a covariance matrix.",
                        "data L: cholesky_cov[3]"));
    }

    private static LanguageWord type(String word, String form, String summary, String example) {
        return new LanguageWord(TYPE, word, form, summary, example);
    }

    private static List<LanguageWord> annotations() {
        return List.of(
                new LanguageWord(
                        ANNOTATION,
                        "score",
                        "NAME ~ D(...) @score",
                        "Asks for the score function from draws as the estimator of this site.",
                        "z ~ Bernoulli(0.3) @score"),
                new LanguageWord(
                        ANNOTATION,
                        "enumerate",
                        "NAME ~ D(...) @enumerate",
                        "Asks for a sum over the states of this discrete site in the gradient.",
                        "z ~ Bernoulli(0.3) @enumerate"),
                new LanguageWord(
                        ANNOTATION,
                        "marginal",
                        "NAME ~ D(...) @marginal",
                        "Sums a discrete latent out of the model itself: the guide does not draw"
                                + " it, and the others are fitted to the exact marginal posterior.",
                        "z ~ Bernoulli(0.3) @marginal"),
                new LanguageWord(
                        ANNOTATION,
                        "pathwise",
                        "NAME ~ D(...) @pathwise",
                        "Vouches that all that a draw flows into is continuous in it, where the"
                                + " compiler cannot see that.",
                        "x ~ Normal(0, 1) @pathwise"));
    }

    private static List<LanguageWord> distributions() {
        return List.of(
                new LanguageWord(
                        DISTRIBUTION,
                        "Truncated",
                        "Truncated(D, lower, upper)",
                        "D given that its value lies between the ends, both included where D is"
                                + " discrete. One end may be left out: lower = a, or upper = b.",
                        "s ~ Truncated(Normal(0, 2), lower = 0)"),
                new LanguageWord(
                        DISTRIBUTION,
                        "Censored",
                        "Censored(D, lower, upper)",
                        "A measurement of D that stops at its ends: a value at one counts the"
                                + " probability of all values there. For observations and"
                                + " `generate`.",
                        "generate { t ~ Censored(Exponential(0.5), upper = 3) }"),
                new LanguageWord(
                        DISTRIBUTION,
                        "Mixture",
                        "Mixture(weights, D1, D2, ...), or Mixture(weights, D)",
                        "One of the distributions, with these probabilities; or D with arguments"
                            + " that have one element for each weight. Which one is summed out.",
                        "x ~ Mixture([0.9, 0.1], Normal(0, 1), Normal(0, 5))"),
                new LanguageWord(
                        DISTRIBUTION,
                        "ZeroInflated",
                        "ZeroInflated(p, D)",
                        "0 with probability p, else D. A continuous D has no zeros of its own (a"
                                + " hurdle), and is for observations and `generate`.",
                        "generate { k ~ ZeroInflated(0.2, Poisson(3)) }"),
                new LanguageWord(
                        DISTRIBUTION,
                        "Transformed",
                        "Transformed(D, f)",
                        "f(x) for a draw x of D: any continuous distribution, and a function of one"
                                + " argument that is strictly monotone.",
                        "s ~ Transformed(Normal(0, 1), softplus)"),
                new LanguageWord(
                        DISTRIBUTION,
                        "Delta",
                        "Delta(x)",
                        "The value x itself. Only in `guide`, where it makes a latent a point"
                                + " estimate.",
                        """
                        model { mu ~ Normal(0, 5) }
                        guide {
                          param m = 0.0
                          mu ~ Delta(m)
                        }\
                        """));
    }

    private static List<LanguageWord> functions() {
        return List.of(
                new LanguageWord(
                        FUNCTION,
                        "log_density",
                        "log_density(D(...), x)",
                        "The log density of the distribution at x, as a number.",
                        "factor log_density(Normal(0, 1), 0.5)"),
                new LanguageWord(
                        LAYER,
                        "dense",
                        "dense(n, x)",
                        "In a net, a layer of n values: W x + b with a weight matrix and a bias of"
                                + " its own.",
                        "net f(x: real[D]) -> real[2] { return dense(2, x) }"),
                new LanguageWord(
                        LAYER,
                        "layer_norm",
                        "layer_norm(x)",
                        "In a net, x shifted and scaled to mean 0 and variance 1, with a learnt"
                                + " gain and shift.",
                        "net f(x: real[D]) -> real[2] { return dense(2, layer_norm(x)) }"),
                new LanguageWord(
                        LAYER,
                        "dropout",
                        "dropout(rate, x)",
                        "In a net, x with each element dropped with the rate's probability and the"
                                + " others divided by 1 - rate, in each step of a fit; in draws and"
                                + " predictions x itself.",
                        "net f(x: real[D]) -> real[2] { return dense(2, dropout(0.2, x)) }"));
    }
}
