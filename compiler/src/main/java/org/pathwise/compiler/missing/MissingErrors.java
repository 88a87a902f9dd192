package org.pathwise.compiler.missing;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

/** What can be wrong where data is missing. */
final class MissingErrors {
    private MissingErrors() {}

    private static final String DROP = "or leave the rows with missing values out of the data";

    /**
     * A missing element as messages show it.
     *
     * @param name of the element: {@code y[3]}
     * @param place where it stands in the data; for what is derived, how it came to be missing
     */
    record Element(String name, String place) {}

    static Diagnostic notModelled(Element element, Symbol symbol, Span read, boolean discrete) {
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E1201",
                                read,
                                "`" + element.name() + "` is missing, but the model reads it here")
                        .label("read here")
                        .related(symbol.span(), "has missing values")
                        .note(element.place());
        String model = symbol.name() + (symbol.type().isScalar() ? "" : "[n]") + " ~ Normal(m, s)";
        return diagnostic.help(
                discrete
                        ? "a missing integer can only be left out, where a discrete distribution"
                                + " observes it and nothing else reads it: leave its row out of"
                                + " the data"
                        : "give it a continuous model, such as `"
                                + model
                                + "`, which makes it latent, "
                                + DROP);
    }

    static Diagnostic observedTwice(Element element, Statement.Term first, Statement.Term second) {
        return Diagnostic.error(
                        "E1202",
                        second.span(),
                        "`"
                                + element.name()
                                + "` is missing, and two sampling statements observe it: a latent"
                                + " has one")
                .label("observed here")
                .related(first.span(), "and here")
                .note(element.place())
                .help(
                        "keep one of them, and add the other as `factor log_density(D(...), "
                                + "x)`, "
                                + DROP);
    }

    static Diagnostic expression(Element element, Span side, String distribution) {
        return Diagnostic.error(
                        "E1203",
                        side,
                        "`"
                                + element.name()
                                + "` is missing, and `"
                                + side.text()
                                + "` is not a variable that could be latent in its place")
                .label("observed here")
                .note(element.place())
                .help(
                        "give it a name at top level, `z = "
                                + side.text()
                                + "`, and write `z ~ "
                                + distribution
                                + "(...)`: its missing elements become latent, "
                                + DROP);
    }

    static Diagnostic dependsOnMissing(Span side, Symbol missing) {
        return Diagnostic.error(
                        "E1204",
                        side,
                        "values of `"
                                + missing.name()
                                + "` are missing and latent, and `"
                                + side.text()
                                + "` is computed from them, so that it cannot be observed")
                .label("observed here")
                .related(missing.span(), "has missing values")
                .help(
                        "observe either `"
                                + missing.name()
                                + "` or what is computed from it, "
                                + DROP);
    }

    static Diagnostic structured(Element element, Span place, String what) {
        return Diagnostic.error(
                        "E1205",
                        place,
                        "`"
                                + element.name()
                                + "` is missing, and elements of a "
                                + what
                                + " are not free of each other: one cannot be latent alone")
                .note(element.place())
                .help("leave the rows with missing values out of the data");
    }

    static Diagnostic notReal(Element element, Symbol symbol, Distribution distribution) {
        return Diagnostic.error(
                        "E1206",
                        symbol.span(),
                        "`"
                                + element.name()
                                + "` is missing, and would become a latent real number, drawn from "
                                + distribution.name())
                .label("declared as " + symbol.type())
                .note(element.place())
                .help("declare it as `real`");
    }

    static Diagnostic guardUnknown(Element element, Statement.Term term, Span guard) {
        return Diagnostic.error(
                        "E1207",
                        guard,
                        "`"
                                + element.name()
                                + "` is missing, and whether it is observed depends on more than"
                                + " data")
                .label("decided here")
                .related(term.span(), "observed here")
                .note(element.place())
                .help(
                        "put the `if` into the distribution's arguments: `y ~ Normal(if c then a"
                                + " else b, s)`, "
                                + DROP);
    }

    static Diagnostic elementsUnknown(Symbol symbol, Span side) {
        return Diagnostic.error(
                        "E1208",
                        side,
                        "values of `"
                                + symbol.name()
                                + "` are missing, and which of its elements are observed here"
                                + " depends on more than data")
                .label("observed here")
                .help("leave the rows with missing values out of the data");
    }

    static Diagnostic supportsDiffer(Symbol symbol, Statement.Term first, Statement.Term second) {
        return Diagnostic.error(
                        "E1209",
                        second.span(),
                        "missing values of `"
                                + symbol.name()
                                + "` are observed by distributions with different supports")
                .label("observed here")
                .related(first.span(), "and here, on another support")
                .help(
                        "declare `"
                                + symbol.name()
                                + "` with a type that both allow, such as `positive`, "
                                + DROP);
    }

    static Diagnostic noSupport(Element element, Statement.Term term, Symbol symbol) {
        return Diagnostic.error(
                        "E1210",
                        term.span(),
                        "`"
                                + element.name()
                                + "` is missing, and no interval is known to lie both in its"
                                + " declared type and in the support of its distribution")
                .label("observed here")
                .related(symbol.span(), "declared here")
                .note(element.place())
                .help("declare it as `real`");
    }

    static Diagnostic bounds(Element element, Span bound) {
        return Diagnostic.error(
                        "E1211",
                        bound,
                        "`"
                                + element.name()
                                + "` is missing, and the bound of its support is not one that a"
                                + " latent can have here")
                .label("this bound")
                .note(element.place())
                .help(
                        "a bound can be computed from data, latents and plain definitions; write"
                                + " it so, "
                                + DROP);
    }

    static Diagnostic spread(Element element, Span part) {
        return Diagnostic.error(
                        "E1212",
                        part,
                        "`"
                                + element.name()
                                + "` is missing, and this is computed from the whole array")
                .label("needs all elements")
                .note(element.place())
                .help("give the data with missing values a model of its own, with `~`, " + DROP);
    }

    static Diagnostic partlyMissing(Element element, Span side, Distribution distribution) {
        return Diagnostic.error(
                        "E1213",
                        side,
                        "`"
                                + element.name()
                                + "` is missing, but other elements of the same draw of "
                                + distribution.name()
                                + " are there")
                .label("observed here")
                .note(element.place())
                .help("only a whole draw can be left out: " + DROP.substring(3));
    }

    static Diagnostic mustBeData(Symbol symbol, Span place, String what) {
        return Diagnostic.error(
                        "E1214",
                        place,
                        what
                                + " must be known when data is read, but values of `"
                                + symbol.name()
                                + "` are missing")
                .label("read here")
                .related(symbol.span(), "has missing values")
                .help("leave the rows with missing values out of the data");
    }

    static Diagnostic outsideParameter(
            Span argument,
            Symbol symbol,
            Distribution distribution,
            Distribution.Parameter parameter) {
        return Diagnostic.error(
                        "E1215",
                        argument,
                        "missing values of `"
                                + symbol.name()
                                + "` are latent, and could take `"
                                + parameter.name()
                                + "` of "
                                + distribution.name()
                                + " out of its range, "
                                + parameter.support())
                .label("read here")
                .related(symbol.span(), "declared here")
                .help(
                        "declare `"
                                + symbol.name()
                                + "` with a type that keeps it inside, such as `positive`, "
                                + DROP);
    }
}
