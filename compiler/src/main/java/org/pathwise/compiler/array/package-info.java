/**
 * The array program: what {@code lower} writes, {@code differentiate} and {@code rewrite}
 * transform, and {@code interpret} and {@code emit} execute.
 *
 * <p>A program is a list of {@link org.pathwise.compiler.array.Let let-bindings} of named variables
 * to operations. The unusual idea: a variable has a <em>set</em> of {@linkplain
 * org.pathwise.compiler.array.Axis axes}, not a list of extents. Operations combine operands by
 * axis; a variable that lacks an axis is constant along it. There is no positional broadcasting,
 * and the order of axes in memory is not part of a program: it is chosen when the program is
 * emitted.
 *
 * <p>All elements are doubles; truth values are 0 and 1, and indices count from 1 as in the
 * language.
 */
@NullMarked
package org.pathwise.compiler.array;

import org.jspecify.annotations.NullMarked;
