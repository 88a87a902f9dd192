/** Seeded, splittable, counter-based random streams and the samplers built on them; never global state. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.random;
