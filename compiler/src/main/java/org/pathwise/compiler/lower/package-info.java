/**
 * Core program, plan and data in; array programs out: the surrogate objective whose value is the
 * ELBO estimate and whose ordinary gradient is the planned estimator, the program that makes
 * posterior draws, and the log joint density.
 *
 * <p>The unusual idea: a loop is not unrolled but becomes an axis, and so do the particles. A
 * value's dimensions lie on canonical axes, one for each dimension and occurrence, so that operands
 * of equal dimensions meet on equal axes without being matched by position.
 */
@NullMarked
package org.pathwise.compiler.lower;

import org.jspecify.annotations.NullMarked;
