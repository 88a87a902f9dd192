/**
 * Emission: an {@linkplain org.pathwise.compiler.array array program} and the places of its inputs
 * and outputs come in, a {@link org.pathwise.runtime.program.Kernel} (a hidden class) goes out.
 *
 * <p>The way there: {@link Decomposition} turns bindings into {@linkplain Item items}, each an
 * expression at every point of a set of axes and what becomes of its value; views (renames, slices,
 * broadcasts) dissolve into the places where items read. {@link Planner} groups items into
 * {@linkplain Segment segments} that run over chunks of one wide axis, and within them into
 * {@linkplain Nest loop nests}. Each nest becomes one small method.
 *
 * <p>The unusual idea: one greedy {@linkplain Schedule scheduler} fuses on both levels. It groups
 * by a key, and a reader may share the group of what it reads if it reads only what the group has
 * finished by then: the same point in a nest, the same rows in a segment. So forward and backward
 * work on a row end in the same chunk, and a matrix is read from memory once for both.
 */
@NullMarked
package org.pathwise.compiler.emit;

import org.jspecify.annotations.NullMarked;
