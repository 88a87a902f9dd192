package org.pathwise.repl.text;

import java.util.Locale;

/** Numbers for people: as many digits as they are good for. */
public final class Numbers {
    /** What {@link #decimals} gives for numbers that are better written with an exponent. */
    public static final int SCIENTIFIC = -1;

    private Numbers() {}

    /** Decimals for three digits of a standard deviation, and for what varies by it. */
    public static int decimals(double sd, double mean) {
        double scale = sd > 0 ? sd : Math.abs(mean);
        if (!Double.isFinite(scale) || scale == 0) {
            return 2;
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(scale)));
        return decimals > 6 || Math.abs(mean) >= 1e9 ? SCIENTIFIC : decimals;
    }

    /** Decimals for two digits of a standard error, and for the estimate that has it. */
    public static int ofError(double error) {
        return error > 0 ? Math.clamp(1 - (int) Math.floor(Math.log10(error)), 0, 6) : 2;
    }

    /** A number with so many decimals. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        if (decimals == SCIENTIFIC) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        // What rounds to nothing has no sign.
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /** A number as short as it can be written with six digits. */
    public static String shortest(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.valueOf((long) value);
        }
        String text = String.format(Locale.ROOT, "%.6g", value);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
