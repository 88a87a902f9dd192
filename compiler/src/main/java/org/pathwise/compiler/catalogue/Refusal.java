package org.pathwise.compiler.catalogue;

/**
 * Why a formula is no differentiable, strictly monotone map of its noise.
 *
 * @param place the part of the formula that is to blame
 * @param culprit a part of it that a declaration could mend ({@code SIGN}), else the same
 * @param range where what the function is applied to lies
 */
public record Refusal(Kind kind, Term place, Term culprit, Range range) {
    /** What is wrong. */
    public enum Kind {
        /** The noise does not occur. */
        CONSTANT,
        /** One value comes from two or more. */
        NOT_INJECTIVE,
        /** Strictly monotone, but with a derivative of 0 somewhere. */
        FLAT_SPOT,
        /** A jump, a kink, or a flat piece. */
        BROKEN,
        /** A branch chosen by the noise. */
        BRANCH,
        /** A branch chosen by parameters, with the noise in its sides. */
        CHOICE_OF_MAPS,
        /** A product, quotient or power with something that may be of either sign, or 0. */
        SIGN,
        /** A base that may be below or above 1. */
        BASE,
        /** The noise occurs several times. */
        TWICE,
        /** The function is not defined everywhere that it is used. */
        DOMAIN,
        /** No inverse is known of the function. */
        NO_INVERSE,
        /** A matrix that is not known to be lower triangular. */
        MATRIX,
        /** The noise has another shape. */
        SHAPE,
        /** The vectors that come out fill no set that the language has a name for. */
        SET
    }
}
