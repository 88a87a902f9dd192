/** Diagnostics of a fit: importance-sampling k-hat, ELBO history, stationarity. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.diagnose;
