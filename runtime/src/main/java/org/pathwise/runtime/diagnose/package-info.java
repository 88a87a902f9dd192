/**
 * How good a fit is. In: draws and their log weights; out: summaries, k-hat, a verdict in plain
 * words. The unusual idea: every figure ends in a sentence that a user can act on.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.diagnose;
