package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Fits;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Mismatch;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Result;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.stream.Collectors;

/** The typing rules that several functions share, and their messages. */
final class Typings {
    private Typings() {}

    /** The elements of a result. */
    @FunctionalInterface
    interface Elements {
        Elements REAL = arguments -> Element.REAL;
        Elements INT = arguments -> Element.INT;
        Elements BOOL = arguments -> Element.BOOL;

        /** Those of the widest argument; truth values count as integers. */
        Elements PROMOTED =
                arguments ->
                        arguments.stream().anyMatch(type -> type.element() == Element.REAL)
                                ? Element.REAL
                                : Element.INT;

        Element of(List<Type> arguments);
    }

    /** Element by element, aligned by dimension. */
    static Typing elementwise(String name, int arity, Elements elements) {
        return arguments ->
                arguments.size() != arity
                        ? wrongCount(name, Integer.toString(arity), arguments.size())
                        : aligned(name, arguments, elements);
    }

    static Result aligned(String name, List<Type> arguments, Elements elements) {
        return switch (Shapes.alignTypes(arguments)) {
            case Shapes.Aligned(List<Dimension> shape) ->
                    new Fits(new Type(elements.of(arguments), shape));
            case Shapes.Clash(int first, int second, Shapes.Reason reason) -> {
                String shapes =
                        Shapes.text(arguments.get(first).shape())
                                + " and "
                                + Shapes.text(arguments.get(second).shape());
                yield switch (reason) {
                    case DIFFERENT ->
                            new Mismatch(
                                    "`"
                                            + name
                                            + "` works element by element and matches dimensions by"
                                            + " name, but its arguments vary over "
                                            + shapes,
                                    -1);
                    case REPEATED ->
                            new Mismatch(
                                    "`"
                                            + name
                                            + "` cannot match dimensions by name where one occurs"
                                            + " twice: its arguments vary over "
                                            + shapes
                                            + "; both need the same dimensions, or one is a scalar",
                                    -1);
                };
            }
        };
    }

    /** One argument of at least one dimension; the result has its shape. */
    static Typing alongLast(String name, Elements elements) {
        return arguments -> {
            if (arguments.size() != 1) {
                return wrongCount(name, "1", arguments.size());
            }
            return arguments.getFirst().isScalar()
                    ? new Mismatch("`" + name + "` needs a vector, not a scalar", 0)
                    : new Fits(new Type(elements.of(arguments), arguments.getFirst().shape()));
        };
    }

    /** One argument of any shape; the result is a scalar. */
    static Typing reduction(String name, Elements elements) {
        return arguments ->
                arguments.size() != 1
                        ? wrongCount(name, "1", arguments.size())
                        : new Fits(new Type(elements.of(arguments), List.of()));
    }

    static Mismatch wrongCount(String name, String expected, int found) {
        return new Mismatch(
                "`"
                        + name
                        + "` takes "
                        + expected
                        + (expected.equals("1") ? " argument" : " arguments")
                        + ", not "
                        + found,
                -1);
    }

    /** A mismatch where vectors or matrices of certain shapes were expected. */
    static Mismatch wrongShapes(String name, String expected, List<Type> found) {
        return new Mismatch(
                "`"
                        + name
                        + "` needs "
                        + expected
                        + ", not "
                        + found.stream().map(Type::toString).collect(Collectors.joining(" and ")),
                -1);
    }

    static boolean isSquare(Type type) {
        return type.rank() == 2 && type.shape().getFirst().equals(type.shape().getLast());
    }
}
