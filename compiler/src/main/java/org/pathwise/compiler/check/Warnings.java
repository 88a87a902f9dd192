package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.Optional;

/** What is allowed but perhaps not meant: {@code W02..}. */
final class Warnings {
    private Warnings() {}

    static Diagnostic unusedData(Symbol data) {
        return Diagnostic.warning("W0201", data.span(), "the data `" + data + "` is never used")
                .label("declared here");
    }

    static Diagnostic unreached(Latent latent, Optional<String> data) {
        Diagnostic diagnostic =
                Diagnostic.warning(
                                "W0202",
                                latent.span(),
                                "no observation depends on `" + latent.symbol() + "`")
                        .label("its posterior is its prior");
        return data.map(name -> diagnostic.help("did you mean the data `" + name + "`?"))
                .orElse(diagnostic.help("leave it out, or draw it in the `generate` block"));
    }

    static Diagnostic flat(Span span, String latent) {
        return Diagnostic.warning("W0204", span, "`" + latent + "` has an improper prior")
                .label("not a probability distribution")
                .note(
                        "the posterior is proper only if the data determine `"
                                + latent
                                + "`, and the ELBO has no absolute meaning")
                .help("choose a wide proper distribution");
    }

    static Diagnostic unusedDefinition(Symbol definition) {
        return Diagnostic.warning(
                        "W0205",
                        definition.span(),
                        "`" + definition + "` is defined but never used")
                .label("defined here");
    }

    static Diagnostic unusedParameter(Symbol parameter) {
        return Diagnostic.warning(
                        "W0206",
                        parameter.span(),
                        "the parameter `" + parameter + "` is never used")
                .label("nothing is fitted to it");
    }
}
