package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.SINGLE_UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Student's t distribution of a vector (Stan Functions Reference, "Multivariate Student-t
 * distribution"). A draw is {@code mu + L z sqrt((nu/2) / g)} with one Gamma(nu/2) draw g for the
 * whole vector. The normalising constant is written with a beta function, {@code Gamma((nu + K)/2)
 * / Gamma(nu/2) = Gamma(K/2) / B(nu/2, K/2)}, which stays exact for large nu.
 *
 * @param scale what gives L
 */
record MultivariateStudentT(MatrixScale scale) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(
                entry(
                        MatrixScale.COVARIANCE,
                        "Student's t distribution of a vector with nu degrees of freedom, location"
                                + " mu and scale matrix Sigma.",
                        "(1 + (y - mu)' Sigma^-1 (y - mu) / nu)^(-(nu + K) / 2) Gamma((nu + K)/2) /"
                                + " (Gamma(nu/2) sqrt((nu pi)^K det(Sigma)))",
                        "y ~ MultivariateStudentT(4, [0, 1], diag_matrix([1, 4]))"),
                entry(
                        MatrixScale.CHOLESKY,
                        "Student's t distribution of a vector with nu degrees of freedom, location"
                                + " mu and scale matrix L L' for a lower triangular L.",
                        "(1 + |L^-1 (y - mu)|^2 / nu)^(-(nu + K) / 2) Gamma((nu + K)/2) /"
                                + " (Gamma(nu/2) (nu pi)^(K/2) prod(diag(L)))",
                        "y ~ MultivariateStudentT(4, [0, 1], cholesky = diag_matrix([1, 2]))"));
    }

    private static Distribution entry(
            MatrixScale scale, String summary, String density, String example) {
        DistributionBuilder entry =
                Distribution.named("MultivariateStudentT")
                        .text(summary, density, example)
                        .parameter("nu", Support.POSITIVE, IMPLICIT)
                        .parameter("mu", Support.Structured.REAL_VECTOR, LOCATION_SCALE)
                        .parameter(scale.parameter(), scale.support(), LOCATION_SCALE)
                        .on(Support.Structured.REAL_VECTOR)
                        .mean(
                                (builder, event, p) -> {
                                    Algebra a = new Algebra(builder);
                                    return a.select(
                                            a.above(p.get(0).variable(), 1),
                                            p.get(1).variable(),
                                            a.number(Double.NaN));
                                })
                        .variance((builder, event, p) -> variance(new Algebra(builder), scale, p))
                        .formula(new MultivariateStudentT(scale), NORMAL, SINGLE_UNIFORM);
        return (scale == MatrixScale.COVARIANCE ? entry : entry.byName()).build();
    }

    private static Variable variance(Algebra a, MatrixScale scale, List<Value> p) {
        Variable nu = p.get(0).variable();
        Variable factor =
                a.select(
                        a.above(nu, 2),
                        a.over(nu, a.minus(nu, 2)),
                        a.select(
                                a.above(nu, 1),
                                a.number(Double.POSITIVE_INFINITY),
                                a.number(Double.NaN)));
        return a.times(factor, scale.variances(a, p.get(2)));
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        int extent = value.last().extent();
        Variable nu = parameters.get(0).variable();
        Value matrix = parameters.get(2);
        Variable distance = MultivariateNormal.distance(a, value, parameters.get(1));
        Variable squared = scale.squaredDistance(a, matrix, distance);
        Variable half = a.times(0.5, nu);
        Variable tail = a.times(a.plus(half, 0.5 * extent), a.log1p(a.scaledBy(squared, nu)));
        Variable beta = a.of(Function.LBETA, half, a.number(0.5 * extent));
        Variable ofDegrees = a.plus(beta, a.times(0.5 * extent, a.log(nu)));
        Variable constant =
                a.minus(
                        a.number(0.5 * extent * Math.log(Math.PI)),
                        a.lgamma(a.number(0.5 * extent)));
        Variable normaliser = a.plus(a.plus(ofDegrees, constant), scale.logDeterminant(a, matrix));
        return a.negate(a.plus(tail, normaliser));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.empty();
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable half = a.times(0.5, parameters.get(0).variable());
        Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, noise.get(1).variable(), half);
        Variable widening = a.exp(a.times(0.5, a.minus(a.log(half), logGamma)));
        Variable normal = scale.times(a, parameters.get(2), noise.get(0).variable());
        return a.plus(parameters.get(1).variable(), a.times(widening, normal));
    }
}
