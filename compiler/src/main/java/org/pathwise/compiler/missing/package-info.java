/**
 * Decides what becomes of missing data, once data is bound. What comes in is a program and data
 * some of whose elements are missing; what goes out is a program that never reads a missing
 * element. Where a continuous site observes them they become a latent, and an array filled from
 * data and latent takes the data's place everywhere, so that all later phases treat them as what
 * they are. Where a discrete site observes them a guard takes their terms out.
 *
 * <p>The unusual idea: whether an element of an expression is missing is itself an expression, of
 * data alone: {@code seen(x[i] + y[i])} is {@code seen_x[i] and seen_y[i]}. So it needs no analysis
 * of indices, and can stand in the program as a guard.
 */
@NullMarked
package org.pathwise.compiler.missing;

import org.jspecify.annotations.NullMarked;
