/** Special functions, their derivatives and numerically stable primitives, as static methods on doubles. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.math;
