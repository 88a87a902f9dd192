/**
 * JMH benchmarks: a benchmark's floor or rival stands beside it, so that a figure never comes
 * alone.
 */
@NullMarked
package org.pathwise.benchmarks;

import org.jspecify.annotations.NullMarked;
