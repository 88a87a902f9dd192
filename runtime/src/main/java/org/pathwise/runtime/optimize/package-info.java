/** Optimisers and step-size rules. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.optimize;
