/**
 * Reverse-mode differentiation as a map from array programs to array programs: the result computes
 * what the program computes and the gradient of one of its scalars.
 *
 * <p>The unusual idea: an adjoint varies only over the axes that it needs. The adjoint of each of
 * ten thousand terms of a sum is the same number, so it is a scalar; where terms are added up along
 * an axis that an adjoint lacks, it is multiplied by the axis's extent instead. A contribution that
 * varies over more axes than its variable is summed over them.
 */
@NullMarked
package org.pathwise.compiler.differentiate;

import org.jspecify.annotations.NullMarked;
