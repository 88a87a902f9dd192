/**
 * A fit, wherever it is started from: the choices that a user has, the way from a bound model to
 * posterior draws, and how the result is summarised and kept.
 */
@NullMarked
package org.pathwise.repl.fit;

import org.jspecify.annotations.NullMarked;
