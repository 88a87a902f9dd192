/**
 * The typed program that {@code check} makes of a script and all later phases read: symbols instead
 * of names, types and shapes on every expression, functions inlined, {@code if} statements turned
 * into conditional expressions and guards, and blocks flattened: a statement carries the loops it
 * stands in.
 *
 * <p>The unusual idea: a loop is an axis. A reference to a symbol that is local to a loop, or an
 * index by a loop's variable, makes an expression vary over that loop; nothing here says in which
 * order iterations run, except in a {@link org.pathwise.compiler.core.Statement.Recursion}.
 */
@NullMarked
package org.pathwise.compiler.core;

import org.jspecify.annotations.NullMarked;
