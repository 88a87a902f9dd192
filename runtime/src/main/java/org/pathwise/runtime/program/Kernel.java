package org.pathwise.runtime.program;

/**
 * A compiled array program. It owns its work space, which is allocated once: {@link #run} allocates
 * nothing and is not safe for use by two threads at a time; {@link #fork} gives each thread its
 * own.
 */
public interface Kernel {
    /**
     * Runs the program once.
     *
     * @param buffers the flat arrays that the program's inputs are read from and its outputs
     *     written to; which variable lies where in which buffer was fixed when the kernel was
     *     compiled
     */
    void run(double[][] buffers);

    /** The same code and data with a work space of its own. */
    Kernel fork();
}
