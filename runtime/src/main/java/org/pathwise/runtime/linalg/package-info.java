/** Dense products, factorizations and solves on plain arrays. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.linalg;
