package org.pathwise.runtime.io;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text with a streaming parser. Arrays are nested, row-major, and must not be
 * ragged.
 */
final class JsonData {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final String file;
    private final String text;
    private final Map<String, DataValue> values = new LinkedHashMap<>();
    private final List<DataError> errors = new ArrayList<>();

    JsonData(String file, String text) {
        this.file = file;
        this.text = text;
    }

    DataSet read() {
        try (JsonParser parser = open()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return DataFiles.failure(
                        DataError.at(
                                parser.currentToken() == null
                                        ? new Place(file, 1, 1)
                                        : place(parser),
                                "expected an object of named data",
                                "write {\"y\": [1, 2, 3]}"));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                entry(parser);
            }
            if (parser.nextToken() != null) {
                errors.add(
                        DataError.at(
                                place(parser),
                                "expected the end of the file after the closing brace"));
            }
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null ? new Place(file, 1, 1) : place(at);
            errors.add(DataError.at(place, JsonTree.wrong(e)));
        }
        return new DataSet(values, errors);
    }

    private JsonParser open() {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    private void entry(JsonParser parser) {
        String name = parser.currentName();
        Place at = place(parser);
        parser.nextToken();
        var array = new NestedArray(this, name, null, -1);
        DataError error = array.read(parser);
        if (error != null) {
            errors.add(error);
            return;
        }
        DataValue before = values.get(name);
        if (before != null) {
            errors.add(
                    DataError.at(
                            at,
                            "`" + name + "` is given twice: it also stands at " + before.place(),
                            "remove one of the two"));
            return;
        }
        values.put(
                name,
                array.builder.build(
                        name, array.shape(), at, position -> locate(name, position, at)));
    }

    /** Reads the text again up to an element. */
    private Place locate(String name, int position, Place otherwise) {
        try (JsonParser parser = open()) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String found = parser.currentName();
                parser.nextToken();
                if (found.equals(name)) {
                    var array = new NestedArray(this, name, otherwise, position);
                    array.read(parser);
                    return array.wanted == null ? otherwise : array.wanted;
                }
                parser.skipChildren();
            }
        }
        return otherwise;
    }

    private Place place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private Place place(TokenStreamLocation location) {
        return new Place(
                file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The array being read. */
    private static final class NestedArray {
        private final JsonData data;
        private final String name;
        private final ArrayBuilder builder = new ArrayBuilder();
        private final List<Integer> extents = new ArrayList<>();
        private final int wantedPosition;
        private int leafDepth = -1;
        private @Nullable Place wanted;

        NestedArray(JsonData data, String name, @Nullable Place wanted, int wantedPosition) {
            this.data = data;
            this.name = name;
            this.wanted = wanted;
            this.wantedPosition = wantedPosition;
        }

        List<Integer> shape() {
            return extents;
        }

        /**
         * Reads the value whose first token the parser stands at, to its last; returns what is
         * wrong.
         */
        @Nullable DataError read(JsonParser parser) {
            List<Integer> counts = new ArrayList<>();
            DataError error = null;
            do {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.START_ARRAY) {
                    count(counts);
                    counts.add(0);
                    error = error == null ? opened(counts.size(), data.place(parser)) : error;
                } else if (token == JsonToken.END_ARRAY) {
                    int depth = counts.size() - 1;
                    int found = counts.removeLast();
                    error = error == null ? closed(depth, found, data.place(parser)) : error;
                } else if (token == JsonToken.START_OBJECT) {
                    error = error == null ? object(parser) : error;
                    parser.skipChildren();
                } else {
                    count(counts);
                    error = error == null ? element(parser, counts.size()) : error;
                }
            } while (!counts.isEmpty() && parser.nextToken() != null);
            return error;
        }

        private static void count(List<Integer> counts) {
            if (!counts.isEmpty()) {
                counts.set(counts.size() - 1, counts.getLast() + 1);
            }
        }

        private @Nullable DataError opened(int depth, Place place) {
            if (leafDepth >= 0 && depth > leafDepth) {
                return ragged(place, "an array stands where a number stood before");
            }
            if (extents.size() < depth) {
                extents.add(-1);
            }
            return null;
        }

        private @Nullable DataError closed(int depth, int found, Place place) {
            int expected = extents.get(depth);
            if (expected >= 0 && expected != found) {
                return ragged(
                        place,
                        "this row has " + found + " elements, the rows before have " + expected);
            }
            extents.set(depth, found);
            return null;
        }

        private @Nullable DataError element(JsonParser parser, int depth) {
            if (depth < extents.size() || (leafDepth >= 0 && depth != leafDepth)) {
                return ragged(data.place(parser), "a number stands where an array stood before");
            }
            leafDepth = depth;
            if (builder.size() == wantedPosition) {
                wanted = data.place(parser);
            }
            switch (parser.currentToken()) {
                case VALUE_NUMBER_INT -> builder.add(Double.parseDouble(parser.getString()), true);
                case VALUE_NUMBER_FLOAT -> builder.add(parser.getDoubleValue(), false);
                case VALUE_TRUE -> builder.add(1, true);
                case VALUE_FALSE -> builder.add(0, true);
                case VALUE_NULL -> builder.addMissing();
                default -> builder.addString(parser.getString(), () -> data.place(parser));
            }
            return null;
        }

        private DataError object(JsonParser parser) {
            return DataError.at(
                    data.place(parser),
                    "`" + name + "` holds an object; data are numbers and arrays of numbers",
                    "move its entries to the top level");
        }

        private DataError ragged(Place place, String what) {
            return DataError.at(place, "`" + name + "` is not a rectangular array: " + what);
        }
    }
}
