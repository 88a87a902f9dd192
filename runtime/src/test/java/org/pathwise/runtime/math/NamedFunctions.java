package org.pathwise.runtime.math;

import java.util.Map;

/** The functions of this package by the names of the tables, with the relative error they keep. */
final class NamedFunctions {
    /** A function of the argument list, and its relative tolerance. */
    record Named(Of function, double tolerance) {}

    interface Of {
        double apply(double[] x);
    }

    static final Map<String, Named> ALL =
            Map.ofEntries(
                    Map.entry("lgamma", new Named(x -> GammaFunctions.lgamma(x[0]), 2e-15)),
                    Map.entry("digamma", new Named(x -> GammaFunctions.digamma(x[0]), 2e-15)),
                    Map.entry("trigamma", new Named(x -> GammaFunctions.trigamma(x[0]), 2e-15)),
                    Map.entry("lbeta", new Named(x -> GammaFunctions.lbeta(x[0], x[1]), 4e-15)),
                    Map.entry("lchoose", new Named(x -> GammaFunctions.lchoose(x[0], x[1]), 1e-14)),
                    Map.entry("erf", new Named(x -> ErrorFunctions.erf(x[0]), 1e-15)),
                    Map.entry("erfc", new Named(x -> ErrorFunctions.erfc(x[0]), 1e-15)),
                    Map.entry("erfcx", new Named(x -> ErrorFunctions.erfcx(x[0]), 2e-15)),
                    Map.entry("logErfc", new Named(x -> ErrorFunctions.logErfc(x[0]), 2e-15)),
                    Map.entry(
                            "erfcxDerivative",
                            new Named(x -> ErrorFunctions.erfcxDerivative(x[0]), 1e-13)),
                    Map.entry(
                            "invPhiLog",
                            new Named(x -> ErrorFunctions.invPhiLog(x[0], x[1]), 2e-15)),
                    Map.entry("logBesselI0", new Named(x -> BesselFunctions.logI0(x[0]), 4e-15)),
                    Map.entry("logBesselI1", new Named(x -> BesselFunctions.logI1(x[0]), 4e-15)),
                    Map.entry(
                            "logBesselIv",
                            new Named(x -> BesselFunctions.logIv(x[0], x[1]), 4e-15)),
                    Map.entry(
                            "logBesselI0Derivative",
                            new Named(x -> BesselFunctions.logI0Derivative(x[0]), 4e-15)),
                    Map.entry(
                            "logBesselI1Derivative",
                            new Named(x -> BesselFunctions.logI1Derivative(x[0]), 4e-15)),
                    Map.entry(
                            "logBesselIvDerivative",
                            new Named(x -> BesselFunctions.logIvDerivative(x[0], x[1]), 4e-15)),
                    Map.entry(
                            "logBesselIvOrderDerivative",
                            new Named(
                                    x -> BesselFunctions.logIvOrderDerivative(x[0], x[1]), 1e-13)),
                    Map.entry("lambertW0", new Named(x -> LambertFunction.w0(x[0]), 2e-15)),
                    Map.entry(
                            "lambertW0Derivative",
                            new Named(x -> LambertFunction.w0Derivative(x[0]), 4e-15)),
                    Map.entry(
                            "logBesselI0Scaled",
                            new Named(x -> BesselFunctions.logI0Scaled(x[0]), 4e-15)),
                    Map.entry(
                            "logBesselI0ScaledDerivative",
                            new Named(x -> BesselFunctions.logI0ScaledDerivative(x[0]), 2e-14)),
                    Map.entry("vonMisesLogCdf", new Named(x -> VonMises.logCdf(x[0], x[1]), 1e-13)),
                    Map.entry(
                            "vonMisesLogCcdf", new Named(x -> VonMises.logCcdf(x[0], x[1]), 1e-13)),
                    Map.entry(
                            "vonMisesImplicit",
                            new Named(x -> VonMises.implicitDerivative(x[0], x[1]), 1e-12)),
                    Map.entry("Phi", new Named(x -> ErrorFunctions.Phi(x[0]), 3e-15)),
                    Map.entry("logPhi", new Named(x -> ErrorFunctions.logPhi(x[0]), 4e-15)),
                    Map.entry("invPhi", new Named(x -> ErrorFunctions.invPhi(x[0]), 2e-15)),
                    Map.entry("invLogit", new Named(x -> LogisticFunctions.invLogit(x[0]), 1e-15)),
                    Map.entry(
                            "logInvLogit",
                            new Named(x -> LogisticFunctions.logInvLogit(x[0]), 1e-15)),
                    Map.entry("logit", new Named(x -> LogisticFunctions.logit(x[0]), 1e-15)),
                    Map.entry("log1pExp", new Named(x -> LogisticFunctions.log1pExp(x[0]), 1e-15)),
                    Map.entry("log1mExp", new Named(x -> LogisticFunctions.log1mExp(x[0]), 1e-15)),
                    Map.entry(
                            "logDiffExp",
                            new Named(x -> LogisticFunctions.logDiffExp(x[0], x[1]), 1e-15)),
                    Map.entry(
                            "gammaP",
                            new Named(x -> IncompleteFunctions.gammaP(x[0], x[1]), 1e-13)),
                    Map.entry(
                            "gammaQ",
                            new Named(x -> IncompleteFunctions.gammaQ(x[0], x[1]), 1e-13)),
                    Map.entry(
                            "incBeta",
                            new Named(x -> IncompleteFunctions.incBeta(x[0], x[1], x[2]), 1e-12)),
                    Map.entry(
                            "gammaImplicit",
                            new Named(x -> GammaImplicit.derivative(x[0], x[1]), 1e-10)),
                    Map.entry(
                            "logGammaImplicit",
                            new Named(x -> GammaImplicit.logDerivative(x[0], x[1]), 1e-10)));

    private NamedFunctions() {}

    /**
     * Relative error where the expected value is a normal number, else absolute; infinite on a NaN.
     */
    static double error(double actual, double expected) {
        if (actual == expected) {
            return 0;
        }
        double error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 0x1.0p-1000);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
}
