package org.pathwise.repl.fit;

import org.pathwise.runtime.inference.FitListener;

/** Someone who watches one fit, and may stop it; closed when it is over. */
public interface FitWatch extends FitListener, AutoCloseable {
    /** Watches without a word. */
    FitWatch NONE = () -> {};

    @Override
    void close();
}
