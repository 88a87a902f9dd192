package org.pathwise.repl.session;

import org.pathwise.runtime.io.DataValue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that undo brings back.
 *
 * @param name what results and saved scripts are called after
 * @param data by name, later ones in the place of earlier ones
 * @param settings constants that {@code :set} overrides
 * @param seed of fits
 */
record State(
        String name,
        SessionScript script,
        Map<String, DataValue> data,
        Map<String, DataValue> settings,
        long seed) {
    static final State EMPTY = new State("session", SessionScript.EMPTY, Map.of(), Map.of(), 1);

    State {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    State named(String value) {
        return new State(value, script, data, settings, seed);
    }

    State with(SessionScript value) {
        return new State(name, value, data, settings, seed);
    }

    /** The same with more data. */
    State withData(Map<String, DataValue> more) {
        Map<String, DataValue> all = new LinkedHashMap<>(data);
        all.putAll(more);
        return new State(name, script, all, settings, seed);
    }

    /** The same without some of the data and settings. */
    State withoutData(Predicate<String> names) {
        Map<String, DataValue> fewer = new LinkedHashMap<>(data);
        fewer.keySet().removeIf(names);
        Map<String, DataValue> fewerSettings = new LinkedHashMap<>(settings);
        fewerSettings.keySet().removeIf(names);
        return new State(name, script, fewer, fewerSettings, seed);
    }

    State withSetting(DataValue value) {
        Map<String, DataValue> all = new LinkedHashMap<>(settings);
        all.put(value.name(), value);
        return new State(name, script, data, all, seed);
    }

    State withSeed(long value) {
        return new State(name, script, data, settings, value);
    }

    /** The files that data came from, in the order of the data; typed data are in none. */
    Set<String> files() {
        return data.values().stream()
                .filter(value -> !DataCommand.isTyped(value))
                .map(value -> value.place().file())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
