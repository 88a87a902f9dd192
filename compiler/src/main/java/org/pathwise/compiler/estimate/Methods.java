package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** How draws are differentiable maps of parameters. */
final class Methods {
    /** Of a draw that nothing fitted flows into. */
    static final String NOTHING = "nothing to fit";

    private Methods() {}

    /**
     * Of the automatic guide's draw on a support: {@code location-scale}, with the transform where
     * there is one.
     */
    static String automatic(Support support) {
        String transform = Catalogue.transform(support).name();
        return transform.equals("identity")
                ? Reparameterization.LOCATION_SCALE.toString()
                : Reparameterization.LOCATION_SCALE + ", " + transform;
    }

    /** The first of the moving parameters that a draw is no differentiable map of. */
    static Optional<Distribution.Parameter> unmapped(Draw draw, IntPredicate moves) {
        List<Distribution.Parameter> parameters = draw.distribution().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (moves.test(i)
                    && parameters.get(i).reparameterization() == Reparameterization.NONE) {
                return Optional.of(parameters.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Of a draw whose parameters move: {@code location-scale}, {@code implicit in alpha}.
     *
     * @param moves whether a parameter, by position, depends on what is fitted
     */
    static String of(Draw draw, IntPredicate moves) {
        List<Distribution.Parameter> parameters = draw.distribution().parameters();
        Map<Reparameterization, List<String>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (moves.test(i)) {
                byKind.computeIfAbsent(
                                parameters.get(i).reparameterization(), _ -> new ArrayList<>())
                        .add(parameters.get(i).name());
            }
        }
        if (byKind.isEmpty()) {
            return NOTHING;
        }
        List<String> texts = new ArrayList<>();
        byKind.forEach(
                (kind, names) ->
                        texts.add(
                                kind == Reparameterization.IMPLICIT
                                        ? kind + " in " + String.join(", ", names)
                                        : kind.toString()));
        return String.join("; ", texts);
    }
}
