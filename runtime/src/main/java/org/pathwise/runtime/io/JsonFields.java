package org.pathwise.runtime.io;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A JSON object whose fields have expected kinds. A field that is missing or of another kind is a
 * {@link Damage} that names it.
 *
 * @param file the file that holds it
 * @param path where in the file: {@code elbo.}, or empty for the whole
 */
record JsonFields(String file, String path, Map<?, ?> fields) {
    static JsonFields of(String file, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonFields(file, "", map);
        }
        throw Damage.in(file, "the file holds no JSON object");
    }

    String text(String name) {
        return field(name) instanceof String text ? text : expected(name, "a text");
    }

    boolean truth(String name) {
        return field(name) instanceof Boolean truth ? truth : expected(name, "true or false");
    }

    long whole(String name) {
        return field(name) instanceof Long number ? number : expected(name, "a whole number");
    }

    int count(String name) {
        long number = whole(name);
        return number >= 0 && number <= Integer.MAX_VALUE
                ? (int) number
                : expected(name, "a count");
    }

    /** A number; null stands for one that is not finite. */
    double number(String name) {
        Object value = field(name);
        if (value == null && fields.containsKey(name)) {
            return Double.NaN;
        }
        return value instanceof Number number ? number.doubleValue() : expected(name, "a number");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    JsonFields object(String name) {
        return field(name) instanceof Map<?, ?> map
                ? new JsonFields(file, path + name + ".", map)
                : expected(name, "an object");
    }

    List<JsonFields> objects(String name) {
        return elements(
                name,
                "an object",
                (at, value) ->
                        value instanceof Map<?, ?> map ? new JsonFields(file, at, map) : null);
    }

    List<String> texts(String name) {
        return elements(name, "a text", (_, value) -> value instanceof String text ? text : null);
    }

    /** The fields of an object of any names, in order. */
    <T> Map<String, T> entries(BiFunction<JsonFields, String, T> read) {
        Map<String, T> entries = new LinkedHashMap<>();
        for (Object name : fields.keySet()) {
            entries.put(name.toString(), read.apply(this, name.toString()));
        }
        return entries;
    }

    private <T> List<T> elements(
            String name, String kind, BiFunction<String, @Nullable Object, @Nullable T> read) {
        if (!(field(name) instanceof List<?> list)) {
            return expected(name, "a list");
        }
        List<T> elements = new ArrayList<>();
        for (Object value : list) {
            String place = name + "[" + elements.size() + "]";
            T element = read.apply(path + place + ".", value);
            elements.add(element == null ? expected(place, kind) : element);
        }
        return elements;
    }

    private @Nullable Object field(String name) {
        return fields.get(name);
    }

    private <T> T expected(String name, String kind) {
        throw Damage.in(file, "`" + path + name + "` should be " + kind);
    }
}
