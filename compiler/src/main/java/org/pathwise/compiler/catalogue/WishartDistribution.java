package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
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
 * The Wishart distribution of covariance matrices and that of their inverses (Stan Functions
 * Reference, "Covariance Matrix Distributions"), for nu above K - 1; elsewhere the density is NaN.
 *
 * <p>With M the triangular matrix {@code L_S^-1 L_Y} (inverse: {@code L_Y^-1 L_S}), the trace is
 * {@code |M|^2} and the ratio of the determinants {@code prod(M[k,k]^2)}: formulas of M alone, with
 * small terms. Draws are Bartlett's: with A lower triangular, its diagonal the roots of chi-square
 * draws of nu, nu - 1, ... degrees of freedom and normals below, {@code (L_S A)(L_S A)'} (inverse:
 * {@code (L_S A'^-1)(L_S A'^-1)'}). The chi-squares are implicit in nu.
 *
 * @param inverse whether values are inverses of Wishart matrices
 * @param cholesky whether the parameter is the lower Cholesky factor L_S of S
 */
record WishartDistribution(boolean inverse, boolean cholesky) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(
                entry(
                        false,
                        false,
                        "The Wishart distribution of covariance matrices with nu > K - 1 degrees of"
                                + " freedom and scale matrix S; its mean is nu S.",
                        "det(y)^((nu - K - 1)/2) exp(-trace(S^-1 y)/2) / (2^(nu K/2) det(S)^(nu/2)"
                                + " Gamma_K(nu/2))",
                        "Sigma ~ Wishart(6, diag_matrix([1, 2]))"),
                entry(
                        false,
                        true,
                        "The Wishart distribution with scale matrix S = L L' for a lower triangular"
                                + " L.",
                        "det(y)^((nu - K - 1)/2) exp(-trace(S^-1 y)/2) / (2^(nu K/2) det(S)^(nu/2)"
                                + " Gamma_K(nu/2))",
                        "Sigma ~ Wishart(6, cholesky = diag_matrix([1, 2]))"),
                entry(
                        true,
                        false,
                        "The distribution of the inverse of a Wishart(nu, S^-1) matrix, with nu > K"
                                + " - 1; its mean is S / (nu - K - 1).",
                        "det(S)^(nu/2) det(y)^(-(nu + K + 1)/2) exp(-trace(S y^-1)/2) / (2^(nu K/2)"
                                + " Gamma_K(nu/2))",
                        "Sigma ~ InvWishart(6, diag_matrix([1, 2]))"),
                entry(
                        true,
                        true,
                        "The inverse Wishart distribution with scale matrix S = L L' for a lower"
                                + " triangular L.",
                        "det(S)^(nu/2) det(y)^(-(nu + K + 1)/2) exp(-trace(S y^-1)/2) / (2^(nu K/2)"
                                + " Gamma_K(nu/2))",
                        "Sigma ~ InvWishart(6, cholesky = diag_matrix([1, 2]))"));
    }

    private static Distribution entry(
            boolean inverse, boolean cholesky, String summary, String density, String example) {
        WishartDistribution formula = new WishartDistribution(inverse, cholesky);
        DistributionBuilder entry =
                Distribution.named(inverse ? "InvWishart" : "Wishart")
                        .text(summary, density, example)
                        .parameter("nu", Support.POSITIVE, IMPLICIT)
                        .parameter(
                                cholesky ? "cholesky" : "S",
                                cholesky
                                        ? Support.Structured.CHOLESKY_COVARIANCE
                                        : Support.Structured.COVARIANCE,
                                LOCATION_SCALE)
                        .on(Support.Structured.COVARIANCE)
                        .mean((builder, event, p) -> formula.mean(new Algebra(builder), p))
                        .variance((builder, event, p) -> formula.variance(new Algebra(builder), p))
                        .formula(formula, NORMAL, UNIFORM);
        return (cholesky ? entry.byName() : entry).build();
    }

    private SquareMatrix scale(Algebra a, List<Value> parameters) {
        SquareMatrix matrix = SquareMatrix.of(a, parameters.get(1));
        return cholesky ? matrix.squared() : matrix;
    }

    private SquareMatrix scaleFactor(Algebra a, List<Value> parameters) {
        SquareMatrix matrix = SquareMatrix.of(a, parameters.get(1));
        return cholesky ? matrix : matrix.cholesky();
    }

    /** {@code nu S}; inverse: {@code S / (nu - K - 1)}, infinite or undefined up to nu = K + 1. */
    private Variable mean(Algebra a, List<Value> p) {
        Variable nu = p.get(0).variable();
        SquareMatrix scale = scale(a, p);
        if (!inverse) {
            return a.times(nu, scale.matrix());
        }
        Variable degrees = a.minus(nu, scale.extent() + 1);
        return a.select(a.above(degrees, 0), a.over(scale.matrix(), degrees), a.number(Double.NaN));
    }

    private Variable variance(Algebra a, List<Value> p) {
        Variable nu = p.get(0).variable();
        SquareMatrix scale = scale(a, p);
        Variable diagonal = scale.diagonal();
        Variable both = a.times(diagonal, a.builder.rename(diagonal, scale.row(), scale.column()));
        Variable squared = a.square(scale.matrix());
        if (!inverse) {
            return a.times(nu, a.plus(squared, both));
        }
        // Press 1982, "Applied Multivariate Analysis", section 5.2
        Variable degrees = a.minus(nu, scale.extent());
        Variable less = a.minus(degrees, 1);
        Variable numerator = a.plus(a.times(a.plus(degrees, 1), squared), a.times(less, both));
        Variable denominator = a.times(a.times(degrees, a.square(less)), a.minus(degrees, 3));
        return a.select(a.above(degrees, 3), a.over(numerator, denominator), a.number(Double.NaN));
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable nu = parameters.get(0).variable();
        SquareMatrix ofValue = SquareMatrix.of(a, value).cholesky();
        SquareMatrix ofScale = scaleFactor(a, parameters);
        SquareMatrix divisor = inverse ? ofValue : ofScale;
        SquareMatrix ratio = divisor.solve(inverse ? ofScale : ofValue);
        int extent = ratio.extent();
        Axis row = ratio.row();
        Variable diagonal = ratio.diagonal();
        // det(Y)^((nu - K - 1)/2) / det(S)^(nu/2) = prod(M[k,k])^(nu - K - 1) / det(L_S)^(K + 1),
        // and inverse det(S)^(nu/2) / det(Y)^((nu + K + 1)/2) = prod(M[k,k])^nu / det(L_Y)^(K + 1)
        Variable power = inverse ? nu : a.minus(nu, extent + 1);
        Variable degrees = a.minus(a.plus(nu, 1), ratio.position(row));
        Variable each =
                a.minus(
                        a.minus(a.times(power, a.log(diagonal)), a.times(0.5, a.square(diagonal))),
                        a.plus(a.lgamma(a.times(0.5, degrees)), a.times(0.5 * Math.log(2), nu)));
        Variable below = a.select(ratio.isBelow(), a.square(ratio.matrix()), a.number(0));
        Variable rest =
                a.plus(
                        a.plus(
                                a.times(0.5, a.sum(below, List.of(row, ratio.column()))),
                                a.times(extent + 1, divisor.logDiagonal())),
                        extent * (extent - 1) / 4.0 * Math.log(Math.PI));
        return a.select(
                a.above(nu, extent - 1), a.minus(a.sum(each, row), rest), a.number(Double.NaN));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return Optional.of(SquareMatrix.of(new Algebra(builder), value).isCovariance());
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        SquareMatrix standard = bartlett(a, noise, parameters.get(0).variable());
        SquareMatrix factor = scaleFactor(a, parameters);
        if (!inverse) {
            return factor.times(standard).squared().matrix();
        }
        // A'^-1 has the transpose A^-1: (L_S A'^-1)' solves A x = L_S'
        SquareMatrix solution = standard.solve(factor.transposed());
        return solution.transposed().squared().matrix();
    }

    /** The triangular factor of a Wishart matrix of scale 1. */
    private static SquareMatrix bartlett(Algebra a, List<Value> noise, Variable nu) {
        SquareMatrix normal = SquareMatrix.of(a, noise.get(0));
        // of the uniforms only those on the diagonal are needed
        Variable uniform = SquareMatrix.of(a, noise.get(1)).diagonal();
        Variable degrees = a.minus(a.plus(nu, 1), normal.position(normal.row()));
        Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, uniform, a.times(0.5, degrees));
        return normal.lowerWith(a.exp(a.times(0.5, a.plus(logGamma, Math.log(2)))));
    }
}
