/**
 * Dense products, factorizations and solves on plain arrays.
 *
 * <p>A matrix is a {@code double[]}, the offset of its first element and a leading dimension:
 * element (i, j), from 0, lies at {@code offset + i * leadingDimension + j}. Outputs are the
 * caller's arrays; nothing is allocated, but for one set of packing buffers a thread in large
 * products. Large products are shared out among a few threads, with the same bits for any number of
 * them. Outputs must not overlap inputs unless a method says that it works in place. No method
 * throws on numbers: NaN and singularity show in the results.
 *
 * <p>Large problems use the Vector API, small ones plain loops: Vector API code is some hundred
 * times slower than a scalar loop until the optimizing compiler has seen it. Which is used depends
 * on the extents and the machine alone, and lanes are summed in a fixed order (the API's own
 * reduction leaves it open, so that interpreted and compiled code may differ), so results are
 * reproducible. Without the module {@code jdk.incubator.vector} all is scalar, equal up to
 * rounding.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.linalg;
