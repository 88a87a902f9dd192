package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The normal distribution of a vector: with {@code z} the solution of {@code L z = y - mu}, the log
 * density is {@code -z'z/2 - log(det L) - K log(2 pi)/2}, and a draw is {@code mu + L z}.
 *
 * @param scale what gives L
 */
record MultivariateNormal(MatrixScale scale) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(
                entry(
                        MatrixScale.COVARIANCE,
                        "The normal distribution of a vector with mean mu and covariance matrix"
                                + " Sigma.",
                        "exp(-(y - mu)' Sigma^-1 (y - mu) / 2) / sqrt((2 pi)^K det(Sigma))",
                        "y ~ MultivariateNormal([0, 1], diag_matrix([1, 4]))"),
                entry(
                        MatrixScale.CHOLESKY,
                        "The normal distribution of a vector with mean mu and covariance matrix"
                                + " L L' for a lower triangular L.",
                        "exp(-|L^-1 (y - mu)|^2 / 2) / ((2 pi)^(K/2) prod(diag(L)))",
                        "y ~ MultivariateNormal([0, 1], cholesky = diag_matrix([1, 2]))"),
                entry(
                        MatrixScale.PRECISION,
                        "The normal distribution of a vector with mean mu and precision matrix P,"
                                + " the inverse of its covariance matrix.",
                        "exp(-(y - mu)' P (y - mu) / 2) sqrt(det(P) / (2 pi)^K)",
                        "y ~ MultivariateNormal([0, 1], precision = diag_matrix([1, 4]))"));
    }

    private static Distribution entry(
            MatrixScale scale, String summary, String density, String example) {
        DistributionBuilder entry =
                Distribution.named("MultivariateNormal")
                        .text(summary, density, example)
                        .parameter("mu", Support.Structured.REAL_VECTOR, LOCATION_SCALE)
                        .parameter(scale.parameter(), scale.support(), LOCATION_SCALE)
                        .on(Support.Structured.REAL_VECTOR)
                        .mean((builder, event, p) -> p.getFirst().variable())
                        .variance(
                                (builder, event, p) ->
                                        scale.variances(new Algebra(builder), p.getLast()))
                        .formula(new MultivariateNormal(scale), NORMAL);
        return (scale == MatrixScale.COVARIANCE ? entry : entry.byName()).build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return logDensity(new Algebra(builder), scale, value, parameters);
    }

    /** The log density of a value under mean and matrix. */
    static Variable logDensity(
            Algebra a, MatrixScale scale, Value value, List<Value> meanAndMatrix) {
        Axis row = value.last();
        Value matrix = meanAndMatrix.get(1);
        Variable distance = distance(a, value, meanAndMatrix.get(0));
        Variable normaliser =
                a.plus(scale.logDeterminant(a, matrix), row.extent() * 0.5 * Math.log(2 * Math.PI));
        return a.minus(a.times(-0.5, scale.squaredDistance(a, matrix, distance)), normaliser);
    }

    /** {@code y - mu} along the value's axis, even where both are constant vectors. */
    static Variable distance(Algebra a, Value value, Value mean) {
        return a.spread(a.minus(value.variable(), mean.variable()), List.of(value.last()));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Optional<Variable> entropy(Builder builder, List<Axis> event, List<Value> parameters) {
        Variable log = scale.logDeterminant(new Algebra(builder), parameters.get(1));
        double rest = event.getFirst().extent() * 0.5 * (1 + Math.log(2 * Math.PI));
        return Optional.of(new Algebra(builder).plus(log, rest));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable z = noise.getFirst().variable();
        return a.plus(parameters.get(0).variable(), scale.times(a, parameters.get(1), z));
    }
}
