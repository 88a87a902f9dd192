package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;

/** Nets and their layers: {@code E039.}. */
final class NetErrors {
    private NetErrors() {}

    static Diagnostic layerOutsideNet(Span span, String layer) {
        return Diagnostic.error("E0390", span, "`" + layer + "` stands outside a net")
                .label("its weights would belong to nothing")
                .help("put it into a net: `net f(x: real[D]) { return " + layer + "(...) }`");
    }

    static Diagnostic dropoutOutsideNet(Span span) {
        return Diagnostic.error("E0396", span, "`dropout` stands outside a net")
                .label("there is nothing to train here")
                .help("put it between the layers of a net");
    }

    static Diagnostic rateExpected(Expr rate) {
        return Diagnostic.error(
                        "E0397",
                        rate.span(),
                        "the rate of `dropout` is a number from 0 to below 1, written out")
                .label("the probability of 0")
                .help("`dropout(0.2, x)` drops one element in five");
    }

    static Diagnostic numbersExpected(Expr input) {
        return Diagnostic.error(
                        "E0398",
                        input.span(),
                        "`dropout` takes numbers, but " + Texts.quote(input) + " is true or false")
                .label("of type " + input.type());
    }

    static Diagnostic arguments(Span span, String form, int count) {
        return Diagnostic.error(
                        "E0391",
                        span,
                        "a layer is written `" + form + "`, not with " + count + " arguments")
                .label("expected `" + form + "`");
    }

    static Diagnostic sizeExpected(Expr size) {
        return Diagnostic.error(
                        "E0392",
                        size.span(),
                        "the size of a layer is a dimension, a constant or a whole number of at"
                                + " least 1")
                .label("no size")
                .help("declare it: `const H = 64`, then `dense(H, x)`");
    }

    static Diagnostic inputShape(Expr input, String layer) {
        return Diagnostic.error(
                        "E0393",
                        input.span(),
                        "`"
                                + layer
                                + "` takes a vector, but "
                                + Texts.quote(input)
                                + " "
                                + Texts.shape(input.type().shape()))
                .label("of type " + input.type());
    }

    static Diagnostic inputsDiffer(Span span, String net, Type before, Type now) {
        return Diagnostic.error(
                        "E0394",
                        span,
                        "a net has one set of weights, but the calls of `"
                                + net
                                + "` differ in the size of their inputs")
                .label("weights " + before + " of an earlier call, " + now + " here")
                .help("declare the type of the net's parameter, or write two nets");
    }

    static Diagnostic netOfData(Span span, String net) {
        return Diagnostic.error(
                        "E0395",
                        span,
                        "`" + net + "` is a net: its result depends on what is fitted")
                .label("not data")
                .help("call it in `model`, `guide` or `generate`");
    }
}
