/**
 * The command line: arguments in; tables, JSON and files out. One class for each command, all of
 * them pictures of the same way: find the script, check it, bind the data, do one thing, print it.
 * The unusual idea: nothing here knows the process. A command writes to a {@link
 * org.pathwise.repl.text.Terminal}, so that a test runs it as a method and reads what a user would.
 */
@NullMarked
package org.pathwise.repl;

import org.jspecify.annotations.NullMarked;
