package org.pathwise.runtime.io;

import java.util.Optional;

/**
 * What is wrong with a data file.
 *
 * @param message what was found, in one sentence without a full stop
 * @param help what the user could do, if that is known
 */
public record DataError(Place place, String message, Optional<String> help) {
    static DataError at(Place place, String message) {
        return new DataError(place, message, Optional.empty());
    }

    static DataError at(Place place, String message, String help) {
        return new DataError(place, message, Optional.of(help));
    }

    @Override
    public String toString() {
        return place + ": " + message + help.map(text -> "; " + text).orElse("");
    }
}
