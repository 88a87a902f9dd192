package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.Optional;

/** Errors about names: {@code E02..}. */
final class NameErrors {
    private NameErrors() {}

    static Diagnostic unknown(Span span, String name, Optional<String> suggestion) {
        return Texts.suggest(
                Diagnostic.error("E0201", span, "`" + name + "` is not defined")
                        .label("no such name here"),
                suggestion);
    }

    static Diagnostic usedBeforeDefined(Span span, String name, Span definition) {
        return Diagnostic.error("E0202", span, "`" + name + "` is used before it is defined")
                .label("used here")
                .related(definition, "defined here")
                .help("move the definition in front of its first use");
    }

    static Diagnostic alreadyDefined(Span span, String name, Entry before) {
        String what =
                switch (before) {
                    case Entry.Value value -> value.what();
                    case Entry.Filled filled ->
                            filled.filling().isDrawn()
                                    ? "drawn with `~`"
                                    : "an array that is filled elsewhere";
                    case Entry.Poison _ -> "in error";
                };
        Diagnostic diagnostic =
                Diagnostic.error("E0203", span, "`" + name + "` is already defined: it is " + what)
                        .label("defined again here")
                        .help("a name is defined exactly once; choose another one");
        return before.span().text().equals(name) || before instanceof Entry.Filled
                ? diagnostic.related(before.span(), "first defined here")
                : diagnostic;
    }

    static Diagnostic localToLoop(Span span, String name, Span definition) {
        return Diagnostic.error(
                        "E0204", span, "`" + name + "` exists only inside the loop that defines it")
                .label("used outside the loop")
                .related(definition, "each iteration has its own value of it")
                .help(
                        "to keep all its values, index it by the loop's variable, as in `"
                                + name
                                + "[i] = ...`");
    }

    static Diagnostic localToBranch(Span span, String name, Span definition) {
        return Diagnostic.error(
                        "E0205", span, "`" + name + "` is defined in one branch of an `if` only")
                .label("it may have no value here")
                .related(definition, "defined only when this branch is taken")
                .help("define it in the other branch too");
    }

    static Diagnostic definedInModel(Span span, String name, Span definition) {
        return Diagnostic.error(
                        "E0206", span, "the guide cannot see the model's definition `" + name + "`")
                .label("not known in the guide")
                .related(definition, "defined in the model")
                .note(
                        "a guide sees data, constants, its own parameters, and the latents that it"
                                + " has drawn before");
    }

    static Diagnostic notYetDrawn(Span span, String name, Span definition) {
        return Diagnostic.error(
                        "E0207",
                        span,
                        "the guide uses the latent `" + name + "` without drawing it")
                .label("not drawn by the guide")
                .related(definition, "a latent of the model")
                .help("draw it first: `" + name + " ~ ...`");
    }

    static Diagnostic functionAsValue(Span span, String name) {
        return Diagnostic.error(
                        "E0208",
                        span,
                        "`" + name + "` is a function, and stands here without arguments")
                .label("a function, not a value")
                .help("call it: `" + name + "(...)`");
    }

    static Diagnostic distributionAsValue(Span span, String name) {
        return Diagnostic.error("E0209", span, "`" + name + "` is a distribution, not a value")
                .label("cannot be part of an expression")
                .help(
                        "draw from it with `x ~ "
                                + name
                                + "(...)`, or take its log density at x with `log_density("
                                + name
                                + "(...), x)`");
    }

    /** {@code mu = normal(0, 1)}: a distribution as another language has it. */
    static Diagnostic distributionCalled(Span span, String name, String here) {
        return noFunction(span, name)
                .help(
                        "the distribution is called `"
                                + here
                                + "`: draw from it with `x ~ "
                                + here
                                + "(...)`");
    }

    static Diagnostic unknownFunction(Span span, String name, Optional<String> suggestion) {
        Diagnostic diagnostic = noFunction(span, name);
        return ForeignFunctions.help(name)
                .map(diagnostic::help)
                .orElseGet(() -> Texts.suggest(diagnostic, suggestion));
    }

    private static Diagnostic noFunction(Span span, String name) {
        return Diagnostic.error("E0210", span, "there is no function `" + name + "`")
                .label("unknown function");
    }

    static Diagnostic valueCalled(Span span, String name, Entry entry) {
        return Diagnostic.error("E0211", span, "`" + name + "` is not a function")
                .label("called like a function")
                .related(entry.span(), "`" + name + "` is a value")
                .help("index it with square brackets, `" + name + "[...]`, or multiply with `*`");
    }

    static Diagnostic unknownType(Span span, String name, Optional<String> suggestion) {
        Diagnostic diagnostic =
                Diagnostic.error("E0212", span, "there is no type `" + name + "`")
                        .label("unknown type");
        return suggestion.isPresent()
                ? Texts.suggest(diagnostic, suggestion)
                : diagnostic.help(
                        "the types are real, int, bool, positive, unit, simplex[K], ordered[K],"
                                + " positive_ordered[K], unit_vector[K], corr[K], cov[K],"
                                + " cholesky_corr[K] and cholesky_cov[K]");
    }

    static Diagnostic unknownDimension(Span span, String name, Optional<String> suggestion) {
        Diagnostic diagnostic =
                Diagnostic.error("E0213", span, "`" + name + "` is no known size")
                        .label("no data or constant fixes it");
        return suggestion.isPresent()
                ? Texts.suggest(diagnostic, suggestion)
                : diagnostic.help(
                        "declare `data "
                                + name
                                + ": int` or `const "
                                + name
                                + " = ...`, or use `"
                                + name
                                + "` in the type of some data");
    }

    static Diagnostic recursive(Span span, String name, Span declaration) {
        return Diagnostic.error("E0214", span, "`" + name + "` calls itself")
                .label("this call would never end")
                .related(declaration, "declared here")
                .note("a function is replaced by its body where it is called");
    }

    static Diagnostic functionTwice(Identifier name, Span before) {
        return Diagnostic.error(
                        "E0215", name.span(), "the function `" + name + "` is declared twice")
                .label("declared again here")
                .related(before, "first declared here");
    }

    static Diagnostic functionIsBuiltIn(Identifier name) {
        return Diagnostic.error(
                        "E0216", name.span(), "`" + name + "` is a function of the language")
                .label("cannot be declared anew")
                .help("choose another name");
    }

    static Diagnostic secondBlock(Span span, Span before) {
        return Diagnostic.error("E0217", span, "there is a second `" + span.text() + "` block")
                .label("second block")
                .related(before, "first block")
                .help("put the statements of both into one block");
    }

    static Diagnostic noModel(Source source) {
        int end = source.lineEnd(source.lineCount());
        return Diagnostic.error("E0218", source.span(end, end), "the script has no `model` block")
                .label("the script ends here")
                .help("add `model { ... }` with a `~` statement for each random quantity");
    }
}
