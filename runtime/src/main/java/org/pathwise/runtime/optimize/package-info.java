/**
 * Optimisers and step-size rules. In: gradients; out: parameters, changed in place. The unusual
 * idea: a search phase finds a step size for every coordinate from the consistency of its gradients
 * alone, so that nobody has to tell the scale of a problem.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.optimize;
