package org.pathwise.repl.report;

import org.pathwise.repl.text.Json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;

/** Data for the page's script. */
final class PageJson {
    /** More would not show: a chart is less than ten thousand pixels wide. */
    private static final MathContext DIGITS = new MathContext(6);

    private PageJson() {}

    /**
     * Maps, iterables, arrays of doubles, texts and numbers as JSON that is safe inside a script
     * element: with no {@code <} and none of the line ends that only JSON takes. A number that is
     * not finite is null; others have six digits.
     */
    static String text(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            Json.write(json, value, PageJson::number);
        }
        return out.toString()
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void number(JsonGenerator json, double number) {
        if (!Double.isFinite(number)) {
            json.writeNull();
        } else {
            json.writeNumber(shortest(number));
        }
    }

    private static String shortest(double number) {
        BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        String plain = rounded.toPlainString();
        return plain.length() <= 12 ? plain : rounded.toString();
    }
}
