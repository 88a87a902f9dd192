/**
 * The surface tree: what the text says, node for node, each with its span.
 *
 * <p>The parser makes it; {@code check} reads it. It is untyped on purpose: nothing here knows
 * whether a name is data or a latent, or what a dimension is. It covers the whole language, also
 * the parts that a later stage refuses.
 */
@NullMarked
package org.pathwise.compiler.ast;

import org.jspecify.annotations.NullMarked;
