/**
 * Brings data files and a checked script together: the values of the script's data, and the sizes
 * of its dimensions. Everything after this phase knows all extents.
 */
@NullMarked
package org.pathwise.compiler.bind;

import org.jspecify.annotations.NullMarked;
