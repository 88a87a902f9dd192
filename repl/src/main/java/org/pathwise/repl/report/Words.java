package org.pathwise.repl.report;

import org.pathwise.repl.text.Numbers;
import org.pathwise.runtime.io.FitReport;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. A minus sign is one, not a hyphen. */
final class Words {
    private Words() {}

    /** What was maximised, in one word. */
    static String objective(FitReport report) {
        return report.objective().equals("ELBO") ? "ELBO" : "Objective";
    }

    static String count(long count, String one, String many) {
        return whole(count) + " " + (count == 1 ? one : many);
    }

    static String whole(long number) {
        return minus(String.format(Locale.ROOT, "%,d", number));
    }

    /** A number with so many decimals, as {@link Numbers#fixed} has it. */
    static String fixed(double value, int decimals) {
        return minus(Numbers.fixed(value, decimals));
    }

    /** Rounded to so many digits. */
    static String significant(double value, int digits) {
        return Double.isFinite(value)
                ? minus(
                        new BigDecimal(value)
                                .round(new MathContext(digits))
                                .stripTrailingZeros()
                                .toPlainString())
                : fixed(value, 0);
    }

    /** Whole numbers without a point. */
    static String plain(double value) {
        return significant(value, 6);
    }

    static String percent(double share) {
        return significant(100 * share, 3) + "\u00a0%";
    }

    private static String minus(String number) {
        return number.startsWith("-") && number.matches("-[0.,]*0")
                ? number.substring(1)
                : number.replace('-', '−');
    }
}
