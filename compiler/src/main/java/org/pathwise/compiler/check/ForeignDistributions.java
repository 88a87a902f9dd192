package org.pathwise.compiler.check;

import org.pathwise.compiler.catalogue.Catalogue;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What distributions that users know from other languages are called here. */
final class ForeignDistributions {
    private static final Map<String, String> HERE = new HashMap<>();

    static {
        put("Normal", "dnorm", "norm", "gaussian", "gauss");
        put("LogNormal", "dlnorm", "lognorm");
        put("StudentT", "dt", "student");
        put("HalfNormal", "dhalfnorm", "half_norm");
        put("Uniform", "dunif", "unif");
        put("Beta", "dbeta");
        put("Gamma", "dgamma");
        put("InvGamma", "dinvgamma", "inverse_gamma", "InverseGamma");
        put("Exponential", "dexp", "expon");
        put("Weibull", "dweib", "dweibull");
        put("Cauchy", "dcauchy");
        put("Laplace", "ddexp", "double_exponential");
        put("Bernoulli", "dbern", "bernoulli_logit");
        put("Binomial", "dbin", "dbinom", "binom", "binomial_logit");
        put("Poisson", "dpois", "pois", "poisson_log");
        put("NegBinomial2", "dnegbin", "dnbinom", "NegativeBinomial", "neg_binomial_2_log");
        put("Categorical", "dcat", "categorical_logit");
        put("Multinomial", "dmulti", "dmultinom");
        put("Dirichlet", "ddirch", "ddirich");
        put("MultivariateNormal", "dmnorm", "multi_normal", "mvnorm", "MvNormal");
        put("MultivariateNormal", "multi_normal_cholesky", "multi_normal_prec");
        put("LKJCholesky", "lkj_corr_cholesky", "LKJCholeskyCov");
        put("Wishart", "dwish");
    }

    private ForeignDistributions() {}

    private static void put(String here, String... names) {
        for (String name : names) {
            HERE.put(name, here);
        }
    }

    /** The name here, of a name elsewhere or one that differs in its case alone. */
    static Optional<String> named(String name) {
        return Optional.ofNullable(HERE.get(name))
                .or(
                        () ->
                                Catalogue.distributionNames().stream()
                                        .filter(
                                                known ->
                                                        known.toLowerCase(Locale.ROOT)
                                                                .equals(
                                                                        name.toLowerCase(
                                                                                Locale.ROOT)))
                                        .findFirst());
    }
}
