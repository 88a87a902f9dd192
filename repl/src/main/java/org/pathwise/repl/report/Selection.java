package org.pathwise.repl.report;

import org.pathwise.runtime.io.FitReport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a fit is drawn: a fit may have very many numbers, and a page should open at once.
 *
 * @param variables those that are drawn
 * @param otherVariables the names of the rest
 * @param pairs what the user asked to see against each other; empty for the default
 */
record Selection(List<Shown> variables, List<String> otherVariables, List<String> pairs) {
    /** Rows of an interval plot; longer vectors are bands. */
    static final int MOST_ROWS = 40;

    private static final int MOST_IN_BAND = 400;
    private static final int MOST_NUMBERS = 4000;
    private static final int MOST_VARIABLES = 60;

    /**
     * A variable of which the first elements are drawn.
     *
     * @param elements these
     * @param left how many are not
     */
    record Shown(Variable variable, List<Variable.Element> elements, int left) {}

    Selection {
        variables = List.copyOf(variables);
        otherVariables = List.copyOf(otherVariables);
        pairs = List.copyOf(pairs);
    }

    static Selection of(FitReport report, List<String> pairs) {
        List<Shown> shown = new ArrayList<>();
        List<String> others = new ArrayList<>();
        int budget = MOST_NUMBERS;
        for (Variable variable : Variable.of(report.parameters())) {
            int most = Math.min(budget, MOST_IN_BAND);
            if (shown.size() == MOST_VARIABLES || most == 0) {
                others.add(variable.name());
                continue;
            }
            List<Variable.Element> elements = variable.first(most);
            shown.add(new Shown(variable, elements, variable.elements().size() - elements.size()));
            budget -= elements.size();
        }
        return new Selection(shown, others, pairs);
    }

    /** The names of the numbers whose draws are needed. */
    Set<String> names() {
        Set<String> names = new HashSet<>(pairs);
        for (Shown shown : variables) {
            shown.elements().forEach(element -> names.add(element.name()));
        }
        return names;
    }
}
