package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;

import java.util.ArrayList;
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
            case "ZeroInflatedPoisson" ->
                    entry(Catalogue.distributions("Poisson"), 0)
                            .map(poisson -> turned(ZeroInflation.of(poisson)));
            default -> entry(Catalogue.distributions(table), 0);
        };
    }

    private static Optional<Distribution> second(String name) {
        return entry(Catalogue.distributions(name), 1);
    }

    private static Optional<Distribution> entry(List<Distribution> forms, int index) {
        return index < forms.size() ? Optional.of(forms.get(index)) : Optional.empty();
    }

    /** The same distribution with its last parameter first, as the table has it. */
    private static Distribution turned(Distribution distribution) {
        List<Distribution.Parameter> parameters = new ArrayList<>(distribution.parameters());
        parameters.addFirst(parameters.removeLast());
        return new Distribution(
                distribution.name(),
                parameters,
                distribution.named(),
                distribution.support(),
                distribution.dimensions(),
                distribution.role(),
                List.of(),
                new Turned(distribution.formula()),
                distribution
                        .cumulative()
                        .map(
                                own ->
                                        new Cumulative(
                                                (b, y, p) -> own.logCdf().of(b, y, back(p)),
                                                (b, y, p) -> own.logCcdf().of(b, y, back(p)),
                                                Optional.empty())),
                new Distribution.Moments(
                        distribution.moments().mean().map(ReferenceDistributions::turned),
                        distribution.moments().variance().map(ReferenceDistributions::turned)),
                distribution.text());
    }

    private static Distribution.Moment turned(Distribution.Moment moment) {
        return (builder, event, p) -> moment.of(builder, event, back(p));
    }

    private static List<Value> back(List<Value> parameters) {
        List<Value> own = new ArrayList<>(parameters);
        own.addLast(own.removeFirst());
        return own;
    }

    private record Turned(Distribution.Formula formula) implements Distribution.Formula {
        @Override
        public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
            return formula.logDensityOnSupport(builder, value, back(parameters));
        }

        @Override
        public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
            return formula.onSupport(builder, value, back(parameters));
        }

        @Override
        public Variable draw(
                Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
            throw new IllegalStateException("the table has no draws");
        }
    }
}
