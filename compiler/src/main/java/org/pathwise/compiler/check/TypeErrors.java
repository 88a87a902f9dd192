package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.stream.Collectors;

/** Errors about types, shapes and indices: {@code E03..}. */
final class TypeErrors {
    private TypeErrors() {}

    static Diagnostic doesNotFit(Span span, String message, BuiltIn function, List<Type> types) {
        String found = types.stream().map(Type::toString).collect(Collectors.joining(", "));
        return Diagnostic.error("E0301", span, message)
                .label(types.isEmpty() ? "no argument" : "found " + found)
                .note("the function is " + function.signature());
    }

    static Diagnostic shapesClash(Span span, Expr first, Expr second, Shapes.Reason reason) {
        String message =
                Texts.quote(first.span(), "the first value")
                        + " varies over "
                        + Shapes.text(first.type().shape())
                        + " but "
                        + Texts.quote(second.span(), "the second value")
                        + " over "
                        + Shapes.text(second.type().shape());
        Diagnostic diagnostic =
                Diagnostic.error("E0302", span, message)
                        .label("these do not combine")
                        .related(first.span(), Shapes.text(first.type().shape()))
                        .related(second.span(), Shapes.text(second.type().shape()));
        return switch (reason) {
            case DIFFERENT ->
                    diagnostic.note(
                            "values combine by the names of their dimensions: one must have all"
                                    + " dimensions of the other");
            case REPEATED ->
                    diagnostic.note(
                            "where a value has one dimension twice, both need the same dimensions,"
                                    + " or one is a single number");
        };
    }

    static Diagnostic tooManySubscripts(Span span, Expr base, int subscripts) {
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0303",
                                span,
                                Texts.quote(base)
                                        + " "
                                        + (base.type().isScalar()
                                                ? "is a single number and cannot be indexed"
                                                : "has "
                                                        + Texts.count(
                                                                base.type().rank(), "dimension")
                                                        + ", "
                                                        + Shapes.text(base.type().shape())
                                                        + ", but "
                                                        + Texts.count(subscripts, "index")
                                                                .replace("indexs", "indices")))
                        .label(base.type().isScalar() ? "indexed here" : "too many indices");
        return diagnostic;
    }

    static Diagnostic indexNotInt(Expr index) {
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0304",
                                index.span(),
                                "an index must be an integer, but this is "
                                        + Texts.element(index.type().element()))
                        .label("of type " + index.type());
        boolean isName = index.span().text().matches("\\w+(\\[.*])?");
        if (index.type().element() == Element.BOOL) {
            String text = isName ? index.span().text() : "(" + index.span().text() + ")";
            return diagnostic.help("indices start at 1: write `" + text + " + 1`");
        }
        return isName && !Character.isDigit(index.span().text().charAt(0))
                ? diagnostic.help("declare it with the type `int`, or `int in 1..K`")
                : diagnostic;
    }

    static Diagnostic outOfRange(
            Span span, Expr base, Dimension extent, Dimension lower, Dimension upper) {
        String goes = lower.equals(upper) ? "is " + lower : "runs over " + lower + ".." + upper;
        return Diagnostic.error(
                        "E0305",
                        span,
                        Texts.quote(base)
                                + " has the elements 1.."
                                + extent
                                + " here, but the index "
                                + goes)
                .label(lower.equals(upper) ? "index " + lower : "from " + lower + " to " + upper)
                .help(sameRange(extent, lower, upper, base.span().text()));
    }

    private static String sameRange(
            Dimension extent, Dimension lower, Dimension upper, String base) {
        boolean belowOne = lower.known().isPresent() && lower.constant() < 1;
        if (lower.equals(upper)) {
            return belowOne
                    ? "indices start at 1"
                    : "the last element is `" + base + "[" + extent + "]`";
        }
        if (belowOne) {
            return "indices start at 1; treat the first elements outside of the loop and start the"
                    + " loop later";
        }
        return upper.minus(extent).known().isPresent()
                ? "end the loop earlier, so that the index stays within 1.." + extent
                : "loop over 1.." + extent + ", or declare the value with the dimension " + upper;
    }

    static Diagnostic notADimension(Span span) {
        return Diagnostic.error(
                        "E0306", span, "a size must be a number known before the model runs")
                .label("not a size")
                .help(
                        "sizes are named dimensions, integer constants, `data N: int`, and sums,"
                                + " differences and multiples of them");
    }

    static Diagnostic rangeDependsOnLoop(Span span) {
        return Diagnostic.error(
                        "E0307", span, "a range cannot depend on the variable of another loop")
                .label("changes from iteration to iteration")
                .help("loop over the whole range and choose with `if`, as in `if j <= i { ... }`");
    }

    static Diagnostic notARange(Span span) {
        return Diagnostic.error("E0308", span, "a loop needs a range of integers")
                .label("not a range")
                .help("write `1.." + (span.text().matches("\\w+") ? span.text() : "N") + "`");
    }

    static Diagnostic conditionNotBool(Expr condition) {
        return Diagnostic.error(
                        "E0309",
                        condition.span(),
                        "a condition must be true or false, but this is "
                                + Texts.element(condition.type().element()))
                .label("of type " + condition.type())
                .help("compare it, as in `" + condition.span().text() + " > 0`");
    }

    static Diagnostic argumentCount(Span span, Item.FunctionDeclaration function, int found) {
        return Diagnostic.error(
                        "E0310",
                        span,
                        "`"
                                + function.name()
                                + "` takes "
                                + Texts.count(function.parameters().size(), "argument")
                                + ", not "
                                + found)
                .label(Texts.count(found, "argument"))
                .related(function.name().span(), "declared here");
    }

    static Diagnostic argumentType(
            Expr argument, Parameter parameter, Type expected, Item.FunctionDeclaration function) {
        return Diagnostic.error(
                        "E0311",
                        argument.span(),
                        "`"
                                + parameter.name()
                                + "` of `"
                                + function.name()
                                + "` is "
                                + Texts.type(expected)
                                + ", but "
                                + Texts.quote(argument)
                                + " is "
                                + Texts.type(argument.type()))
                .label("of type " + argument.type())
                .related(parameter.span(), "declared here")
                .help(
                        "leave the type of `"
                                + parameter.name()
                                + "` out to accept values of every shape");
    }

    static Diagnostic resultType(Expr result, Item.FunctionDeclaration function, Type expected) {
        return Diagnostic.error(
                        "E0312",
                        result.span(),
                        "`"
                                + function.name()
                                + "` is declared to give "
                                + Texts.type(expected)
                                + ", but gives "
                                + Texts.type(result.type()))
                .label("of type " + result.type())
                .related(function.name().span(), "declared here");
    }

    static Diagnostic severalResults(Span span, String function, int results) {
        return Diagnostic.error("E0314", span, "`" + function + "` gives " + results + " results")
                .label("used as a single value")
                .help("name them first: `(a, b) = " + function + "(...)`");
    }

    static Diagnostic resultCount(
            Span span, Item.FunctionDeclaration function, int results, int names) {
        return Diagnostic.error(
                        "E0315",
                        span,
                        "`"
                                + function.name()
                                + "` gives "
                                + Texts.count(results, "result")
                                + ", but there are "
                                + Texts.count(names, "name"))
                .label("numbers differ")
                .related(function.name().span(), "declared here");
    }

    static Diagnostic notSeveralResults(Span span) {
        return Diagnostic.error(
                        "E0316",
                        span,
                        "only a call of a function with several results can define several names")
                .label("a single value");
    }

    static Diagnostic namedArgument(Span span, String function, String argument) {
        return Diagnostic.error("E0317", span, "arguments of functions have no names")
                .label("`" + argument + " =` belongs to no parameter of `" + function + "`")
                .help("give the arguments in their order; names are for distributions");
    }

    static Diagnostic noReturn(Span span) {
        return Diagnostic.error("E0318", span, "a function must end with `return`")
                .label("no value is returned at its end")
                .help(
                        "add `return ...` as the last statement; to choose between values use `if c"
                                + " then a else b`");
    }

    static Diagnostic unequalElements(Expr other, Expr first) {
        return Diagnostic.error(
                        "E0319", other.span(), "the elements of a list must have equal shapes")
                .label(Texts.shape(other.type().shape()))
                .related(first.span(), Texts.shape(first.type().shape()));
    }

    static Diagnostic boundsNotAllowed(Span span, String type) {
        return Diagnostic.error("E0320", span, "the type `" + type + "` takes no such bounds")
                .label("bounds")
                .help("bounded types are `real in (a, b)` and `int in 1..K`");
    }

    static Diagnostic emptyBounds(Span span) {
        return Diagnostic.error("E0325", span, "no number lies between these bounds")
                .label("the lower bound must be the smaller one");
    }

    static Diagnostic structuredSize(Span span, String type) {
        return Diagnostic.error("E0321", span, "`" + type + "` needs one size of its own")
                .label("no size, or more than one")
                .help("write `" + type + "[K]`, and `" + type + "[K][N]` for N of them");
    }

    static Diagnostic declaredShape(Expr value, Identifier name, Type declared) {
        return Diagnostic.error(
                        "E0322",
                        value.span(),
                        "`"
                                + name
                                + "` is declared as "
                                + Texts.type(declared)
                                + ", but the value "
                                + Texts.shape(value.type().shape()))
                .label("of type " + value.type())
                .related(name.span(), "declared here");
    }

    static Diagnostic declaredElement(Expr value, Identifier name, Type declared) {
        return Diagnostic.error(
                        "E0323",
                        value.span(),
                        "`"
                                + name
                                + "` is declared as "
                                + Texts.type(declared)
                                + ", but the value is "
                                + Texts.element(value.type().element()))
                .label("of type " + value.type())
                .related(name.span(), "declared here");
    }

    static Diagnostic twoArraySubscripts(Span span) {
        return Diagnostic.error("E0324", span, "only one index can be a whole array")
                .label("a second array of indices")
                .help("write a loop, or `[for n in 1..N: X[i[n], j[n]]]`");
    }
}
