package org.pathwise.repl.report;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The distribution of one number, as the report draws it. */
sealed interface Marginal {
    /** From fewer draws a curve says nothing. */
    int FEWEST_DRAWS = 20;

    /** More bars than these are a curve. */
    int MOST_BARS = 30;

    /** Continuous draws do not repeat: a value with this share of them has a mass of its own. */
    double ATOM = 0.05;

    /**
     * A density.
     *
     * @param density of the draws that are no atoms; it integrates to {@code share}
     * @param share of the draws that it stands for
     * @param atoms values with a mass of their own, such as the zero of a spike and slab, each with
     *     its share of the draws
     */
    record Curve(Density density, double share, Map<Double, Double> atoms) implements Marginal {}

    /** Few values, each with its share of the draws. */
    record Bars(Map<Double, Double> shares) implements Marginal {}

    /** All draws are one number. */
    record Constant(double value) implements Marginal {}

    /** Too few finite draws. */
    record Unknown() implements Marginal {}

    /** The distribution of draws; those that are not finite are left out. */
    static Marginal of(double[] draws, Bounds bounds) {
        double[] finite = Arrays.stream(draws).filter(Double::isFinite).toArray();
        TreeMap<Double, Double> shares = new TreeMap<>();
        for (double draw : finite) {
            shares.merge(draw + 0.0, 1.0 / finite.length, Double::sum);
        }
        if (finite.length == 0) {
            return new Unknown();
        }
        if (shares.size() == 1) {
            return new Constant(finite[0]);
        }
        if (areWhole(finite) && shares.size() <= MOST_BARS) {
            return new Bars(shares);
        }
        TreeMap<Double, Double> atoms = new TreeMap<>();
        if (!areWhole(finite) && finite.length >= FEWEST_DRAWS / ATOM) {
            shares.forEach(
                    (value, share) -> {
                        if (share >= ATOM) {
                            atoms.put(value, share);
                        }
                    });
        }
        double[] rest = Arrays.stream(finite).filter(x -> !atoms.containsKey(x + 0.0)).toArray();
        if (rest.length < FEWEST_DRAWS || Arrays.stream(rest).distinct().count() == 1) {
            return shares.size() <= MOST_BARS ? new Bars(shares) : new Unknown();
        }
        double share = (double) rest.length / finite.length;
        return new Curve(Density.of(rest, bounds), share, atoms);
    }

    /** Whether draws are whole numbers, which continuous ones never are. */
    static boolean areWhole(double[] draws) {
        return Arrays.stream(draws).allMatch(x -> x == Math.rint(x));
    }
}
