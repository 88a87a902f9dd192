package org.pathwise.compiler.lower;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

/** What can be wrong with the values of data. */
final class DataErrors {
    private DataErrors() {}

    static Diagnostic fault(DataFault fault) {
        return Diagnostic.error("E1101", fault.span(), String.valueOf(fault.getMessage()));
    }

    static Diagnostic outsideType(DataInput input, String element, String value, String expected) {
        return Diagnostic.error(
                        "E1102",
                        input.symbol().span(),
                        "`" + element + "` is " + value + ", which is not in " + expected)
                .label("declared here");
    }

    static Diagnostic outsideSupport(
            Span observed,
            String element,
            String value,
            Distribution distribution,
            String support) {
        return Diagnostic.error(
                        "E1103",
                        observed,
                        "`"
                                + element
                                + "` is "
                                + value
                                + ", outside the support of "
                                + distribution.name()
                                + ", which is "
                                + support)
                .label("observed here");
    }

    static Diagnostic outsideParameter(
            Span argument,
            String element,
            String value,
            Distribution distribution,
            Distribution.Parameter parameter) {
        return Diagnostic.error(
                "E1104",
                argument,
                "`"
                        + element
                        + "` is "
                        + value
                        + ", but `"
                        + parameter.name()
                        + "` of "
                        + distribution.name()
                        + " must be "
                        + parameter.support());
    }

    static Diagnostic index(Span index, String value, String dimension, int extent) {
        return Diagnostic.error(
                        "E1105",
                        index,
                        "this index is "
                                + value
                                + ", but "
                                + dimension
                                + (dimension.equals(Integer.toString(extent))
                                        ? " elements are there"
                                        : " is " + extent))
                .help("indices count from 1");
    }

    static Diagnostic possibleIndex(Span index, String value, String dimension, int extent) {
        boolean plain = dimension.equals(Integer.toString(extent));
        return Diagnostic.error(
                        "E1107",
                        index,
                        value.equals("Infinity")
                                ? "this index has no upper bound, but "
                                        + (plain
                                                ? "there are " + extent + " elements"
                                                : dimension + " is " + extent)
                                : "this index can be "
                                        + value
                                        + ", but "
                                        + (plain
                                                ? "there are " + extent + " elements"
                                                : dimension + " is " + extent))
                .help(
                        "give the array an element for every value, or bound the index with `min`"
                                + " and `max`");
    }

    static Diagnostic notANumber(Span definition, String element) {
        return Diagnostic.error("E1106", definition, "`" + element + "` is not a number");
    }
}
