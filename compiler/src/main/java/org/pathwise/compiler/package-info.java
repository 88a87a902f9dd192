/**
 * The compiler, seen from outside: {@link org.pathwise.compiler.Compiler} is the whole pipeline on
 * one screen, {@link org.pathwise.compiler.CheckedScript} a script without data, {@link
 * org.pathwise.compiler.BoundModel} a script with its data, ready to be fitted.
 */
@NullMarked
package org.pathwise.compiler;

import org.jspecify.annotations.NullMarked;
