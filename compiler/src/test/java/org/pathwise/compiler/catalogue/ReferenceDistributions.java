package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.type.Bound;

import java.util.List;
import java.util.Optional;

/** The distributions that the names of the reference tables mean. */
final class ReferenceDistributions {
    private ReferenceDistributions() {}

    /** The distribution of a table, or empty where the catalogue has none of the name. */
    static Optional<Distribution> find(String table) {
        return switch (table) {
            case "BernoulliLogit", "BinomialLogit", "CategoricalLogit" ->
                    second(table.replace("Logit", ""));
            case "PoissonLog", "NegBinomial2Log" -> second(table.replace("Log", ""));
            case "MultivariateNormalCholesky" -> second("MultivariateNormal");
            case "TruncatedNormal" ->
                    entry(Catalogue.distributions("Normal"), 0)
                            .filter(normal -> normal.cumulative().isPresent())
                            .map(
                                    normal ->
                                            Truncation.of(
                                                    normal,
                                                    new Bound.Computed(0, "lower"),
                                                    new Bound.Computed(0, "upper")));
            default -> entry(Catalogue.distributions(table), 0);
        };
    }

    private static Optional<Distribution> second(String name) {
        return entry(Catalogue.distributions(name), 1);
    }

    private static Optional<Distribution> entry(List<Distribution> forms, int index) {
        return index < forms.size() ? Optional.of(forms.get(index)) : Optional.empty();
    }
}
