/**
 * The interactive session at a terminal, or fed from a pipe. In: what a user types; out: the
 * replies of a {@link org.pathwise.repl.session.Session}, which knows nothing of terminals. The
 * unusual idea: nothing here knows the language either. Where an input ends, what a word may become
 * and what a reply says is the session's; prompts, keys, colours, signals and the history are ours.
 */
@NullMarked
package org.pathwise.repl.shell;

import org.jspecify.annotations.NullMarked;
