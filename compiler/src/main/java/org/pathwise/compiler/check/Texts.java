package org.pathwise.compiler.check;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.Optional;

/** Words that several messages share. */
final class Texts {
    private static final int LONGEST_QUOTE = 40;

    private Texts() {}

    /** Script text in a message: {@code `a + b`}, or other words when it is long. */
    static String quote(Expr expr) {
        return quote(expr.span(), "this");
    }

    static String quote(Span span, String otherwise) {
        String text = span.text();
        return text.length() > LONGEST_QUOTE || text.contains("\n") ? otherwise : "`" + text + "`";
    }

    /** {@code is a single number}, {@code varies over [N, D]}. */
    static String shape(List<Dimension> shape) {
        return shape.isEmpty() ? "is a single number" : "varies over " + Shapes.text(shape);
    }

    static String element(Element element) {
        return switch (element) {
            case REAL -> "a real number";
            case INT -> "an integer";
            case BOOL -> "true or false";
        };
    }

    static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String range(Range range) {
        return (range.lowerOpen() ? "(" : "[")
                + number(range.lower())
                + ", "
                + number(range.upper())
                + (range.upperOpen() ? ")" : "]");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** How a distribution is written: {@code Normal(mu, sigma)}, {@code Bernoulli(logit = ...)}. */
    static String form(Distribution distribution) {
        return distribution.name()
                + distribution.parameters().stream()
                        .map(
                                parameter ->
                                        distribution.named()
                                                ? parameter.name() + " = ..."
                                                : parameter.name())
                        .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }

    static String type(Type type) {
        return "`" + type + "`";
    }

    static Diagnostic suggest(Diagnostic diagnostic, Optional<String> suggestion) {
        return suggestion
                .map(name -> diagnostic.help("did you mean `" + name + "`?"))
                .orElse(diagnostic);
    }
}
