package org.pathwise.runtime.math;

/**
 * The elementary functions of array programs, one method each. Truth values are 1 and 0; a
 * comparison with NaN is 0, but {@link #notEqual} with NaN is 1.
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static double add(double a, double b) {
        return a + b;
    }

    public static double subtract(double a, double b) {
        return a - b;
    }

    public static double multiply(double a, double b) {
        return a * b;
    }

    public static double divide(double a, double b) {
        return a / b;
    }

    /** {@code a * b}, but 0 where a is 0, whatever b is. */
    public static double maskedMultiply(double a, double b) {
        return a == 0 ? 0 : a * b;
    }

    public static double power(double a, double b) {
        return Math.pow(a, b);
    }

    /** {@code a * log(b)}, but 0 where a is 0, whatever b is. */
    public static double multiplyLog(double a, double b) {
        return a == 0 ? 0 : a * Math.log(b);
    }

    public static double negate(double a) {
        return -a;
    }

    public static double abs(double a) {
        return Math.abs(a);
    }

    public static double sign(double a) {
        return Math.signum(a);
    }

    public static double square(double a) {
        return a * a;
    }

    public static double sqrt(double a) {
        return Math.sqrt(a);
    }

    public static double max(double a, double b) {
        return Math.max(a, b);
    }

    public static double min(double a, double b) {
        return Math.min(a, b);
    }

    public static double floor(double a) {
        return Math.floor(a);
    }

    public static double ceil(double a) {
        return Math.ceil(a);
    }

    /** The nearest integer; halves go away from 0. */
    public static double round(double a) {
        double whole = Math.floor(Math.abs(a));
        double rounded = Math.abs(a) - whole >= 0.5 ? whole + 1 : whole;
        return Math.copySign(rounded, a);
    }

    public static double remainder(double a, double b) {
        return a % b;
    }

    public static double less(double a, double b) {
        return a < b ? 1 : 0;
    }

    public static double lessEqual(double a, double b) {
        return a <= b ? 1 : 0;
    }

    public static double equal(double a, double b) {
        return a == b ? 1 : 0;
    }

    public static double notEqual(double a, double b) {
        return a != b ? 1 : 0;
    }

    public static double and(double a, double b) {
        return a != 0 && b != 0 ? 1 : 0;
    }

    public static double or(double a, double b) {
        return a != 0 || b != 0 ? 1 : 0;
    }

    public static double not(double a) {
        return a == 0 ? 1 : 0;
    }

    /** {@code then} where the condition is not 0, else {@code otherwise}. */
    public static double select(double condition, double then, double otherwise) {
        return condition != 0 ? then : otherwise;
    }

    public static double exp(double a) {
        return Math.exp(a);
    }

    public static double expm1(double a) {
        return Math.expm1(a);
    }

    public static double log(double a) {
        return Math.log(a);
    }

    public static double log1p(double a) {
        return Math.log1p(a);
    }

    /** log(1 + a^2), also where the square overflows. */
    public static double log1pSquare(double a) {
        double size = Math.abs(a);
        return size < 1e100 ? Math.log1p(size * size) : 2 * Math.log(size);
    }

    public static double sin(double a) {
        return Math.sin(a);
    }

    public static double cos(double a) {
        return Math.cos(a);
    }

    public static double tan(double a) {
        return Math.tan(a);
    }

    public static double asin(double a) {
        return Math.asin(a);
    }

    public static double acos(double a) {
        return Math.acos(a);
    }

    public static double atan(double a) {
        return Math.atan(a);
    }

    public static double sinh(double a) {
        return Math.sinh(a);
    }

    public static double cosh(double a) {
        return Math.cosh(a);
    }

    public static double tanh(double a) {
        return Math.tanh(a);
    }
}
