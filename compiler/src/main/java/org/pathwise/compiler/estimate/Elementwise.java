package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;

import java.util.Set;

/**
 * Which functions of arrays work element by element; of all others, an element may depend on all
 * elements.
 */
public final class Elementwise {
    private static final Set<String> ALWAYS =
            Set.of(
                    "+",
                    "-",
                    "neg",
                    ".*",
                    "./",
                    "/",
                    "^",
                    "pow",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "==",
                    "!=",
                    "and",
                    "or",
                    "not",
                    "exp",
                    "expm1",
                    "log",
                    "log2",
                    "log10",
                    "log1p",
                    "log1m",
                    "inv_logit",
                    "logit",
                    "log_inv_logit",
                    "log1p_exp",
                    "softplus",
                    "sigmoid",
                    "gelu",
                    "log1m_exp",
                    "log_diff_exp",
                    "log_mix",
                    "square",
                    "sqrt",
                    "inv",
                    "abs",
                    "relu",
                    "fmin",
                    "fmax",
                    "clamp",
                    "floor",
                    "ceil",
                    "round",
                    "trunc",
                    "sign",
                    "step",
                    "sin",
                    "cos",
                    "tan",
                    "asin",
                    "acos",
                    "atan",
                    "sinh",
                    "cosh",
                    "tanh",
                    "erf",
                    "erfc",
                    "erfcx",
                    "log_erfc",
                    "Phi",
                    "log_Phi",
                    "inv_Phi",
                    "lgamma",
                    "digamma",
                    "trigamma",
                    "lbeta",
                    "lchoose",
                    "log_bessel_i0",
                    "log_bessel_i1",
                    "log_bessel_iv",
                    "lambert_w0",
                    "gamma_p",
                    "gamma_q",
                    "log_gamma_p",
                    "log_gamma_q",
                    "inc_beta",
                    "log_inc_beta");
    private static final Set<String> OF_SEVERAL = Set.of("min", "max", "log_sum_exp");

    private Elementwise() {}

    /** Whether each element of the result depends on the same element of the arguments only. */
    public static boolean is(Expr.Apply apply) {
        String name = apply.function().name();
        return ALWAYS.contains(name)
                || name.equals("*")
                        && apply.arguments().stream()
                                .anyMatch(argument -> argument.type().isScalar())
                || OF_SEVERAL.contains(name) && apply.arguments().size() > 1;
    }
}
