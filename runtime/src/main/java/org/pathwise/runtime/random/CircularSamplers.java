package org.pathwise.runtime.random;

/** Samplers of angles from a sub-stream. */
final class CircularSamplers {
    /** Below it the density is flat to double precision. */
    private static final double UNIFORM_BELOW = 1e-17;

    private CircularSamplers() {}

    /**
     * An angle from -pi to pi with density proportional to exp(kappa cos y): rejection from a
     * wrapped Cauchy (Best and Fisher 1979, Applied Statistics 28). Their r - 1 and 1 - f are
     * written without cancellation, so that large concentrations keep all digits.
     */
    static double vonMises(long key, double kappa) {
        if (kappa < UNIFORM_BELOW) {
            return Math.PI * (2 * SubStream.uniform(key, 0) - 1);
        }
        double twice = 2 * kappa;
        double root = Math.hypot(1, twice);
        double excess = 1 + 1 / (root + twice); // 2 kappa (r - 1)
        double r = excess / twice;
        for (long i = 0; ; i += 3) {
            double angle = 0.5 * Math.PI * SubStream.uniform(key, i);
            double sine = Math.sin(angle);
            double cosine = Math.cos(angle);
            double lack = r * (2 * sine * sine) / (r + 2 * cosine * cosine); // 1 - f
            double c = 0.5 * excess + kappa * lack;
            double u = SubStream.uniform(key, i + 1);
            if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
                double y = 2 * Math.asin(Math.sqrt(Math.min(1, 0.5 * lack)));
                return SubStream.uniform(key, i + 2) < 0.5 ? -y : y;
            }
        }
    }
}
