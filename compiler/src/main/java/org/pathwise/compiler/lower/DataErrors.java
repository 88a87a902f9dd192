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
        String message = "this index is " + value + ", but " + count(dimension, extent);
        return Diagnostic.error("E1105", index, message).help("indices count from 1");
    }

    static Diagnostic possibleIndex(Span index, String value, String dimension, int extent) {
        String range = value.equals("Infinity") ? "has no upper bound" : "can be " + value;
        String message = "this index " + range + ", but " + count(dimension, extent);
        return Diagnostic.error("E1107", index, message)
                .help(
                        "give the array an element for every value, or bound the index with `min`"
                                + " and `max`");
    }

    private static String count(String dimension, int extent) {
        return dimension.equals(Integer.toString(extent))
                ? "there are " + extent + " elements"
                : dimension + " is " + extent;
    }

    static Diagnostic notANumber(Span definition, String element) {
        return Diagnostic.error("E1106", definition, "`" + element + "` is not a number");
    }
}
