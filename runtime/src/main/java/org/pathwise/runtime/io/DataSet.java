package org.pathwise.runtime.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What data files hold, and what is wrong with them.
 *
 * @param values by name, in the order of the files
 */
public record DataSet(Map<String, DataValue> values, List<DataError> errors) {
    public DataSet {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        errors = List.copyOf(errors);
    }

    /** All values of several data sets; a name that occurs twice is an error. */
    static DataSet merge(List<DataSet> sets) {
        Map<String, DataValue> values = new LinkedHashMap<>();
        List<DataError> errors = new ArrayList<>();
        for (DataSet set : sets) {
            errors.addAll(set.errors());
            for (DataValue value : set.values().values()) {
                DataValue before = values.putIfAbsent(value.name(), value);
                if (before != null) {
                    errors.add(
                            DataError.at(
                                    value.place(),
                                    "`"
                                            + value.name()
                                            + "` is given twice: it also stands at "
                                            + before.place(),
                                    "remove one of the two"));
                }
            }
        }
        return new DataSet(values, errors);
    }
}
