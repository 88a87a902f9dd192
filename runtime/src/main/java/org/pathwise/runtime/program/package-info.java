/**
 * The interfaces that generated code implements, and the layout of parameters, noise and
 * quantities.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.program;
