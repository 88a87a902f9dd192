package org.pathwise.repl.report;

import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scalar or an array of the posterior.
 *
 * @param name such as {@code theta}
 * @param elements of an array, such as {@code theta[1]}; of a scalar, itself; in order
 */
record Variable(String name, List<Element> elements) {
    Variable {
        elements = List.copyOf(elements);
    }

    /** A number of a draw, and what {@code fit.json} says of it. */
    record Element(String name, Summary summary) {}

    /** The variables of summaries by their names, in order. */
    static List<Variable> of(Map<String, Summary> parameters) {
        Map<String, List<Element>> byName = new LinkedHashMap<>();
        parameters.forEach(
                (name, summary) ->
                        byName.computeIfAbsent(nameOf(name), _ -> new ArrayList<>())
                                .add(new Element(name, summary)));
        List<Variable> variables = new ArrayList<>();
        byName.forEach((name, elements) -> variables.add(new Variable(name, elements)));
        return variables;
    }

    /** {@code theta} of {@code theta[1]}. */
    static String nameOf(String element) {
        int bracket = element.indexOf('[');
        return bracket < 0 ? element : element.substring(0, bracket);
    }

    boolean isScalar() {
        return elements.size() == 1 && elements.getFirst().name().equals(name);
    }

    /** The first elements. */
    List<Element> first(int count) {
        return elements.subList(0, Math.min(count, elements.size()));
    }
}
