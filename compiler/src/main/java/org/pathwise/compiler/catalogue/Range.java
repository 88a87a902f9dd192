package org.pathwise.compiler.catalogue;

/**
 * An interval that a value is known to lie in.
 *
 * @param lowerOpen whether the value never equals {@code lower}
 * @param upperOpen whether the value never equals {@code upper}
 */
public record Range(double lower, double upper, boolean lowerOpen, boolean upperOpen) {
    public static final Range ANY = open(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    public static final Range POSITIVE = open(0, Double.POSITIVE_INFINITY);
    public static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY, false, true);
    public static final Range UNIT = open(0, 1);

    public static Range open(double lower, double upper) {
        return new Range(lower, upper, true, true);
    }

    public static Range closed(double lower, double upper) {
        return new Range(lower, upper, false, false);
    }

    public static Range point(double value) {
        return closed(value, value);
    }

    public boolean isPositive() {
        return lower > 0 || lower == 0 && lowerOpen;
    }

    public boolean isNegative() {
        return upper < 0 || upper == 0 && upperOpen;
    }

    public boolean isNonNegative() {
        return lower >= 0;
    }

    /** Whether the value can only be one number. */
    public boolean isPoint() {
        return lower == upper;
    }

    public boolean contains(double value) {
        return (lowerOpen ? value > lower : value >= lower)
                && (upperOpen ? value < upper : value <= upper);
    }

    /** Whether each value of this interval lies in the other. */
    public boolean isWithin(Range other) {
        return (lower > other.lower || lower == other.lower && (lowerOpen || !other.lowerOpen))
                && (upper < other.upper || upper == other.upper && (upperOpen || !other.upperOpen));
    }

    /** Whether the value may be 0. */
    public boolean mayBeZero() {
        return !isPositive() && !isNegative();
    }

    /** The values that lie in both, which must have some in common. */
    public Range intersect(Range other) {
        double low = Math.max(lower, other.lower);
        double high = Math.min(upper, other.upper);
        return new Range(
                low,
                high,
                lower == low && lowerOpen || other.lower == low && other.lowerOpen,
                upper == high && upperOpen || other.upper == high && other.upperOpen);
    }

    /** The smallest interval that holds both. */
    public Range union(Range other) {
        double low = Math.min(lower, other.lower);
        double high = Math.max(upper, other.upper);
        boolean lowOpen = (lower > low || lowerOpen) && (other.lower > low || other.lowerOpen);
        boolean highOpen = (upper < high || upperOpen) && (other.upper < high || other.upperOpen);
        return new Range(low, high, lowOpen, highOpen);
    }
}
