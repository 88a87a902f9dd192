package org.pathwise.repl.session;

import org.pathwise.repl.fit.Fitted;

/**
 * A fit with what it is a fit of.
 *
 * @param state the session's when it was fitted
 * @param model the same, checked
 */
record SessionFit(Fitted fitted, State state, CheckedState model) {}
