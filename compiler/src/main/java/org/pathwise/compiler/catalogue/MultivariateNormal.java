package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The normal distribution of a vector, by its covariance or the lower Cholesky factor of it: with
 * {@code z} the solution of {@code L z = y - mu}, the log density is {@code -z'z/2 -
 * sum(log(diagonal of L)) - K log(2 pi)/2}, and a draw is {@code mu + L z}.
 */
record MultivariateNormal(boolean cholesky) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(
                Distribution.named("MultivariateNormal")
                        .text(
                                "The normal distribution of a vector with mean mu and covariance"
                                        + " matrix Sigma.",
                                "exp(-(y - mu)' Sigma^-1 (y - mu) / 2) / sqrt((2 pi)^K"
                                        + " det(Sigma))",
                                "y[n] ~ MultivariateNormal(mu, Sigma)")
                        .parameter("mu", Support.Structured.REAL_VECTOR, LOCATION_SCALE)
                        .parameter("Sigma", Support.Structured.COVARIANCE, LOCATION_SCALE)
                        .on(Support.Structured.REAL_VECTOR)
                        .formula(new MultivariateNormal(false), NORMAL)
                        .build(),
                Distribution.named("MultivariateNormal")
                        .text(
                                "The normal distribution of a vector with mean mu and covariance"
                                        + " matrix L L' for a lower triangular L.",
                                "exp(-|L^-1 (y - mu)|^2 / 2) / ((2 pi)^(K/2) prod(diag(L)))",
                                "y[n] ~ MultivariateNormal(mu, cholesky = L)")
                        .parameter("mu", Support.Structured.REAL_VECTOR, LOCATION_SCALE)
                        .parameter(
                                "cholesky",
                                Support.Structured.CHOLESKY_COVARIANCE,
                                LOCATION_SCALE)
                        .byName()
                        .on(Support.Structured.REAL_VECTOR)
                        .formula(new MultivariateNormal(true), NORMAL)
                        .build());
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Value matrix = parameters.get(1);
        Axis row = value.last();
        Axis column = matrix.last();
        Variable factor = factor(a, matrix);
        Variable distance =
                a.spread(a.minus(value.variable(), parameters.get(0).variable()), List.of(row));
        Variable z =
                builder.bind(
                        "z", new Operation.TriangularSolve(factor, distance, row, column, false));
        Variable logScale = a.sum(a.log(a.diagonal(factor, row, column)), row);
        Variable normaliser = a.plus(logScale, row.extent() * 0.5 * Math.log(2 * Math.PI));
        return a.minus(a.times(-0.5, a.contract(z, z, column)), normaliser);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Variable draw(
            Builder builder,
            List<Axis> event,
            List<Value> noise,
            List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Value matrix = parameters.get(1);
        Axis column = matrix.last();
        Variable z = builder.rename(noise.getFirst().variable(), noise.getFirst().last(), column);
        return a.plus(parameters.get(0).variable(), a.contract(factor(a, matrix), z, column));
    }

    private Variable factor(Algebra a, Value matrix) {
        Variable full = a.full(matrix);
        return cholesky
                ? full
                : a.builder.bind(
                        "L",
                        new Operation.Cholesky(full, matrix.shape().getFirst(), matrix.last()));
    }
}
