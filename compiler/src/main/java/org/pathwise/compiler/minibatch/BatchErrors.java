package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What stands against drawing batches of a dimension: {@code E13..}. */
final class BatchErrors {
    private static final String LEAVE_OUT = "fit with all rows, without `--batch %s=...`";

    private BatchErrors() {}

    private static String leaveOut(String dimension) {
        return LEAVE_OUT.formatted(dimension);
    }

    static Diagnostic unknown(String name, Collection<String> dimensions) {
        Diagnostic diagnostic =
                Diagnostic.error(
                        "E1301",
                        null,
                        "the script has no dimension `" + name + "` to draw batches of");
        return dimensions.isEmpty()
                ? diagnostic.help("leave out `--batch`: the script's data has no named dimension")
                : diagnostic.help(
                        "its dimensions are "
                                + dimensions.stream()
                                        .sorted()
                                        .map(dimension -> "`" + dimension + "`")
                                        .collect(Collectors.joining(", ")));
    }

    static Diagnostic size(String name, int drawn, int total) {
        return Diagnostic.error(
                        "E1302",
                        null,
                        "a batch of "
                                + drawn
                                + " cannot be drawn from `"
                                + name
                                + "`, which is "
                                + total)
                .help(
                        total < 1
                                ? leaveOut(name)
                                : "give `--batch " + name + "` a number from 1 to " + total);
    }

    /** An expression that combines rows. */
    static Diagnostic allRows(Span span, String dimension) {
        return Diagnostic.error(
                        "E1303",
                        span,
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: `"
                                + span.text()
                                + "` needs all rows at once")
                .label("over all of `" + dimension + "`")
                .help(
                        "a model's terms may be summed over `"
                                + dimension
                                + "`, and what depends on data alone may use all rows; else "
                                + leaveOut(dimension));
    }

    /** An array whose rows are not read by the loop's own variable. */
    static Diagnostic otherRows(Span span, String dimension) {
        return Diagnostic.error(
                        "E1304",
                        span,
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: `"
                                + span.text()
                                + "` names rows that a batch may not hold")
                .label("not the row of a loop over `1.." + dimension + "`")
                .help(
                        "only data can be read at other rows; give it to the model as data of its"
                                + " own, or "
                                + leaveOut(dimension));
    }

    /** A loop over a part of the rows. */
    static Diagnostic partialLoop(Loop loop, String dimension) {
        return Diagnostic.error(
                        "E1305",
                        loop.span(),
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: this loop runs from "
                                + loop.lower()
                                + " to "
                                + loop.upper())
                .label("not over `1.." + dimension + "`")
                .help(leaveOut(dimension));
    }

    static Diagnostic sequential(Span span, String dimension) {
        return Diagnostic.error(
                        "E1306",
                        span,
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: each row follows from the one before")
                .label("a sequence along `" + dimension + "`")
                .help(leaveOut(dimension));
    }

    /** A distribution of a vector or matrix of rows. */
    static Diagnostic event(Span span, String distribution, String dimension) {
        return Diagnostic.error(
                        "E1307",
                        span,
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: "
                                + distribution
                                + " is a distribution of all rows together")
                .label("`" + dimension + "` is a dimension of what is drawn")
                .help(leaveOut(dimension));
    }

    /** A value for each pair of rows. */
    static Diagnostic pairs(Span span, String dimension) {
        return Diagnostic.error(
                        "E1308",
                        span,
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: this has a value for each pair of rows")
                .label("`" + dimension + "` twice")
                .help(leaveOut(dimension));
    }

    /** Parameters that are not laid out row by row. */
    static Diagnostic rowsNotFirst(Symbol symbol, String dimension) {
        return Diagnostic.error(
                        "E1309",
                        symbol.span(),
                        "batches of `"
                                + dimension
                                + "` need the guide's parameters of `"
                                + symbol
                                + "` row by row, but its dimensions are "
                                + symbol.type().shape())
                .label("`" + dimension + "` is not the first of them")
                .help("index `" + symbol + "` by `" + dimension + "` first");
    }

    static Diagnostic severalRows(Symbol symbol, List<String> dimensions) {
        return Diagnostic.error(
                        "E1310",
                        symbol.span(),
                        "`"
                                + symbol
                                + "` has parameters of its own for each combination of "
                                + dimensions.stream()
                                        .map(dimension -> "`" + dimension + "`")
                                        .collect(Collectors.joining(" and "))
                                + ", of which batches can be drawn of one only")
                .label("a parameter for each")
                .help("compute them in the guide from what the rows share");
    }

    /** An array whose size follows from the subsampled one's, such as {@code N+1}. */
    static Diagnostic derivedSize(Symbol symbol, String dimension) {
        return Diagnostic.error(
                        "E1311",
                        symbol.span(),
                        "batches of `"
                                + dimension
                                + "` cannot be drawn: `"
                                + symbol
                                + "` has the dimensions "
                                + symbol.type().shape())
                .label("as many elements as follow from `" + dimension + "`")
                .help(leaveOut(dimension));
    }

    /** A sum over rows inside the logarithm of a sum over states. */
    static Diagnostic summedOut(Span term, Symbol site, String dimension) {
        return Diagnostic.error(
                        "E1320",
                        term,
                        "`"
                                + site
                                + "` is summed out over all rows of `"
                                + dimension
                                + "` at once: that needs all of them")
                .label("each row meets the same element of `" + site + "`")
                .help(leaveOut(dimension) + ", or draw `" + site + "`: leave out `@marginal`");
    }
}
