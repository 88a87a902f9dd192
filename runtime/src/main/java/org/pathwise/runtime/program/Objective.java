package org.pathwise.runtime.program;

/**
 * The compiled surrogate objective of a fit: an unbiased estimate of the evidence lower bound
 * (ELBO) and of its gradient in the variational parameters, from several particles. Not safe for
 * use by two threads at a time.
 */
public interface Objective {
    ParameterLayout parameters();

    NoiseLayout noise();

    /**
     * One estimate.
     *
     * @param parameters the flat parameter vector, see {@link #parameters}: the blocks in their
     *     order, where of a block by rows there are the drawn rows only, in the order in which the
     *     noise array names them
     * @param noise the flat noise array with the drawn rows, see {@link #noise}
     * @param elbo receives the ELBO estimate of each particle; length {@code noise().particles()}
     * @param gradient receives the gradient of the mean of the particles' ELBO estimates; as long
     *     as {@code parameters}
     */
    void evaluate(double[] parameters, double[] noise, double[] elbo, double[] gradient);

    /**
     * After {@link #evaluate} gave something that is not finite: names the first site and
     * expression where it arose, with the values of its operands, in one to three lines for the
     * user.
     */
    String explainNonFinite(double[] parameters, double[] noise);
}
