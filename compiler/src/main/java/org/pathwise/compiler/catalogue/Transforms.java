package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.type.Support;

/** The transform of every continuous support. */
final class Transforms {
    private Transforms() {}

    static Transform of(Support support) {
        return switch (support) {
            case Support.Interval interval -> ScalarTransform.of(interval);
            case Support.Integers integers ->
                    throw new IllegalArgumentException(
                            "a discrete support has no transform: " + integers);
            case Support.Structured structured ->
                    switch (structured) {
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
