package org.pathwise.repl.text;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.StringWriter;
import java.util.Map;

/**
 * Writes JSON for people and programs: indented, absent values and numbers that are not finite as
 * null.
 */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final ObjectWriteContext INDENTED =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    return new DefaultPrettyPrinter();
                }
            };

    private Json() {}

    /** One value as text, its last line ended. */
    public static String text(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(INDENTED, out)) {
            write(json, value, Json::number);
        }
        return out + "\n";
    }

    /** How a number is written. */
    @FunctionalInterface
    public interface NumberWriter {
        void write(JsonGenerator json, double number);
    }

    /** Maps are objects, iterables and arrays of doubles are arrays. */
    public static void write(JsonGenerator json, @Nullable Object value, NumberWriter numbers) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> numbers.write(json, number);
            case double[] elements -> {
                json.writeStartArray();
                for (double element : elements) {
                    numbers.write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach(
                        (name, entry) -> {
                            json.writeName(String.valueOf(name));
                            write(json, entry, numbers);
                        });
                json.writeEndObject();
            }
            case Iterable<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element, numbers);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    private static void number(JsonGenerator json, double number) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }
}
