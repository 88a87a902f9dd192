/**
 * Decides whether a dimension may be subsampled. In goes a core program and the dimensions whose
 * rows a step of a fit draws; out come the errors that stand against it, each with its place.
 *
 * <p>A dimension may be subsampled where model and guide use it row by row: what belongs to one row
 * is computed from that row and from what all rows share. Then a sum over the drawn rows, scaled,
 * has the mean of the sum over all. What data alone decides may look at all rows, for it is
 * computed once, when the data is bound: {@link org.pathwise.compiler.minibatch.DataFirst} takes it
 * out of the model.
 */
@NullMarked
package org.pathwise.compiler.minibatch;

import org.jspecify.annotations.NullMarked;
