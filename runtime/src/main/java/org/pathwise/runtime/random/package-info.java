/**
 * Seeded, counter-based random streams and the samplers built on them; never global state.
 *
 * <p>In goes a key (seed, step, particle, site), out come arrays of uniform or normal noise that
 * depend on nothing else: not on threads, not on the layout of the array. The unusual idea: a
 * sampler with a rejection loop is a pure function of a single uniform noise value, whose bits key
 * a sub-stream, so that a compiled program draws from any distribution with one noise element a
 * draw.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.random;
