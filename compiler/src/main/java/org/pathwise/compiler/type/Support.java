package org.pathwise.compiler.type;

/** A set of values: of a latent, of data, of a distribution, or of a distribution's parameter. */
public sealed interface Support {
    Support REAL = new Interval(Bound.NEGATIVE_INFINITY, Bound.POSITIVE_INFINITY);
    Support POSITIVE = new Interval(Bound.ZERO, Bound.POSITIVE_INFINITY);
    Support UNIT = new Interval(Bound.ZERO, Bound.ONE);
    Support COUNT = new Integers(Bound.ZERO, Bound.POSITIVE_INFINITY);
    Support BINARY = new Integers(Bound.ZERO, Bound.ONE);

    /** An open interval of reals. */
    record Interval(Bound lower, Bound upper) implements Support {
        @Override
        public String toString() {
            if (this.equals(REAL)) {
                return "real";
            }
            return this.equals(POSITIVE)
                    ? "positive"
                    : this.equals(UNIT) ? "unit" : "(" + lower + ", " + upper + ")";
        }
    }

    /** The integers from {@code lower} to {@code upper}, both included where finite. */
    record Integers(Bound lower, Bound upper) implements Support {
        @Override
        public String toString() {
            if (this.equals(BINARY)) {
                return "{0,1}";
            }
            return this.equals(COUNT) ? "{0,1,...}" : "{" + lower + ",...," + upper + "}";
        }
    }

    /** Sets of vectors and square matrices. */
    enum Structured implements Support {
        SIMPLEX("simplex", 1),
        ORDERED("ordered", 1),
        POSITIVE_ORDERED("positive_ordered", 1),
        UNIT_VECTOR("unit_vector", 1),
        REAL_VECTOR("real vector", 1),
        POSITIVE_VECTOR("positive vector", 1),
        /** Vectors of integers of at least 0. */
        COUNTS("counts", 1),
        CORRELATION("corr", 2),
        COVARIANCE("cov", 2),
        CHOLESKY_CORRELATION("cholesky_corr", 2),
        CHOLESKY_COVARIANCE("cholesky_cov", 2);

        private final String text;
        private final int rank;

        Structured(String text, int rank) {
            this.text = text;
            this.rank = rank;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * How many trailing dimensions one element of the set takes: 0 for scalars, 1 for vectors, 2
     * for matrices.
     */
    default int rank() {
        return 0;
    }

    default boolean isDiscrete() {
        return this instanceof Integers || this == Structured.COUNTS;
    }
}
