/**
 * The text of a script and what is said about it.
 *
 * <p>In comes the text of a file; out go {@link org.pathwise.compiler.source.Span}s that later
 * stages keep on their nodes, and {@link org.pathwise.compiler.source.Diagnostic}s rendered with
 * the line they are about. A user's mistake is a value here, never an exception: each phase has a
 * class of static factories, one for every error, and adds what they make to a {@link
 * org.pathwise.compiler.source.Diagnostics}.
 */
@NullMarked
package org.pathwise.compiler.source;

import org.jspecify.annotations.NullMarked;
