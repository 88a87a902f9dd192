package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

/** What the language has and this version cannot do yet: {@code E09..}. */
final class Unsupported {
    private Unsupported() {}

    private static Diagnostic notYet(String code, Span span, String what) {
        return Diagnostic.error(code, span, what + " not supported yet").label("not supported yet");
    }

    static Diagnostic annotation(Span span, String name) {
        return notYet("E0904", span, "the annotation `@" + name + "` is")
                .help("leave it out, or use `@score` or `@pathwise`");
    }

    static Diagnostic sequentialDraw(Span span, Symbol symbol) {
        return notYet(
                "E0905",
                span,
                "draws of `" + symbol + "` that depend on draws of earlier iterations are");
    }

    static Diagnostic recursion(Span span, String why) {
        return notYet("E0906", span, "this form of a sequential loop is").note(why);
    }

    static Diagnostic localArray(Span span) {
        return notYet(
                        "E0907",
                        span,
                        "an array that a function fills element by element, called inside a loop,"
                                + " is")
                .help("fill it at once: `w = [for k in 1..K: ...]`");
    }
}
