/**
 * Special functions, their derivatives and numerically stable primitives, as static methods from
 * doubles to a double that the interpreter and generated code share.
 *
 * <p>None allocates or throws: outside its domain a function is NaN, at a pole infinite, and NaN
 * passes through. Accuracy is fixed by a table of values computed in high precision. The unusual
 * part is {@link org.pathwise.runtime.math.GammaImplicit}, the derivative of a Gamma draw in its
 * shape, by one quadrature free of cancellation.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.math;
