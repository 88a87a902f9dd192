package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mixtures: {@code sum(weights[k] f_k(y))}. No draw depends differentiably on the weights; it
 * follows the parameters of the component that it comes from as that component's draws do.
 */
public final class Mixture {
    private static final String COMPONENTS = "components";

    private Mixture() {}

    /**
     * A mixture of distributions that are written one by one. Its parameters are theirs, one
     * component after the other, and then the weights, whose dimension has the label {@code "n
     * components"}.
     *
     * @param components of equal dimensions and, if they are continuous, equal supports
     * @param support where values lie, its computed bounds among all parameters
     */
    public static Distribution of(List<Distribution> components, Support support, Role role) {
        List<String> dimensions = components.getFirst().dimensions();
        List<Part> parts = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        for (int k = 0; k < components.size(); k++) {
            Distribution component = components.get(k);
            parts.add(new Part(component, parameters.size()));
            Map<String, String> labels = new LinkedHashMap<>();
            for (int i = 0; i < dimensions.size(); i++) {
                labels.put(component.dimensions().get(i), dimensions.get(i));
            }
            String suffix = "/" + (k + 1);
            for (Parameter own : component.parameters()) {
                List<String> renamed =
                        own.dimensions().stream()
                                .map(label -> labels.getOrDefault(label, label + suffix))
                                .toList();
                parameters.add(
                        new Parameter(
                                own.name() + "[" + (k + 1) + "]",
                                own.support(),
                                own.reparameterization(),
                                renamed));
            }
        }
        String label = fresh(components.size() + " " + COMPONENTS, parameters, dimensions);
        parameters.add(weights(label));
        MixtureOfList formula = new MixtureOfList(parts);
        return new Distribution(
                name(components),
                parameters,
                false,
                support,
                dimensions,
                components.stream().allMatch(one -> Part.role(one) == Role.ANY)
                        ? role
                        : Role.OBSERVATION,
                formula.noise(),
                formula,
                formula.cumulative(),
                formula.moments(),
                components.getFirst().text());
    }

    /**
     * A mixture of distributions that differ in their arguments alone, which have the dimension of
     * the weights before their own. Its parameters are those of the distribution, and then the
     * weights.
     *
     * @param varying which parameters differ between the components: none that gives an end of the
     *     support
     */
    public static Distribution over(Distribution component, List<Boolean> varying) {
        String label = fresh(COMPONENTS, component.parameters(), component.dimensions());
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < varying.size(); i++) {
            Parameter own = component.parameters().get(i);
            List<String> labels = new ArrayList<>(own.dimensions());
            if (varying.get(i)) {
                labels.addFirst(label);
            }
            parameters.add(
                    new Parameter(own.name(), own.support(), own.reparameterization(), labels));
        }
        parameters.add(weights(label));
        MixtureOverAxis formula = new MixtureOverAxis(component, varying);
        return new Distribution(
                name(List.of(component)),
                parameters,
                false,
                component.support(),
                component.dimensions(),
                Part.role(component),
                formula.noise(),
                formula,
                formula.cumulative(),
                formula.moments(),
                component.text());
    }

    /** How many components the label of the weights' dimension asks for; 0 for any number. */
    public static int components(String label) {
        int end = label.indexOf(" " + COMPONENTS);
        return end < 0 ? 0 : Integer.parseInt(label, 0, end, 10);
    }

    private static Parameter weights(String label) {
        return new Parameter(
                "weights", Support.Structured.SIMPLEX, Reparameterization.NONE, List.of(label));
    }

    /** A label that stands for no other dimension. */
    private static String fresh(String label, List<Parameter> others, List<String> dimensions) {
        Set<String> taken = new HashSet<>(dimensions);
        others.forEach(parameter -> taken.addAll(parameter.dimensions()));
        String result = label;
        while (taken.contains(result)) {
            result += "'";
        }
        return result;
    }

    private static String name(List<Distribution> components) {
        return "Mixture("
                + String.join(", ", components.stream().map(Distribution::name).distinct().toList())
                + ")";
    }
}
