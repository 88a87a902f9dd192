package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.Optional;
import java.util.stream.Collectors;

/** Errors about the guide and the generate block: {@code E06..}. */
final class GuideErrors {
    private GuideErrors() {}

    static Diagnostic unknownLatent(Span span, @Nullable Entry entry, Optional<String> suggestion) {
        if (entry instanceof Entry.Value value) {
            return Diagnostic.error(
                            "E0601",
                            span,
                            "the guide can only draw latents, and "
                                    + Texts.quote(span, "this")
                                    + " is "
                                    + value.what())
                    .label("not a latent of the model")
                    .related(value.span(), value.what());
        }
        return Texts.suggest(
                Diagnostic.error(
                                "E0601",
                                span,
                                "the model has no latent " + Texts.quote(span, "of this name"))
                        .label("not a latent of the model"),
                suggestion);
    }

    static Diagnostic support(
            Statement.Sample sample,
            Draws.Resolved resolved,
            Latent latent,
            Supports.Relation relation) {
        String how =
                switch (relation) {
                    case NARROWER -> "narrower than";
                    case WIDER -> "wider than";
                    case EQUAL, OTHER -> "different from";
                };
        Support drawn = resolved.bounded().support();
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0602",
                                sample.distribution().span(),
                                "the guide draws `"
                                        + latent.symbol()
                                        + "` from "
                                        + describe(drawn)
                                        + ", which is "
                                        + how
                                        + " its support in the model, "
                                        + describe(latent.support()))
                        .label(describe(drawn))
                        .related(latent.span(), describe(latent.support()));
        if (latent.support().equals(Support.POSITIVE) && drawn.equals(Support.REAL)) {
            return diagnostic.help(
                    "use a distribution on the positive numbers, such as `LogNormal(m, s)`");
        }
        if (latent.support().equals(Support.UNIT)) {
            return diagnostic.help("use a distribution on (0, 1), such as `Beta(a, b)`");
        }
        if (latent.support().equals(Support.REAL)) {
            return diagnostic.help("use a distribution on all reals, such as `Normal(m, s)`");
        }
        return diagnostic.help(
                "leave `"
                        + latent.symbol()
                        + "` out of the guide to have it drawn by the automatic one");
    }

    private static String describe(Support support) {
        if (support.equals(Support.POSITIVE)) {
            return "(0, inf)";
        }
        if (support.equals(Support.UNIT)) {
            return "(0, 1)";
        }
        return support.equals(Support.REAL) ? "(-inf, inf)" : support.toString();
    }

    static Diagnostic shape(Span span, Filling filling, Latent latent) {
        return Diagnostic.error(
                        "E0603",
                        span,
                        "the guide draws `"
                                + latent.symbol()
                                + "` over "
                                + Shapes.text(filling.extents())
                                + ", but in the model it has the shape "
                                + Shapes.text(latent.symbol().type().shape()))
                .label(Shapes.text(filling.extents()))
                .related(latent.span(), Shapes.text(latent.symbol().type().shape()));
    }

    static Diagnostic typeInGuide(Span span) {
        return Diagnostic.error("E0604", span, "the type of a latent is the model's")
                .label("a type has no place here")
                .help("choose a distribution with the latent's support instead");
    }

    static Diagnostic annotationInGenerate(Span span) {
        return Diagnostic.error("E0605", span, "a generated quantity has no gradient estimator")
                .label("annotations are for latents")
                .help("leave the annotation out");
    }

    static Diagnostic noSampler(Span span, String distribution) {
        return Diagnostic.error("E0606", span, "`" + distribution + "` cannot be drawn from")
                .label("has no sampler")
                .help(
                        Catalogue.distributions(distribution).stream()
                                .filter(Distribution::hasSampler)
                                .findFirst()
                                .map(form -> "use a form that can be drawn from: " + form(form))
                                .orElse("choose a proper distribution"));
    }

    /**
     * A call of a second form with its last parameter named: {@code Multinomial(theta, n = ...)}.
     */
    private static String form(Distribution form) {
        return form.parameters().stream()
                .map(Distribution.Parameter::name)
                .map(
                        name ->
                                name.equals(form.parameters().getLast().name())
                                        ? name + " = ..."
                                        : name)
                .collect(Collectors.joining(", ", "`" + form.name() + "(", ")`"));
    }

    static Diagnostic noFamily(Latent latent) {
        String name = latent.symbol().name();
        return Diagnostic.error(
                        "E0610",
                        latent.span(),
                        "the automatic guide has no distribution for `"
                                + name
                                + "`, a draw from "
                                + latent.prior())
                .label("values in " + latent.support())
                .help(
                        "draw `"
                                + name
                                + "` in a `guide` block, from a distribution on these values");
    }

    static Diagnostic initialNotData(Expr initial, Identifier name) {
        return Diagnostic.error(
                        "E0607",
                        initial.span(),
                        "the start of `" + name + "` must not depend on what is fitted")
                .label("depends on latents or parameters")
                .help("start from a number, or from something computed from data");
    }

    static Diagnostic parameterNotReal(Identifier name, Type type) {
        return Diagnostic.error(
                        "E0608",
                        name.span(),
                        "a parameter of the guide must be real, not " + Texts.type(type))
                .label("fitted by following gradients");
    }

    static Diagnostic generateDrawsKnown(Span span) {
        return Diagnostic.error(
                        "E0609",
                        span,
                        "the generate block can only draw new quantities, and "
                                + Texts.quote(span, "this")
                                + " exists already")
                .label("already has a value")
                .help(
                        "give the new draw a name of its own, such as `"
                                + span.text().replaceAll("\\W.*", "")
                                + "_new`");
    }
}
