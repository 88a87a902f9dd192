package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The distribution of correlation matrices with a density proportional to {@code det(R)^(eta - 1)},
 * and of their lower Cholesky factors (Lewandowski, Kurowicka and Joe 2009, "Generating random
 * correlation matrices based on vines and extended onion method"; Stan Functions Reference,
 * "Correlation Matrix Distributions"). The constant is the product over k = 1..K-1 of {@code
 * pi^(k/2) / Gamma(k/2) * B(eta + (K-1-k)/2, k/2)}.
 *
 * <p>Draws are those of the extended onion (section 3.2 there): row i of the factor is a direction
 * times the root of a Beta((i-1)/2, eta + (K-i)/2) draw, then the rest of the unit length. With
 * normal z the squared length {@code |z|^2 / 2} is a Gamma((i-1)/2) draw independent of the
 * direction, so that row i is {@code (z[1], ..., z[i-1], sqrt(2 g))} over its length, with g a
 * Gamma(eta + (K-i)/2) draw: one for each row, implicit in eta.
 *
 * @param factor whether values are the factors
 */
record LkjDistribution(boolean factor) implements Distribution.Formula {
    static List<Distribution> all() {
        Distribution correlations =
                Distribution.named("LKJCorr")
                        .text(
                                "The distribution of correlation matrices of Lewandowski, Kurowicka"
                                        + " and Joe: uniform for eta = 1, closer to the identity"
                                        + " for larger eta.",
                                "det(y)^(eta - 1) / c(eta, K)",
                                "R: corr[3] ~ LKJCorr(2)")
                        .parameter("eta", Support.POSITIVE, IMPLICIT)
                        .on(Support.Structured.CORRELATION)
                        .mean((builder, event, p) -> identity(new Algebra(builder), event))
                        .variance(
                                (builder, event, p) -> {
                                    // each correlation is 2 b - 1 with b Beta(eta - 1 + K/2, same)
                                    Algebra a = new Algebra(builder);
                                    Variable eta = p.getFirst().variable();
                                    int extent = event.getFirst().extent();
                                    Variable size = a.plus(a.times(2, eta), extent - 1);
                                    return a.select(
                                            identity(a, event),
                                            a.number(0),
                                            a.over(a.number(1), size));
                                })
                        .formula(new LkjDistribution(false), NORMAL, UNIFORM)
                        .build();
        Distribution factors =
                Distribution.named("LKJCholesky")
                        .text(
                                "The distribution of the lower Cholesky factor of an LKJCorr(eta)"
                                        + " correlation matrix.",
                                "prod(y[k, k]^(K - k + 2 eta - 2), k = 2..K) / c(eta, K)",
                                "L: cholesky_corr[3] ~ LKJCholesky(2)")
                        .parameter("eta", Support.POSITIVE, IMPLICIT)
                        .on(Support.Structured.CHOLESKY_CORRELATION)
                        .formula(new LkjDistribution(true), NORMAL, UNIFORM)
                        .build();
        return List.of(correlations, factors);
    }

    private static Variable identity(Algebra a, List<Axis> event) {
        return a.of(Function.EQUAL, position(a, event.get(0)), position(a, event.get(1)));
    }

    private static Variable position(Algebra a, Axis axis) {
        return a.builder.bind("position", new Operation.Position(axis));
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        SquareMatrix matrix = SquareMatrix.of(a, value);
        Variable eta = parameters.getFirst().variable();
        Axis row = matrix.row();
        // det(R)^(eta - 1), and for a factor the Jacobian of L to L L'
        SquareMatrix lower = factor ? matrix : matrix.cholesky();
        Variable power = a.times(2, a.minus(eta, 1));
        Variable logDiagonal = a.log(lower.diagonal());
        Variable kernel;
        if (factor) {
            Variable place = matrix.position(row);
            Variable first = a.of(Function.EQUAL, place, a.number(1));
            Variable exponent = a.plus(a.minus(row.extent(), place), power);
            kernel = a.sum(a.select(first, a.number(0), a.times(exponent, logDiagonal)), row);
        } else {
            kernel = a.times(power, a.sum(logDiagonal, row));
        }
        return a.minus(kernel, logNormaliser(a, eta, row));
    }

    private static Variable logNormaliser(Algebra a, Variable eta, Axis row) {
        int extent = row.extent();
        if (extent == 1) {
            return a.number(0);
        }
        Axis columns = a.builder.names().axis(row.dimension(), extent - 1);
        Variable half = a.times(0.5, position(a, columns));
        Variable shape = a.plus(eta, a.minus(0.5 * (extent - 1), half));
        Variable beta = a.sum(a.of(Function.LBETA, shape, half), columns);
        Variable constants =
                a.sum(a.minus(a.times(Math.log(Math.PI), half), a.lgamma(half)), columns);
        return a.plus(beta, constants);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        SquareMatrix matrix = SquareMatrix.of(new Algebra(builder), value);
        return Optional.of(factor ? matrix.isCorrelationFactor() : matrix.isCorrelation());
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        SquareMatrix normal = SquareMatrix.of(a, noise.get(0));
        Axis row = normal.row();
        // of the uniforms only those on the diagonal are needed
        Variable uniform = SquareMatrix.of(a, noise.get(1)).diagonal();
        Variable shape =
                a.plus(
                        parameters.getFirst().variable(),
                        a.times(0.5, a.minus(row.extent(), normal.position(row))));
        Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, uniform, shape);
        Variable rest = a.positiveFromLog(a.times(0.5, a.plus(logGamma, Math.log(2))));
        SquareMatrix rows = normal.lowerWith(rest);
        Variable length = a.of(Function.SQRT, a.sum(a.square(rows.matrix()), rows.column()));
        SquareMatrix lower = new SquareMatrix(a, a.over(rows.matrix(), length), row, rows.column());
        return factor
                ? lower.matrix()
                : a.select(lower.isOnDiagonal(), a.number(1), lower.squared().matrix());
    }
}
