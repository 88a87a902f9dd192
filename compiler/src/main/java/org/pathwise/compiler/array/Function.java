package org.pathwise.compiler.array;

/**
 * The element-wise functions of array programs. Truth values are 1 and 0; a comparison with NaN is
 * 0 (NOT_EQUAL: 1).
 *
 * <p>Each is a public static method of the runtime on doubles, which the interpreter calls and
 * generated code invokes (or replaces by an instruction that gives the same value). Its derivatives
 * stand in {@code differentiate}.
 */
public enum Function {
    ADD(2, Host.ARITHMETIC, "add"),
    SUBTRACT(2, Host.ARITHMETIC, "subtract"),
    MULTIPLY(2, Host.ARITHMETIC, "multiply"),
    DIVIDE(2, Host.ARITHMETIC, "divide"),
    /**
     * {@code (a, b) -> a == 0 ? 0 : a * b}: the product of an adjoint and a partial derivative that
     * may be infinite where the adjoint was masked.
     */
    MASKED_MULTIPLY(2, Host.ARITHMETIC, "maskedMultiply"),
    POWER(2, Host.ARITHMETIC, "power"),
    /** {@code x * log(y)}, 0 where x is 0. */
    MULTIPLY_LOG(2, Host.ARITHMETIC, "multiplyLog"),
    NEGATE(1, Host.ARITHMETIC, "negate"),
    ABS(1, Host.ARITHMETIC, "abs"),
    SIGN(1, Host.ARITHMETIC, "sign"),
    SQUARE(1, Host.ARITHMETIC, "square"),
    SQRT(1, Host.ARITHMETIC, "sqrt"),
    MAXIMUM(2, Host.ARITHMETIC, "max"),
    MINIMUM(2, Host.ARITHMETIC, "min"),
    FLOOR(1, Host.ARITHMETIC, "floor"),
    CEIL(1, Host.ARITHMETIC, "ceil"),
    /** To the nearest integer, halves away from 0. */
    ROUND(1, Host.ARITHMETIC, "round"),
    /** The remainder of integer division, with the sign of the dividend. */
    REMAINDER(2, Host.ARITHMETIC, "remainder"),

    LESS(2, Host.ARITHMETIC, "less"),
    LESS_EQUAL(2, Host.ARITHMETIC, "lessEqual"),
    EQUAL(2, Host.ARITHMETIC, "equal"),
    NOT_EQUAL(2, Host.ARITHMETIC, "notEqual"),
    AND(2, Host.ARITHMETIC, "and"),
    OR(2, Host.ARITHMETIC, "or"),
    NOT(1, Host.ARITHMETIC, "not"),
    /**
     * {@code (c, a, b) -> c != 0 ? a : b}; the side not chosen has no influence, even when it is
     * NaN.
     */
    SELECT(3, Host.ARITHMETIC, "select"),

    EXP(1, Host.ARITHMETIC, "exp"),
    EXPM1(1, Host.ARITHMETIC, "expm1"),
    LOG(1, Host.ARITHMETIC, "log"),
    LOG1P(1, Host.ARITHMETIC, "log1p"),
    /** {@code log(1 + x) - x}. */
    LOG1P_MINUS(1, Host.GAMMA, "log1pMinus"),
    /** {@code log(1 + x^2)}, also where the square overflows. */
    LOG1P_SQUARE(1, Host.ARITHMETIC, "log1pSquare"),
    SIN(1, Host.ARITHMETIC, "sin"),
    COS(1, Host.ARITHMETIC, "cos"),
    TAN(1, Host.ARITHMETIC, "tan"),
    ASIN(1, Host.ARITHMETIC, "asin"),
    ACOS(1, Host.ARITHMETIC, "acos"),
    ATAN(1, Host.ARITHMETIC, "atan"),
    SINH(1, Host.ARITHMETIC, "sinh"),
    COSH(1, Host.ARITHMETIC, "cosh"),
    TANH(1, Host.ARITHMETIC, "tanh"),

    /** {@code 1 / (1 + exp(-x))}. */
    INV_LOGIT(1, Host.LOGISTIC, "invLogit"),
    LOGIT(1, Host.LOGISTIC, "logit"),
    /** {@code log(1 + exp(x))}. */
    LOG1P_EXP(1, Host.LOGISTIC, "log1pExp"),
    /** {@code log(1 - exp(x))} for x below 0. */
    LOG1M_EXP(1, Host.LOGISTIC, "log1mExp"),
    /** {@code (x, y) -> log(exp(x) - exp(y))} for x above y. */
    LOG_DIFF_EXP(2, Host.LOGISTIC, "logDiffExp"),
    /** {@code -log(1 + exp(-x))}. */
    LOG_INV_LOGIT(1, Host.LOGISTIC, "logInvLogit"),

    ERF(1, Host.ERROR, "erf"),
    ERFC(1, Host.ERROR, "erfc"),
    /** {@code exp(x^2) erfc(x)}. */
    ERFCX(1, Host.ERROR, "erfcx"),
    ERFCX_DERIVATIVE(1, Host.ERROR, "erfcxDerivative"),
    LOG_ERFC(1, Host.ERROR, "logErfc"),
    /** The standard normal distribution function. */
    PHI(1, Host.ERROR, "Phi"),
    LOG_PHI(1, Host.ERROR, "logPhi"),
    INV_PHI(1, Host.ERROR, "invPhi"),
    /**
     * {@code (log P, log(1 - P))}: the standard normal quantile of P, a function of the difference
     * of its operands.
     */
    INV_PHI_LOG(2, Host.ERROR, "invPhiLog"),

    LGAMMA(1, Host.GAMMA, "lgamma"),
    DIGAMMA(1, Host.GAMMA, "digamma"),
    TRIGAMMA(1, Host.GAMMA, "trigamma"),
    LBETA(2, Host.GAMMA, "lbeta"),
    /** The logarithm of the binomial coefficient, for real arguments. */
    LCHOOSE(2, Host.GAMMA, "lchoose"),

    /** The logarithm of the modified Bessel function of the first kind of order 0. */
    LOG_BESSEL_I0(1, Host.BESSEL, "logI0"),
    LOG_BESSEL_I0_DERIVATIVE(1, Host.BESSEL, "logI0Derivative"),
    /** {@code log(exp(-|x|) I0(x))}. */
    LOG_BESSEL_I0_SCALED(1, Host.BESSEL, "logI0Scaled"),
    LOG_BESSEL_I0_SCALED_DERIVATIVE(1, Host.BESSEL, "logI0ScaledDerivative"),
    LOG_BESSEL_I1(1, Host.BESSEL, "logI1"),
    LOG_BESSEL_I1_DERIVATIVE(1, Host.BESSEL, "logI1Derivative"),
    /** {@code (v, x)}: of real order v. */
    LOG_BESSEL_IV(2, Host.BESSEL, "logIv"),
    /** {@code (v, x)}: the derivative of LOG_BESSEL_IV in x. */
    LOG_BESSEL_IV_DERIVATIVE(2, Host.BESSEL, "logIvDerivative"),
    /** {@code (v, x)}: the derivative of LOG_BESSEL_IV in v. */
    LOG_BESSEL_IV_ORDER_DERIVATIVE(2, Host.BESSEL, "logIvOrderDerivative"),

    /** The w of at least -1 with {@code w exp(w) = x}. */
    LAMBERT_W0(1, Host.LAMBERT, "w0"),
    LAMBERT_W0_DERIVATIVE(1, Host.LAMBERT, "w0Derivative"),

    /** What Stirling's formula {@code (x - 1/2) log x - x + log(2 pi)/2} leaves of LGAMMA. */
    STIRLING_REMAINDER(1, Host.GAMMA, "stirlingRemainder"),

    /** {@code (z, alpha)}: the log distribution function of the standard skew normal. */
    SKEW_NORMAL_LOG_CDF(2, Host.SKEWED, "skewLogCdf"),
    SKEW_NORMAL_LOG_CDF_BY_VALUE(2, Host.SKEWED, "skewByValue"),
    SKEW_NORMAL_LOG_CDF_BY_SHAPE(2, Host.SKEWED, "skewByShape"),
    /** {@code (z, v)}: that of a standard normal plus an exponential of rate v. */
    EXP_MOD_NORMAL_LOG_CDF(2, Host.SKEWED, "expLogCdf"),
    EXP_MOD_NORMAL_LOG_CDF_BY_VALUE(2, Host.SKEWED, "expByValue"),
    EXP_MOD_NORMAL_LOG_CDF_BY_RATE(2, Host.SKEWED, "expByRate"),

    /** {@code (a, x)}: the log of the regularized lower incomplete gamma function. */
    LOG_GAMMA_P(2, Host.INCOMPLETE, "logGammaP"),
    /** {@code (a, x)}: the log of the regularized upper incomplete gamma function. */
    LOG_GAMMA_Q(2, Host.INCOMPLETE, "logGammaQ"),
    /** {@code (a, b, x)}: the log of the regularized incomplete beta function. */
    LOG_INC_BETA(3, Host.INCOMPLETE, "logIncBeta"),
    /** {@code (a, b, x)}: the log of the complement of the regularized incomplete beta function. */
    LOG_INC_BETA_C(3, Host.INCOMPLETE, "logIncBetaC"),
    /**
     * {@code (a, b, logit x)}: LOG_INC_BETA with its full precision next to x = 1 too; its
     * complement is that of {@code (b, a, -logit x)}.
     */
    LOG_INC_BETA_LOGIT(3, Host.INCOMPLETE, "logIncBetaLogit"),
    /** {@code (t, nu)}: the log of the distribution function of Student's t. */
    STUDENT_T_LOG_CDF(2, Host.STUDENT, "logLower"),
    /** {@code (log z, alpha)}: the lower tail of Gamma(alpha, 1) over the density of log z. */
    GAMMA_LOWER_RATIO(2, Host.GAMMA_TAILS, "lowerRatio"),
    /** {@code (log z, alpha)}: the upper tail of Gamma(alpha, 1) over the density of log z. */
    GAMMA_UPPER_RATIO(2, Host.GAMMA_TAILS, "upperRatio"),
    /** {@code (logit x, a, b)}: the lower tail of Beta(a, b) over the density of logit x. */
    BETA_LOWER_RATIO(3, Host.BETA_TAILS, "lowerRatio"),
    /** {@code (t, nu)}: the lower tail of Student's t over its density. */
    STUDENT_T_LOWER_RATIO(2, Host.STUDENT, "lowerRatio"),

    /**
     * {@code (log P, log(1 - P), alpha)}: the log of the quantile of P of Gamma(alpha, 1). It and
     * the quantiles below are functions of the difference of the first two operands, logit P.
     */
    LOG_GAMMA_QUANTILE(3, Host.QUANTILES, "logGamma"),
    /** {@code (log P, log(1 - P), a, b)}: the logit of the quantile of P of Beta(a, b). */
    LOGIT_BETA_QUANTILE(4, Host.QUANTILES, "logitBeta"),
    /** {@code (log P, log(1 - P), nu)}: the quantile of P of Student's t. */
    STUDENT_T_QUANTILE(3, Host.QUANTILES, "studentT"),
    /**
     * {@code (log z, alpha)}: the derivative of LOG_GAMMA_QUANTILE in logit P at its value log z.
     */
    LOG_GAMMA_QUANTILE_DERIVATIVE(2, Host.GAMMA_TAILS, "logitRatio"),
    /** {@code (logit x, a, b)}: the derivative of LOGIT_BETA_QUANTILE in logit P at its value. */
    LOGIT_BETA_QUANTILE_DERIVATIVE(3, Host.BETA_TAILS, "logitRatio"),
    /** {@code (t, nu)}: the derivative of STUDENT_T_QUANTILE in logit P at its value t. */
    STUDENT_T_QUANTILE_DERIVATIVE(2, Host.STUDENT, "logitRatio"),
    /** {@code (log P, log(1 - P), lambda)}: the least count that at least P of the mass reaches. */
    POISSON_QUANTILE(3, Host.COUNT_QUANTILES, "poisson"),
    /** {@code (log P, log(1 - P), n, p)}. */
    BINOMIAL_QUANTILE(4, Host.COUNT_QUANTILES, "binomial"),
    /** {@code (log P, log(1 - P), mu, phi)}. */
    NEG_BINOMIAL2_QUANTILE(4, Host.COUNT_QUANTILES, "negBinomial2"),

    /**
     * {@code (u, alpha)}: the logarithm of a standard Gamma(alpha, 1) draw keyed by the uniform
     * noise u.
     */
    LOG_GAMMA_DRAW(2, Host.SAMPLERS, "logGammaDraw"),
    /**
     * {@code (log g, alpha)}: the implicit derivative of the logarithm of a standard Gamma draw in
     * its shape.
     */
    LOG_GAMMA_DRAW_DERIVATIVE(2, Host.IMPLICIT, "logDerivative"),
    /** {@code (u, a, b)}: the logit of a Beta(a, b) draw keyed by the uniform noise u. */
    LOGIT_BETA_DRAW(3, Host.SAMPLERS, "logitBetaDraw"),
    /**
     * {@code (logit z, a, b)}: the implicit derivative of logit z in a, for a Beta(a, b) draw z.
     */
    LOGIT_BETA_DRAW_DERIVATIVE(3, Host.BETA_TAILS, "logitDerivative"),
    /** {@code (u, nu)}: a draw of Student's t keyed by the uniform noise u. */
    STUDENT_T_DRAW(2, Host.SAMPLERS, "studentTDraw"),
    /** {@code (t, nu)}: the implicit derivative of a draw t of Student's t in nu. */
    STUDENT_T_DRAW_DERIVATIVE(2, Host.STUDENT, "derivative"),
    /**
     * {@code (y, kappa)}: log P(Y &lt;= y) of the von Mises distribution around 0, for y from -pi
     * to pi.
     */
    VON_MISES_LOG_CDF(2, Host.VON_MISES, "logCdf"),
    /** {@code (y, kappa)}: P(Y &lt;= y) over the density at y. */
    VON_MISES_LOWER_RATIO(2, Host.VON_MISES, "lowerRatio"),
    /** {@code (y, kappa)}: log P(Y > y). */
    VON_MISES_LOG_CCDF(2, Host.VON_MISES, "logCcdf"),
    /** {@code (u, kappa)}: a von Mises draw around 0 keyed by the uniform noise u. */
    VON_MISES_DRAW(2, Host.SAMPLERS, "vonMisesDraw"),
    /** {@code (z, kappa)}: the implicit derivative of a von Mises draw in its concentration. */
    VON_MISES_DRAW_DERIVATIVE(2, Host.VON_MISES, "implicitDerivative"),
    /** {@code (u, lambda)}. */
    POISSON_DRAW(2, Host.SAMPLERS, "poissonDraw"),
    /** The log of the Poisson mass at its own mean. */
    POISSON_PEAK(1, Host.COUNTS, "poissonPeak"),
    POISSON_PEAK_DERIVATIVE(1, Host.COUNTS, "poissonPeakDerivative"),
    /** {@code x * log(x) - x - lgamma(x)}. */
    STIRLING_EXCESS(1, Host.COUNTS, "stirlingExcess"),
    STIRLING_EXCESS_DERIVATIVE(1, Host.COUNTS, "stirlingExcessDerivative"),
    /** {@code (y, mu, phi)}: the deviance of a negative binomial mass. */
    NEG_BINOMIAL_DEVIANCE(3, Host.COUNTS, "negBinomialDeviance"),
    /** {@code (y, mu, phi)}: the derivative of NEG_BINOMIAL_DEVIANCE in phi. */
    NEG_BINOMIAL_DEVIANCE_IN_SHAPE(3, Host.COUNTS, "negBinomialDevianceInShape"),
    /** {@code (a, b, c, d)}: minus half the deviance of independence of a table. */
    TABLE_DEVIANCE(4, Host.COUNTS, "tableDeviance"),
    /** {@code (a, b, c, d)}: the derivative of TABLE_DEVIANCE in a. */
    TABLE_LOG_RATIO(4, Host.COUNTS, "tableLogRatio"),
    /** {@code (y, n, alpha, beta)}. */
    BETA_BINOMIAL_LOG_CDF(4, Host.COUNT_TAILS, "betaBinomialLogCdf"),
    BETA_BINOMIAL_LOG_CDF_IN_ALPHA(4, Host.COUNT_TAILS, "betaBinomialLogCdfInAlpha"),
    BETA_BINOMIAL_LOG_CDF_IN_BETA(4, Host.COUNT_TAILS, "betaBinomialLogCdfInBeta"),
    /** {@code (y, n, a, b)}. */
    HYPERGEOMETRIC_LOG_CDF(4, Host.COUNT_TAILS, "hypergeometricLogCdf"),
    /** {@code (a, width)}: the log of the standard normal probability from a to a + width. */
    LOG_PHI_INTERVAL(2, Host.INTERVAL, "logProbability"),
    /** {@code (a, width)}: the derivative of LOG_PHI_INTERVAL in a. */
    LOG_PHI_INTERVAL_DERIVATIVE(2, Host.INTERVAL, "logProbabilityDerivative"),

    /** {@code (u, n, alpha, beta)}. */
    BETA_BINOMIAL_DRAW(4, Host.SAMPLERS, "betaBinomialDraw"),
    /** {@code (u, n, a, b)}. */
    HYPERGEOMETRIC_DRAW(4, Host.SAMPLERS, "hypergeometricDraw"),
    /** {@code (u, n, p)}. */
    BINOMIAL_DRAW(3, Host.SAMPLERS, "binomialDraw"),
    /** {@code (u, mu, phi)}. */
    NEG_BINOMIAL2_DRAW(3, Host.SAMPLERS, "negBinomial2Draw"),

    /**
     * {@code exp(x)} for a draw that was made on the log scale, kept above 0 and finite. Its
     * logarithm counts as x even where that is out of reach of a double.
     */
    POSITIVE_FROM_LOG(1, Host.INTERIOR, "positiveFromLog"),
    /**
     * {@code inv_logit(x)} for a draw that was made on the logit scale, kept between 0 and 1. Its
     * logit counts as x even where that is out of reach of a double.
     */
    UNIT_FROM_LOGIT(1, Host.INTERIOR, "unitFromLogit"),
    /**
     * {@code (x, lower, upper)}: a draw, moved off an end of its support that rounding has put it
     * on. Its derivative in x counts as 1.
     */
    INSIDE(3, Host.INTERIOR, "inside");

    private final int arity;
    private final String owner;
    private final String method;

    Function(int arity, String owner, String method) {
        this.arity = arity;
        this.owner = owner;
        this.method = method;
    }

    /** How many operands it takes. */
    public int arity() {
        return arity;
    }

    /** The binary name of the runtime class that has the method. */
    public String owner() {
        return owner;
    }

    /** The name of the static method, which takes {@link #arity} doubles and returns one. */
    public String method() {
        return method;
    }

    private static final class Host {
        static final String ARITHMETIC = "org.pathwise.runtime.math.Arithmetic";
        static final String LOGISTIC = "org.pathwise.runtime.math.LogisticFunctions";
        static final String ERROR = "org.pathwise.runtime.math.ErrorFunctions";
        static final String GAMMA = "org.pathwise.runtime.math.GammaFunctions";
        static final String BESSEL = "org.pathwise.runtime.math.BesselFunctions";
        static final String LAMBERT = "org.pathwise.runtime.math.LambertFunction";
        static final String INCOMPLETE = "org.pathwise.runtime.math.IncompleteFunctions";
        static final String GAMMA_TAILS = "org.pathwise.runtime.math.GammaTails";
        static final String BETA_TAILS = "org.pathwise.runtime.math.BetaTails";
        static final String STUDENT = "org.pathwise.runtime.math.StudentTails";
        static final String VON_MISES = "org.pathwise.runtime.math.VonMises";
        static final String QUANTILES = "org.pathwise.runtime.math.Quantiles";
        static final String COUNT_QUANTILES = "org.pathwise.runtime.math.CountQuantiles";
        static final String IMPLICIT = "org.pathwise.runtime.math.GammaImplicit";
        static final String SKEWED = "org.pathwise.runtime.math.SkewedNormalTails";
        static final String COUNTS = "org.pathwise.runtime.math.CountFunctions";
        static final String COUNT_TAILS = "org.pathwise.runtime.math.CountTails";
        static final String INTERVAL = "org.pathwise.runtime.math.NormalInterval";
        static final String SAMPLERS = "org.pathwise.runtime.random.Samplers";
        static final String INTERIOR = "org.pathwise.runtime.random.Interior";

        private Host() {}
    }
}
