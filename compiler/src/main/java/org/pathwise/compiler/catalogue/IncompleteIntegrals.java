package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Entries.applying;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.catalogue.Entries.ElementFormula;
import org.pathwise.compiler.catalogue.Typings.Elements;

import java.util.List;

/** The regularized incomplete gamma and beta functions and their logs, element by element. */
final class IncompleteIntegrals {
    private static final Range LOG_PROBABILITY =
            new Range(Double.NEGATIVE_INFINITY, 0, false, false);

    private IncompleteIntegrals() {}

    static List<BuiltIn> all() {
        return List.of(
                gamma("gamma_p", Function.LOG_GAMMA_P, "the lower incomplete gamma function")
                        .example("x = gamma_p(2, 3)"),
                gamma("gamma_q", Function.LOG_GAMMA_Q, "the upper incomplete gamma function")
                        .example("x = gamma_q(2, 3)"),
                logGamma("log_gamma_p", Function.LOG_GAMMA_P, "gamma_p")
                        .example("x = log_gamma_p(2, 3)"),
                logGamma("log_gamma_q", Function.LOG_GAMMA_Q, "gamma_q")
                        .example("x = log_gamma_q(2, 3)"),
                beta(
                                "inc_beta",
                                "the incomplete beta function, regularized",
                                (a, x) -> a.exp(a.of(Function.LOG_INC_BETA, x)),
                                Range.UNIT,
                                Range.closed(0, 1))
                        .example("x = inc_beta(2, 3, 0.4)"),
                beta(
                                "log_inc_beta",
                                "log of inc_beta, which does not underflow",
                                applying(Function.LOG_INC_BETA),
                                Ranges.negate(Range.POSITIVE),
                                LOG_PROBABILITY)
                        .example("x = log_inc_beta(2, 3, 0.4)"));
    }

    private static BuiltIn gamma(String name, Function log, String text) {
        return gamma(
                name,
                text + ", regularized",
                (a, x) -> a.exp(a.of(log, x)),
                Range.UNIT,
                Range.closed(0, 1));
    }

    private static BuiltIn logGamma(String name, Function log, String of) {
        return gamma(
                name,
                "log of " + of + ", which does not underflow",
                applying(log),
                Ranges.negate(Range.POSITIVE),
                LOG_PROBABILITY);
    }

    /**
     * @param inside the values for a and x above 0
     * @param anywhere the values for all x
     */
    private static BuiltIn gamma(
            String name, String text, ElementFormula formula, Range inside, Range anywhere) {
        BuiltIn.Domain domain = r -> r.get(0).isPositive() && r.get(1).isPositive();
        return Entries.singular(
                name,
                name + "(a, x) -> real, element by element: " + text,
                Typings.elementwise(name, 2, Elements.REAL),
                Entries.elementwise(formula),
                domain,
                r -> domain.isInside(r) ? inside : anywhere);
    }

    /**
     * @param inside the values for a and b above 0 and x between 0 and 1
     * @param anywhere the values for all x
     */
    private static BuiltIn beta(
            String name, String text, ElementFormula formula, Range inside, Range anywhere) {
        BuiltIn.Domain domain =
                r ->
                        r.get(0).isPositive()
                                && r.get(1).isPositive()
                                && r.get(2).isWithin(Range.UNIT);
        return Entries.singular(
                name,
                name + "(a, b, x) -> real, element by element: " + text,
                Typings.elementwise(name, 3, Elements.REAL),
                Entries.elementwise(formula),
                domain,
                r -> domain.isInside(r) ? inside : anywhere);
    }
}
