/**
 * The stochastic variational inference loop, its stopping rules, and draws from the fitted guide.
 * In: an objective or a draw program; out: parameters, draws, and what there is to say about them.
 * The unusual idea: the covariance of iterates and gradients tells the curvature of the ELBO, so
 * that every error is judged in posterior standard deviations without knowing what a parameter
 * means; and what counts in the end is the ELBO itself, compared at two points with the same noise.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.inference;
