/**
 * The one layout of scripts.
 *
 * <p>In comes the text of a script; out goes the same script as every script is written: two spaces
 * for each block, one statement a line, lines of up to a hundred columns. The tokens stay as they
 * are, and so do the comments. It works on the grammar's tree ({@link
 * org.pathwise.compiler.parse.SyntaxTree}), not on the surface tree, which has forgotten brackets
 * and spellings.
 *
 * <p>Statements become lines one by one ({@code ScriptLayout}); what stands inside a statement
 * becomes a {@code Doc}, which says where it could be broken, and {@code Printer} decides where it
 * is, in the way of Wadler, "A prettier printer" (2003).
 *
 * <p>The unusual idea: a comment belongs to the token behind it, with a word on how it stood
 * between the two ({@code Comment.Place}), and what the layout does with it leaves that word true.
 * So a script that is laid out once stays as it is.
 */
@NullMarked
package org.pathwise.compiler.format;

import org.jspecify.annotations.NullMarked;
