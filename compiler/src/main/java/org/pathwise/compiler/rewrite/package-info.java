/**
 * Simplification of array programs: a program goes in, one that computes the same with less work
 * comes out.
 *
 * <p>A pass writes the program anew from first binding to last. Each operation meets the
 * {@linkplain org.pathwise.compiler.rewrite.Rule rules} on its way in, so that what a rule writes
 * is itself already simplified, and an operation that was written before is not written again.
 * Every rule keeps the axes of what it replaces.
 *
 * <p>Rules may reassociate sums and products, and may replace a division by the product with a
 * reciprocal: results change by rounding, and the sign of a zero may change. A finite result stays
 * finite unless an intermediate value overflows, and NaN stays NaN, with one wanted exception:
 * pairs like {@code log(exp(x))}, whose intermediate value overflows where the simplified form is
 * right.
 */
@NullMarked
package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.NullMarked;
