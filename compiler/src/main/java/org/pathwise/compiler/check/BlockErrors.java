package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.stream.Collectors;

/** Errors about statements, loops and the elements that they define: {@code E05..}. */
final class BlockErrors {
    private BlockErrors() {}

    private static String verb(Filling filling) {
        return filling.isDrawn() ? "drawn" : "defined";
    }

    static Diagnostic elementTwice(Span span, Filling filling, Span before) {
        String what =
                filling.depth() == 0
                        ? "`" + filling.name() + "` is"
                        : "elements of `" + filling.name() + "` are";
        return Diagnostic.error("E0501", span, what + " " + verb(filling) + " twice")
                .label(verb(filling) + " again here")
                .related(before, "first " + verb(filling) + " here");
    }

    static Diagnostic elementsMissing(Filling filling, Place.Kind block) {
        String pieces =
                filling.pieces().stream()
                        .map(
                                piece ->
                                        filling.name()
                                                + piece.box().stream()
                                                        .map(Filling.Interval::toString)
                                                        .collect(
                                                                Collectors.joining(", ", "[", "]")))
                        .collect(Collectors.joining(" and "));
        return Diagnostic.error(
                        "E0502",
                        filling.span(),
                        "not every element of `"
                                + filling.name()
                                + "` is "
                                + verb(filling)
                                + " exactly once in "
                                + block)
                .label("`" + filling.name() + "` has the shape " + Shapes.text(filling.extents()))
                .note("the statements here fill " + pieces)
                .help(
                        "together they must fill each element from 1 on, without gaps"
                                + (filling.isDrawn()
                                        ? ""
                                        : "; a value of each iteration's own needs no index, `"
                                                + filling.name()
                                                + " = ...`"));
    }

    static Diagnostic notIndexedByLoop(Span span, Loop loop) {
        String name = span.text().replaceAll("\\[.*", "");
        String inside =
                span.text().contains("[") ? span.text().replaceAll(".*\\[|]$", "") + ", " : "";
        Diagnostic diagnostic =
                Diagnostic.error(
                                "E0503",
                                span,
                                "`"
                                        + span.text()
                                        + "` would be set again in every iteration of the loop over"
                                        + " `"
                                        + loop.name()
                                        + "`")
                        .label("has no index `" + loop.name() + "`");
        if (!inside.isEmpty()) {
            diagnostic =
                    diagnostic.note(
                            "for an array of each iteration's own, fill it at once: `"
                                    + name
                                    + " = [for ...: ...]`");
        }
        return diagnostic.help(
                "write `"
                        + name
                        + "["
                        + inside
                        + loop.name()
                        + "]` for one element each iteration, or move the statement out "
                        + "of the loop");
    }

    static Diagnostic badTarget(Span span) {
        return Diagnostic.error(
                        "E0504", span, "on the left side an index is a loop variable, or a number")
                .label("not allowed on the left side")
                .help(
                        "loop over the elements: `for i in 1..N { x[i] ... }`; `x[i + 1]` and"
                                + " `x[1]` are fine too");
    }

    static Diagnostic targetBelowOne(Span span, Dimension lowest) {
        return Diagnostic.error(
                        "E0505", span, "indices start at 1, but this one starts at " + lowest)
                .label("from " + lowest)
                .help("start the loop later");
    }

    static Diagnostic irregularTargets(Filling filling) {
        return Diagnostic.error(
                        "E0506",
                        filling.span(),
                        "`" + filling.name() + "` is set with different numbers of indices")
                .label("first set here")
                .help(
                        "use as many indices in every statement that sets elements of `"
                                + filling.name()
                                + "`");
    }

    static Diagnostic piecesDiffer(Span span, Type here, Filling filling) {
        return Diagnostic.error(
                        "E0507",
                        span,
                        "the elements of `" + filling.name() + "` must all have one type")
                .label("of type " + here)
                .related(filling.span(), "of type " + filling.element());
    }

    static Diagnostic oneBranch(Span span, String name) {
        return Diagnostic.error(
                        "E0508",
                        span,
                        "an element of `" + name + "` is defined in one branch of an `if` only")
                .label("no value when the other branch is taken")
                .help(
                        "define it in both branches, or write `"
                                + span.text()
                                + " = if ... then ... else ...`");
    }

    static Diagnostic latentInBranch(Span span, String name, Span condition) {
        return Diagnostic.error("E0509", span, "`" + name + "` is drawn inside an `if`")
                .label("drawn only sometimes")
                .related(condition, "under this condition")
                .note("a model has the same latents whatever their values are")
                .help("draw it outside of the `if`, and use it inside");
    }

    static Diagnostic conditionNotScalar(Expr condition) {
        return Diagnostic.error(
                        "E0510",
                        condition.span(),
                        "an `if` statement needs a single condition, but this one varies over "
                                + Shapes.text(condition.type().shape()))
                .label("of type " + condition.type())
                .help(
                        "loop over the elements, or use the expression `if c then a else b`, which"
                                + " chooses element by element");
    }

    static Diagnostic readsItself(Span span, Symbol symbol) {
        return Diagnostic.error("E0511", span, "`" + symbol + "` is defined by its own value")
                .label("reads what is being defined")
                .help(
                        "a loop may read elements of earlier iterations, such as `"
                                + symbol
                                + "[t-1]`");
    }

    static Diagnostic readsLater(Span span, Symbol symbol, Loop loop, int back) {
        String which = back < 0 ? "a later iteration" : "the same iteration, before it is defined";
        return Diagnostic.error(
                        "E0512",
                        span,
                        "the loop over `"
                                + loop.name()
                                + "` reads an element of `"
                                + symbol
                                + "` from "
                                + which)
                .label("not known yet")
                .help(
                        "a sequential loop may only read elements of earlier iterations, such as `"
                                + symbol
                                + "["
                                + loop.name()
                                + "-1]`");
    }

    static Diagnostic readsWhole(Span span, Symbol symbol) {
        return Diagnostic.error(
                        "E0513",
                        span,
                        "`" + symbol + "` is used as a whole while its elements are being defined")
                .label("not complete yet")
                .help("read single elements of earlier iterations, such as `" + symbol + "[t-1]`");
    }

    static Diagnostic readsElsewhere(Span span, Symbol symbol) {
        return Diagnostic.error(
                        "E0514",
                        span,
                        "it is not clear that this element of `"
                                + symbol
                                + "` is defined in an earlier iteration")
                .label("which iteration defines it?")
                .help(
                        "a sequential loop reads elements a fixed number of iterations back, such"
                                + " as `"
                                + symbol
                                + "[t-1]`");
    }

    static Diagnostic misplacedReturn(Span span, Place.Kind block) {
        String where =
                block == Place.Kind.FUNCTION || block == Place.Kind.DISTRIBUTION
                        ? "`return` must be the last statement of " + block
                        : "`return` stands only in functions and distributions, not in " + block;
        return Diagnostic.error("E0515", span, where)
                .label("not here")
                .help("to choose between values use `if c then a else b`");
    }

    static Diagnostic misplacedParameter(Span span, Place place) {
        String message =
                place.block() == Place.Kind.GUIDE
                        ? "`param` must stand at the top of the guide, outside of loops and"
                                + " branches"
                        : "`param` stands only in the guide, not in " + place.block();
        return Diagnostic.error("E0516", span, message)
                .label("not here")
                .help(
                        place.block() == Place.Kind.GUIDE
                                ? "for several parameters give it a shape: `param m: real[N] = 0.0`"
                                : "unknown quantities of the model are drawn: `x ~ ...`");
    }

    static Diagnostic misplacedFactor(Span span, Place.Kind block) {
        return Diagnostic.error("E0517", span, "`factor` stands only in the model, not in " + block)
                .label("not here")
                .note("it adds to the log density of the model");
    }

    static Diagnostic misplacedSample(Span span, Place.Kind block) {
        return Diagnostic.error(
                        "E0518",
                        span,
                        "`~` stands in model, guide and generate blocks, not in " + block)
                .label("not here")
                .help("a function can only compute; draw in the block that calls it");
    }
}
