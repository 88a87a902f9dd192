/**
 * A plain, slow evaluator of array programs: a program and the values of its inputs go in, the
 * values of its variables come out.
 *
 * <p>It is the oracle that generated code is tested against, the means by which {@code rewrite}
 * computes what is known at compile time, and it finds the first value of a program that is not
 * finite. So it has one unusual virtue: every operation is a loop over all its places that spells
 * out the definition.
 */
@NullMarked
package org.pathwise.compiler.interpret;

import org.jspecify.annotations.NullMarked;
