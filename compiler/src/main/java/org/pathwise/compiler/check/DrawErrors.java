package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Errors about distributions and {@code ~} statements: {@code E04..}. */
final class DrawErrors {
    private DrawErrors() {}

    static Diagnostic unknownDistribution(Span span, String name, Optional<String> suggestion) {
        return Texts.suggest(
                Diagnostic.error("E0401", span, "there is no distribution `" + name + "`")
                        .label("unknown distribution"),
                suggestion);
    }

    static Diagnostic noForm(Span span, List<Distribution> forms, int found) {
        return Diagnostic.error(
                        "E0402", span, "the arguments do not fit `" + forms.getFirst().name() + "`")
                .label(Texts.count(found, "argument"))
                .help(
                        "write "
                                + forms.stream()
                                        .map(form -> "`" + Texts.form(form) + "`")
                                        .collect(Collectors.joining(" or ")));
    }

    static Diagnostic unknownParameter(
            Span span, List<Distribution> forms, String name, Optional<String> suggestion) {
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0403",
                                span,
                                "`" + forms.getFirst().name() + "` has no parameter `" + name + "`")
                        .label("unknown parameter");
        return suggestion.isPresent()
                ? Texts.suggest(diagnostic, suggestion)
                : diagnostic.help(
                        "write "
                                + forms.stream()
                                        .map(form -> "`" + Texts.form(form) + "`")
                                        .collect(Collectors.joining(" or ")));
    }

    static Diagnostic parameterRank(
            Expr argument, Distribution form, Distribution.Parameter parameter) {
        String wanted = parameter.rank() == 1 ? "a vector" : "a square matrix";
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0404",
                                argument.span(),
                                "`"
                                        + parameter.name()
                                        + "` of "
                                        + form.name()
                                        + " must be "
                                        + wanted
                                        + ", but "
                                        + Texts.quote(argument)
                                        + " "
                                        + Texts.shape(argument.type().shape()))
                        .label("of type " + argument.type());
        if (parameter.support() != Support.Structured.REAL_VECTOR || !argument.type().isScalar()) {
            return diagnostic;
        }
        String text = argument.span().text();
        return form.dimensions().containsAll(parameter.dimensions())
                ? diagnostic.help("fill a vector with it: `[for i in 1..N: " + text + "]`")
                : diagnostic.help("write a list: `[" + text + "]`");
    }

    static Diagnostic parameterNotInt(
            Expr argument, Distribution form, Distribution.Parameter parameter) {
        return Diagnostic.error(
                        "E0405",
                        argument.span(),
                        "`" + parameter.name() + "` of " + form.name() + " must be an integer")
                .label("of type " + argument.type())
                .help("declare it with the type `int`");
    }

    static Diagnostic sumNotOne(Expr value, String what, double sum) {
        return Diagnostic.error(
                        "E0418", value.span(), what + " must sum to 1, but sums to " + (float) sum)
                .label("not probabilities of all cases")
                .help("divide by the sum");
    }

    static Diagnostic outside(
            Expr value, Range actual, Support support, Range allowed, String what) {
        String wrong =
                actual.lower() < allowed.lower()
                        ? allowed.lower() == 0 ? "may be negative" : "may be too small"
                        : "may be too large";
        boolean constant = actual.lower() == actual.upper();
        String message =
                constant
                        ? what
                                + " must "
                                + must(support)
                                + ", but is "
                                + Texts.range(actual)
                                        .replaceAll("[\\[\\]]", "")
                                        .replaceAll(",.*", "")
                        : Texts.quote(value)
                                + " "
                                + wrong
                                + ": it ranges over "
                                + Texts.range(actual)
                                + ", but "
                                + what
                                + " must "
                                + must(support);
        Diagnostic diagnostic =
                Diagnostic.error("E0406", value.span(), message).label("must " + must(support));
        if (constant) {
            return diagnostic;
        }
        String name = value.span().text();
        boolean simple = name.matches("\\w+");
        if (support.equals(Support.POSITIVE)) {
            return diagnostic.help(
                    simple
                            ? "give `"
                                    + name
                                    + "` the type `positive`, as in `"
                                    + name
                                    + ": positive ~ ...`, or use `exp("
                                    + name
                                    + ")`"
                            : "use `exp(...)` of it, or give the values in it the type `positive`");
        }
        if (support.equals(Support.UNIT)) {
            return diagnostic.help(
                    "use `inv_logit(" + (simple ? name : "...") + ")`, which lies between 0 and 1");
        }
        return diagnostic;
    }

    private static String must(Support support) {
        if (support.equals(Support.POSITIVE) || support == Support.Structured.POSITIVE_VECTOR) {
            return "be positive";
        }
        if (support.equals(Support.UNIT)) {
            return "lie between 0 and 1";
        }
        return support.equals(Support.COUNT) ? "be 0 or more" : "lie in " + support;
    }

    static Diagnostic lengthsDiffer(
            Expr argument, Dimension found, Expr first, Dimension expected, Distribution form) {
        return Diagnostic.error(
                        "E0407",
                        argument.span(),
                        "the arguments of "
                                + form.name()
                                + " have different lengths: "
                                + Texts.quote(first)
                                + " has "
                                + expected
                                + " and "
                                + Texts.quote(argument)
                                + " has "
                                + found)
                .label("length " + found)
                .related(first.span(), "length " + expected);
    }

    static Diagnostic valueShape(Span span, String what, List<Dimension> shape, Expr argument) {
        return Diagnostic.error(
                        "E0408",
                        argument.span(),
                        what
                                + " "
                                + Texts.shape(shape)
                                + " but "
                                + Texts.quote(argument)
                                + " over "
                                + Shapes.text(argument.type().shape()))
                .label(Shapes.text(argument.type().shape()))
                .related(span, shape.isEmpty() ? "a single number" : Shapes.text(shape))
                .note("an argument of a distribution can only vary over dimensions of the value");
    }

    static Diagnostic eventShape(
            Span span, String what, List<Dimension> shape, Draws.Resolved resolved) {
        return Diagnostic.error(
                        "E0409",
                        span,
                        what
                                + " "
                                + Texts.shape(shape)
                                + ", but a draw from "
                                + resolved.distribution().name()
                                + " has the shape "
                                + Shapes.text(resolved.event()))
                .label(shape.isEmpty() ? "a single number" : Shapes.text(shape))
                .related(resolved.draw().span(), Shapes.text(resolved.event()));
    }

    static Diagnostic unknownEvent(Span span, Distribution form) {
        String type =
                switch (form.support()) {
                    case Support.Structured.REAL_VECTOR -> "real";
                    case Support.Structured.POSITIVE_VECTOR -> "positive";
                    case Support.Structured.COUNTS -> "int";
                    default -> form.support().toString();
                };
        return Diagnostic.error(
                        "E0419", span, "nothing says how large a draw from " + form.name() + " is")
                .label("no argument has the size")
                .help("declare the type of what is drawn: `x: " + type + "[K] ~ ...`");
    }

    static Diagnostic dependsOnLatents(
            Expr value, Set<Symbol> latents, Expression.Call distribution) {
        String names =
                latents.stream()
                        .map(symbol -> "`" + symbol + "`")
                        .sorted()
                        .collect(Collectors.joining(", "));
        return Diagnostic.error(
                        "E0410",
                        value.span(),
                        "the left side of `~` is computed from the latent " + names)
                .label("neither data nor a new latent")
                .note(
                        "the density of a transformed latent needs the derivative of the"
                                + " transformation (the Jacobian)")
                .help(
                        "to add the log density and the Jacobian yourself write `factor"
                                + " log_density("
                                + Texts.quote(distribution.span(), "D(...)").replace("`", "")
                                + ", "
                                + Texts.quote(value.span(), "x").replace("`", "")
                                + ") + log(abs(derivative))`");
    }

    static Diagnostic realForDiscrete(Expr value, Distribution distribution) {
        return Diagnostic.error(
                        "E0411",
                        value.span(),
                        distribution.name()
                                + " draws integers, but "
                                + Texts.quote(value)
                                + " is real")
                .label("of type " + value.type())
                .help("declare it with the type `int`");
    }

    static Diagnostic incompatible(
            Statement.Sample sample, Types.Declared declared, Draws.Resolved resolved) {
        Span type = sample.type() == null ? sample.span() : sample.type().span();
        return Diagnostic.error(
                        "E0412",
                        type,
                        "a draw from "
                                + resolved.distribution().name()
                                + " cannot have the declared type: it lies in "
                                + resolved.bounded().support()
                                + ", the type allows "
                                + declared.support())
                .label(declared.support().toString())
                .related(sample.distribution().span(), resolved.bounded().support().toString());
    }

    static Diagnostic typeOnObservation(Span span) {
        return Diagnostic.error("E0413", span, "an observation has the type of its data")
                .label("a type has no place here")
                .help("leave the type out; it belongs to the `data` declaration");
    }

    static Diagnostic annotationOnObservation(Span span) {
        return Diagnostic.error("E0414", span, "an observation has no gradient estimator")
                .label("annotations are for latents")
                .help("leave the annotation out");
    }

    static Diagnostic unknownAnnotation(Span span, String name, Optional<String> suggestion) {
        return Diagnostic.error("E0415", span, "there is no annotation `@" + name + "`")
                .label("unknown annotation")
                .help(
                        suggestion
                                .map(known -> "did you mean `@" + known + "`?")
                                .orElse(
                                        "the annotations are `@score`, `@pathwise`, `@enumerate`"
                                                + " and `@marginal`"));
    }

    static Diagnostic piecesOnDifferentSupports(
            Span span, Symbol symbol, Support first, Support here) {
        return Diagnostic.error(
                        "E0416",
                        span,
                        "all elements of `"
                                + symbol
                                + "` must have one support, but these lie in "
                                + here)
                .label(here.toString())
                .related(symbol.span(), first.toString())
                .help("give the elements a declared type, or draw them under different names");
    }

    static Diagnostic logDensityForm(Span span) {
        return Diagnostic.error("E0417", span, "`log_density` takes a distribution and a value")
                .label("other arguments")
                .help("write `log_density(Normal(m, s), x)`");
    }
}
