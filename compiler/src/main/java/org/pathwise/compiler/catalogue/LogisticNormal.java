package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.COMPOSITION;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The logistic normal distribution of a simplex by additive log-ratios (Aitchison and Shen 1980,
 * "Logistic-normal distributions: some properties and uses", equation 2.2): the K - 1 log-ratios
 * {@code log(y[k] / y[K])} are normal, which is to say that y is the softmax of a normal vector
 * with a 0 after it. The Jacobian is {@code 1 / prod(y)}, for the first K - 1 elements as the
 * coordinates of the simplex. TensorFlow Probability's SoftmaxCentered is the same map; Pyro's
 * LogisticNormal breaks sticks instead and is another distribution.
 *
 * @param scale what gives the covariance of the log-ratios
 */
record LogisticNormal(MatrixScale scale) implements Distribution.Formula {
    private static final String RATIOS = "K-1";

    static List<Distribution> all() {
        return List.of(
                entry(
                        MatrixScale.COVARIANCE,
                        "The softmax of a normal vector of K - 1 elements with a 0 after it: the"
                                + " log-ratios of all elements to the last one have mean mu and"
                                + " covariance matrix Sigma.",
                        "MultivariateNormal(log(y[1..K-1] / y[K]) | mu, Sigma) / prod(y)",
                        "theta: simplex[3] ~ LogisticNormal([0, 0.5], diag_matrix([1, 4]))"),
                entry(
                        MatrixScale.CHOLESKY,
                        "The softmax of a normal vector of K - 1 elements with a 0 after it; the"
                                + " normal vector has the covariance matrix L L'.",
                        "MultivariateNormal(log(y[1..K-1] / y[K]) | mu, cholesky = L) / prod(y)",
                        "theta: simplex[3] ~ LogisticNormal([0, 0.5], cholesky = diag_matrix([1,"
                                + " 2]))"));
    }

    private static Distribution entry(
            MatrixScale scale, String summary, String density, String example) {
        DistributionBuilder entry =
                Distribution.named("LogisticNormal")
                        .text(summary, density, example)
                        .parameter(
                                "mu", Support.Structured.REAL_VECTOR, COMPOSITION, List.of(RATIOS))
                        .parameter(
                                scale.parameter(),
                                scale.support(),
                                COMPOSITION,
                                List.of(RATIOS, RATIOS))
                        .on(Support.Structured.SIMPLEX)
                        .formula(new LogisticNormal(scale), NORMAL);
        return (scale == MatrixScale.COVARIANCE ? entry : entry.byName()).build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis event = value.last();
        Axis ratios = parameters.get(1).last();
        Axis row = parameters.get(1).shape().getFirst();
        Variable log = a.log(a.full(value));
        Variable last = element(a, log, event, a.number(ratios.extent() + 1));
        Variable first = element(a, log, event, position(a, row));
        Value logRatios = new Value(a.minus(first, last), List.of(row));
        return a.minus(
                MultivariateNormal.logDensity(a, scale, logRatios, parameters), a.sum(log, event));
    }

    private static Variable element(Algebra a, Variable vector, Axis axis, Variable index) {
        return a.builder.bind(
                "element", new Operation.Gather(vector, List.of(axis), List.of(index)));
    }

    private static Variable position(Algebra a, Axis axis) {
        return a.builder.bind("position", new Operation.Position(axis));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        return Optional.of(
                a.both(a.above(Dirichlet.smallest(a, value), 0), Dirichlet.sumsToOne(a, value)));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis all = event.getFirst();
        Axis row = parameters.get(1).shape().getFirst();
        // one element of the noise is not needed
        Variable z = element(a, noise.getFirst().variable(), all, position(a, row));
        Variable x = a.plus(parameters.get(0).variable(), scale.times(a, parameters.get(1), z));
        Variable place = position(a, all);
        Variable index = a.of(Function.MINIMUM, place, a.number(row.extent()));
        Variable isLast = a.of(Function.EQUAL, place, a.number(all.extent()));
        Variable logits = a.select(isLast, a.number(0), element(a, x, row, index));
        return a.positiveFromLog(a.logShares(logits, event));
    }
}
