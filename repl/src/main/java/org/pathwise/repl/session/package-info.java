/**
 * The interactive session without its terminal: text in, reply out.
 *
 * <p>What a session knows is a {@link org.pathwise.repl.session.State}, a value: the statements of
 * the model so far, the data, the settings. A reply either comes with the next state or leaves the
 * last one as it was, so that a mistake cannot leave a model half changed, and undo is to take an
 * earlier value. The model is compiled as a whole after each change, from a text in which each
 * statement stands as it was typed; what the compiler says about that text is shown at the lines
 * that the user typed.
 *
 * <p>A command is one class that implements {@link org.pathwise.repl.session.Command}, listed in
 * {@link org.pathwise.repl.session.Commands}.
 */
@NullMarked
package org.pathwise.repl.session;

import org.jspecify.annotations.NullMarked;
