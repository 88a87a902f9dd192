package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** The transforms: of every continuous support, and by their names. */
public final class Transforms {
    private static final SequencedMap<String, Transform> NAMED = new LinkedHashMap<>();

    static {
        Bound lower = new Bound.Computed(0, "lower");
        Bound upper = new Bound.Computed(1, "upper");
        NAMED.put("identity", of(Support.REAL));
        NAMED.put("exp", of(Support.POSITIVE));
        NAMED.put("inv_logit", of(Support.UNIT));
        NAMED.put("interval", of(new Support.Interval(lower, upper)));
        NAMED.put("softplus", elementwise("softplus", Range.ANY, Transforms::softplus));
        NAMED.put("tanh", elementwise("tanh", Range.ANY, x -> Term.of("tanh", x)));
        NAMED.put("affine", elementwise("affine", Range.ANY, Transforms::affine));
        NAMED.put(
                "power", elementwise("power", Range.POSITIVE, x -> Term.of("^", x, parameter(0))));
        NAMED.put("cumulative_sum", cumulativeSum());
        NAMED.put("ordered", of(Support.Structured.ORDERED));
        NAMED.put("positive_ordered", of(Support.Structured.POSITIVE_ORDERED));
        NAMED.put("simplex", of(Support.Structured.SIMPLEX));
        NAMED.put("unit_vector", of(Support.Structured.UNIT_VECTOR));
        NAMED.put("cholesky_corr", of(Support.Structured.CHOLESKY_CORRELATION));
        NAMED.put("corr", of(Support.Structured.CORRELATION));
        NAMED.put("cholesky_cov", of(Support.Structured.CHOLESKY_COVARIANCE));
        NAMED.put("cov", of(Support.Structured.COVARIANCE));
    }

    private Transforms() {}

    /**
     * The transforms by name. Parameters come in the place of bounds: {@code interval(lower,
     * upper)}, {@code affine(shift, scale)} with a positive scale, {@code power(exponent)} of
     * positive numbers with a positive exponent.
     */
    public static SequencedMap<String, Transform> named() {
        return Collections.unmodifiableSequencedMap(NAMED);
    }

    private static Term parameter(int index) {
        return new Term.Parameter(index, List.of());
    }

    private static Term softplus(Term x) {
        return Term.of("log1p_exp", x);
    }

    private static Term affine(Term x) {
        return Term.of("+", parameter(0), Term.of(".*", parameter(1), x));
    }

    private static Transform elementwise(String name, Range domain, UnaryOperator<Term> formula) {
        Term noise = new Term.Noise(List.of());
        return chain(name, domain, formula.apply(noise), false);
    }

    private static Transform cumulativeSum() {
        List<Dimension> shape = List.of(ChainTransform.LENGTH);
        Term sums =
                new Term.Apply(
                        Catalogue.function("cumulative_sum").orElseThrow(),
                        List.of(new Term.Noise(shape)),
                        shape);
        return chain("cumulative sum", Range.ANY, sums, true);
    }

    private static Transform chain(String name, Range domain, Term formula, boolean vector) {
        List<Support> supports = List.of(Support.REAL, Support.POSITIVE);
        List<Range> ranges =
                name.equals("power") ? List.of(Range.POSITIVE) : List.of(Range.ANY, Range.POSITIVE);
        return switch (ChainFinder.find(formula, domain, supports, ranges)) {
            case ChainFinder.Found(Chain chain) -> new ChainTransform(name, chain, vector);
            case ChainFinder.Refused(Refusal refusal) ->
                    throw new IllegalStateException(name + ": " + refusal.kind());
        };
    }

    static Transform of(Support support) {
        return switch (support) {
            case Support.Interval interval -> ScalarTransform.of(interval);
            case Support.Integers integers ->
                    throw new IllegalArgumentException(
                            "a discrete support has no transform: " + integers);
            case Support.Structured structured ->
                    switch (structured) {
                        case COUNTS ->
                                throw new IllegalArgumentException(
                                        "a discrete support has no transform: " + structured);
                        case REAL_VECTOR ->
                                new VectorTransform.Elementwise(
                                        ScalarTransform.of((Support.Interval) Support.REAL));
                        case POSITIVE_VECTOR ->
                                new VectorTransform.Elementwise(
                                        ScalarTransform.of((Support.Interval) Support.POSITIVE));
                        case SIMPLEX -> new VectorTransform.StickBreaking();
                        case ORDERED -> new VectorTransform.Ordered(false);
                        case POSITIVE_ORDERED -> new VectorTransform.Ordered(true);
                        case UNIT_VECTOR -> new VectorTransform.Projection();
                        case CHOLESKY_CORRELATION -> new CorrelationTransform(false);
                        case CORRELATION -> new CorrelationTransform(true);
                        case CHOLESKY_COVARIANCE -> new CovarianceTransform(false);
                        case COVARIANCE -> new CovarianceTransform(true);
                    };
        };
    }
}
