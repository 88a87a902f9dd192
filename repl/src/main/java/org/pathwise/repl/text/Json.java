package org.pathwise.repl.text;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

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
            write(json, value);
        }
        return out + "\n";
    }

    /** Maps are objects, iterables and arrays of doubles are arrays. */
    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            case Double _ -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach(
                        (name, entry) -> {
                            json.writeName(String.valueOf(name));
                            write(json, entry);
                        });
                json.writeEndObject();
            }
            case Iterable<?> elements -> {
                json.writeStartArray();
                elements.forEach((Consumer<Object>) element -> write(json, element));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }
}
