/**
 * From text to the surface tree, or to syntax errors.
 *
 * <p>The unusual idea: most mistakes are repaired before the parser sees them. The tokens pass
 * through {@code Scanner}, {@code Brackets}, {@code ForeignSyntax} and {@code LineEnds}; each
 * reports what it knows to be wrong, in the words of that mistake, and puts in what was probably
 * meant. So the parser, which is generated and LL(1), finds the next independent mistake instead of
 * the consequences of the last one, and the rest it recovers from at line ends. A script with any
 * error yields no tree.
 */
@NullMarked
package org.pathwise.compiler.parse;

import org.jspecify.annotations.NullMarked;
