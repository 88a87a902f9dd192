package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.Set;

/** What can be wrong when a fit meets data that lacks some arrays. */
final class PredictionErrors {
    private final Set<String> incomplete;

    /**
     * Prepares.
     *
     * @param incomplete the names of data that is there with missing elements
     */
    PredictionErrors(Set<String> incomplete) {
        this.incomplete = incomplete;
    }

    /** {@code `y`, which the new data does not hold}. */
    private String lacking(Symbol absent) {
        return "`"
                + absent.name()
                + (incomplete.contains(absent.name())
                        ? "`, which has missing values in the new data"
                        : "`, which the new data does not hold");
    }

    Diagnostic guideReads(Symbol absent, Span read) {
        return Diagnostic.error("E1401", read, "the guide needs " + lacking(absent))
                .label("needed here")
                .related(absent.span(), "declared here as " + absent.type())
                .help(give(absent));
    }

    Diagnostic nothingLeft(Symbol absent, Span read) {
        return Diagnostic.error(
                        "E1402",
                        read,
                        "everything that `generate` makes needs data that is not there: "
                                + lacking(absent))
                .label("needed here")
                .related(absent.span(), "declared here as " + absent.type())
                .help(give(absent));
    }

    Diagnostic densityReads(Symbol absent, Span read) {
        return Diagnostic.error("E1403", read, "the log likelihood needs " + lacking(absent))
                .label("needed here")
                .related(absent.span(), "declared here as " + absent.type())
                .help(
                        give(absent)
                                + "; only what is observed, and nothing else reads, may be left"
                                + " out");
    }

    static Diagnostic nothingObserved() {
        return Diagnostic.error(
                        "E1404",
                        null,
                        "the new data holds nothing that the model observes, so that it has no"
                                + " likelihood")
                .help("give what the model observes, or leave --importance-samples out");
    }

    Diagnostic leftOut(String quantity, Symbol absent, Span read) {
        return Diagnostic.warning(
                        "W1405",
                        read,
                        "`" + quantity + "` is left out: it needs " + lacking(absent))
                .label("needed here")
                .help(give(absent));
    }

    private static String give(Symbol absent) {
        return "give `" + absent.name() + "` with --data FILE";
    }
}
