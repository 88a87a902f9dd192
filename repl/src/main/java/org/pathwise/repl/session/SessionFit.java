package org.pathwise.repl.session;

import org.pathwise.repl.fit.Fitted;

/**
 * A fit with what it is a fit of.
 *
 * @param model the session's state when it was fitted, checked
 */
record SessionFit(Fitted fitted, CheckedState model) {
    State state() {
        return model.state();
    }
}
