package org.pathwise.compiler;

import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The joint density summed over all combinations of some sites' states, one by one.
 *
 * @param log of the sum
 * @param combinations the states' values
 * @param shares the probability of each combination
 * @param probabilities of each element's states, by site
 * @param gradient of {@code log} in the other latents
 */
record StateSum(
        double log,
        List<Map<String, double[]>> combinations,
        double[] shares,
        Map<String, double[][]> probabilities,
        Map<String, double[]> gradient) {

    /** All combinations of the states of all sites. */
    private static List<Map<String, double[]>> combinations(
            Map<String, Quantity> latents, Map<String, int[]> states) {
        List<Map<String, double[]>> all = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, int[]> site : states.entrySet()) {
            int size = latents.get(site.getKey()).size();
            for (int i = 0; i < size; i++) {
                List<Map<String, double[]>> longer = new ArrayList<>();
                for (Map<String, double[]> one : all) {
                    for (int state : site.getValue()) {
                        Map<String, double[]> more = new LinkedHashMap<>(one);
                        double[] values =
                                more.getOrDefault(site.getKey(), new double[size]).clone();
                        values[i] = state;
                        more.put(site.getKey(), values);
                        longer.add(more);
                    }
                }
                all = longer;
            }
        }
        return all;
    }

    /** At a point of the other latents. */
    static StateSum of(BoundModel free, SumOutCases.Case one, Map<String, double[]> point) {
        LogDensity density = free.logDensity();
        List<Map<String, double[]>> combinations = combinations(density.latents(), one.states());
        double[] logs = new double[combinations.size()];
        List<Map<String, double[]>> gradients = new ArrayList<>();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            Map<String, double[]> whole = new LinkedHashMap<>(point);
            whole.putAll(combinations.get(i));
            LogDensity.Evaluation evaluation = density.constrained(whole);
            logs[i] = evaluation.value();
            gradients.add(evaluation.gradient());
            largest = Math.max(largest, logs[i]);
        }
        double total = 0;
        for (double log : logs) {
            total += Math.exp(log - largest);
        }
        Map<String, double[][]> probabilities = new LinkedHashMap<>();
        Map<String, double[]> gradient = new LinkedHashMap<>();
        double[] shares = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            double share = Math.exp(logs[i] - largest) / total;
            shares[i] = share;
            for (Map.Entry<String, double[]> site : combinations.get(i).entrySet()) {
                int[] states = one.states().get(site.getKey());
                double[][] table =
                        probabilities.computeIfAbsent(
                                site.getKey(),
                                _ -> new double[site.getValue().length][states.length]);
                for (int e = 0; e < table.length; e++) {
                    table[e][(int) site.getValue()[e] - states[0]] += share;
                }
            }
            for (Map.Entry<String, double[]> part : gradients.get(i).entrySet()) {
                double[] sum =
                        gradient.computeIfAbsent(
                                part.getKey(), _ -> new double[part.getValue().length]);
                for (int e = 0; e < sum.length; e++) {
                    sum[e] += share == 0 ? 0 : share * part.getValue()[e];
                }
            }
        }
        return new StateSum(
                largest + Math.log(total), combinations, shares, probabilities, gradient);
    }
}
