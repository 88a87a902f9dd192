/** The stochastic variational inference loop, its stopping rules, and draws from the fitted guide. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.inference;
