package org.pathwise.compiler.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to write instead of functions that users know from other languages. */
final class ForeignFunctions {
    private static final Map<String, String> HELP = new HashMap<>();

    static {
        put(
                "fill the array with a comprehension: `[for i in 1..N: 0]`",
                "rep_vector",
                "rep_row_vector",
                "rep_array",
                "rep_matrix",
                "zeros",
                "ones",
                "rep",
                "zeros_vector",
                "ones_vector",
                "linspaced_vector");
        put(
                "a size is the name of the dimension, such as `N`",
                "rows",
                "cols",
                "num_elements",
                "length",
                "len",
                "nrow",
                "ncol",
                "dims");
        put(
                "leave it out: an array of one dimension is a vector, one of two is a matrix",
                "to_vector",
                "to_row_vector",
                "to_matrix",
                "to_array_1d",
                "as_vector",
                "as_matrix");
        put(
                "define the parts one by one, `x[1] = a` and `for i in 1..N { x[i+1] = b[i] }`",
                "append_row",
                "append_col",
                "append_array",
                "concat",
                "concatenate",
                "cbind",
                "rbind",
                "hstack",
                "vstack");
        put("write `[1, 2, 3]`", "c", "array", "list", "tuple");
        put("write `cholesky(A)`", "cholesky_decompose", "chol");
        put("write `solve(A, b)`", "mdivide_left", "mdivide_left_spd", "mdivide_left_tri_low");
        put("write `inverse(A)`", "inverse_spd", "inv_spd", "chol2inv");
        put("write `diag_matrix(d) * A`", "diag_pre_multiply");
        put("write `A * diag_matrix(d)`", "diag_post_multiply");
        put(
                "write `diagonal(A)` for the diagonal of a matrix, `diag_matrix(d)` for the matrix"
                        + " of a diagonal",
                "diag");
        put("write `A' * A`", "crossprod");
        put("write `A * A'`", "tcrossprod", "multiply_lower_tri_self_transpose");
        put("write `dot(a, b)`", "dot_product", "inner");
        put("write `a * b`", "matmul", "multiply");
        put("write `a .* b`", "elt_multiply");
        put("write `a ./ b`", "elt_divide");
        put("write `A'`", "transpose", "t");
        put("write `x ^ y`", "power");
        put("write `1 / sqrt(x)`", "inv_sqrt", "rsqrt");
        put("write `1 / x ^ 2`", "inv_square");
        put("write `exp(lgamma(x))`", "tgamma", "gamma");
        put("write `lgamma(x)`", "gammaln", "lgamma_fn");
        put("write `abs(x)`", "fabs");
        put("write `log(x)`", "ln");
        put("write `inv_logit(x)`", "expit", "logistic", "invlogit", "ilogit", "plogis");
        put("write `Phi(x)`", "pnorm", "normal_cdf", "ndtr");
        put("write `inv_Phi(p)`", "qnorm", "probit");
        put("write `variance(x)`", "var");
        put("write `sd(x)`", "std", "stdev");
        put("write `log_sum_exp(x)`", "logsumexp");
        put("write `cumulative_sum(x)`", "cumsum");
        put("write `log1p_exp(x)`", "softplus");
        put("write `if c then a else b`", "if_else", "ifelse", "where", "ite");
        put("truth values count as 0 and 1: write `x > 0`", "int_step", "indicator");
    }

    private ForeignFunctions() {}

    private static void put(String help, String... names) {
        for (String name : names) {
            HELP.put(name, help);
        }
    }

    /** A line of help, where the name is known elsewhere. */
    static Optional<String> help(String name) {
        if (List.of("_lpdf", "_lpmf", "_lupdf", "_lupmf").stream().anyMatch(name::endsWith)) {
            return Optional.of(
                    "write `log_density(D(...), x)`, for example `log_density(Normal(0, 1), x)`");
        }
        if (name.endsWith("_rng")) {
            return Optional.of("draw in the `generate` block: `x ~ D(...)`");
        }
        return Optional.ofNullable(HELP.get(name));
    }
}
