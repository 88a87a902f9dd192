package org.pathwise.repl.report;

import org.pathwise.runtime.io.FitReport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An interval in which all values of a quantity lie, infinite where nothing is known. */
record Bounds(double lower, double upper) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Bounds POSITIVE = new Bounds(0, Double.POSITIVE_INFINITY);
    static final Bounds UNIT = new Bounds(0, 1);

    private static final Pattern INTERVAL = Pattern.compile("\\(([^,]+), ([^,]+)\\)");

    /** The bounds of each site, by its name without dimensions. */
    static Map<String, Bounds> ofSites(List<FitReport.Site> sites) {
        Map<String, Bounds> bounds = new HashMap<>();
        for (FitReport.Site site : sites) {
            bounds.put(Variable.nameOf(site.site()), ofSupport(site.support()));
        }
        return bounds;
    }

    /** The bounds that the name of a support implies for each number of a value. */
    static Bounds ofSupport(String support) {
        return switch (support) {
            case "positive", "positive vector", "positive_ordered" -> POSITIVE;
            case "unit", "simplex" -> UNIT;
            case "corr", "unit_vector", "cholesky_corr" -> new Bounds(-1, 1);
            default -> ofInterval(support);
        };
    }

    private static Bounds ofInterval(String support) {
        Matcher interval = INTERVAL.matcher(support);
        if (!interval.matches()) {
            return NONE;
        }
        return new Bounds(
                number(interval.group(1), NONE.lower()), number(interval.group(2), NONE.upper()));
    }

    /** An end that is an expression of the model is not known here. */
    private static double number(String text, double otherwise) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    boolean known() {
        return lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY;
    }
}
