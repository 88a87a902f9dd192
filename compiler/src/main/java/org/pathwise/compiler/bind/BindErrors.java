package org.pathwise.compiler.bind;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.runtime.io.DataError;
import org.pathwise.runtime.io.DataValue;

import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong when data meets a script. */
final class BindErrors {
    private BindErrors() {}

    static Diagnostic file(DataError error) {
        Diagnostic diagnostic =
                Diagnostic.error("E1001", null, error.place() + ": " + error.message());
        return error.help().map(diagnostic::help).orElse(diagnostic);
    }

    static Diagnostic missing(DataInput input, List<String> given) {
        String name = input.symbol().name();
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E1002",
                                input.symbol().span(),
                                "no data is given for `" + name + "`")
                        .label("declared here as " + input.symbol().type());
        return given.isEmpty()
                ? diagnostic.help("pass a file that holds `" + name + "` with --data FILE")
                : diagnostic.help(
                        "the data given holds "
                                + given.stream()
                                        .limit(12)
                                        .map(other -> "`" + other + "`")
                                        .collect(Collectors.joining(", "))
                                + (given.size() > 12
                                        ? " and " + (given.size() - 12) + " more"
                                        : ""));
    }

    static Diagnostic text(DataInput input, DataError error) {
        return Diagnostic.error(
                        "E1003", input.symbol().span(), error.place() + ": " + error.message())
                .label("declared here as " + input.symbol().type())
                .help(error.help().orElse("only numbers can be bound"));
    }

    static Diagnostic missingSize(DataInput input, DataValue value) {
        return Diagnostic.error(
                        "E1004",
                        input.symbol().span(),
                        value.place() + ": `" + value.name() + "` is a size, and it is missing")
                .label("declared here as " + input.symbol().type())
                .help("give the data a number for `" + value.name() + "`, or leave the entry out");
    }

    static Diagnostic shape(DataInput input, DataValue value) {
        return Diagnostic.error(
                        "E1005",
                        input.symbol().span(),
                        "`"
                                + value.name()
                                + "` is "
                                + describe(value.shape())
                                + " in the data, but "
                                + input.symbol().type()
                                + " in the script")
                .label("declared here")
                .note("given at " + value.place());
    }

    private static String describe(List<Integer> shape) {
        return switch (shape.size()) {
            case 0 -> "a single number";
            case 1 -> "a vector of " + shape.getFirst();
            case 2 -> "a matrix of " + shape.get(0) + " rows and " + shape.get(1) + " columns";
            default ->
                    "an array of shape "
                            + shape.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" x "));
        };
    }

    static Diagnostic notInteger(DataInput input, DataValue value, int position, String element) {
        return Diagnostic.error(
                        "E1006",
                        input.symbol().span(),
                        value.elementPlace(position)
                                + ": `"
                                + element
                                + "` is "
                                + value.values()[position]
                                + ", but it is declared as "
                                + input.symbol().type())
                .label("declared here");
    }

    static Diagnostic sizes(String name, int size, Fixed fixed, int otherSize, Fixed other) {
        Diagnostic diagnostic =
                Diagnostic.error(
                        "E1007",
                        fixed.span(),
                        "`"
                                + name
                                + "` is "
                                + otherSize
                                + " from "
                                + other.describe()
                                + ", but "
                                + size
                                + " from "
                                + fixed.describe());
        diagnostic = fixed.span() == null ? diagnostic : diagnostic.label("here it is " + size);
        return other.span() == null
                ? diagnostic
                : diagnostic.related(other.span(), "here it is " + otherSize);
    }

    /** What fixed a size: data, a constant, or an entry of the data named as the size. */
    record Fixed(@Nullable Span span, String describe) {}

    static Diagnostic noSize(String name) {
        return Diagnostic.error(
                        "E1008", null, "nothing in the data fixes the size of `" + name + "`")
                .help("declare data over [" + name + "], or give the data an entry `" + name + "`");
    }

    static Diagnostic extent(
            DataInput input, DataValue value, int position, Dimension dimension, int expected) {
        return Diagnostic.error(
                        "E1009",
                        input.symbol().span(),
                        "dimension "
                                + (position + 1)
                                + " of `"
                                + value.name()
                                + "` has "
                                + value.shape().get(position)
                                + " elements, but "
                                + dimension
                                + " is "
                                + expected)
                .label("declared here as " + input.symbol().type())
                .note("given at " + value.place());
    }

    static Diagnostic constant(String name, Span span, String message) {
        return Diagnostic.error("E1010", span, "`" + name + "` " + message);
    }

    static Diagnostic unknownSetting(String name) {
        return Diagnostic.error(
                "E1011",
                null,
                "--set " + name + ": the script has no constant or data called `" + name + "`");
    }
}
