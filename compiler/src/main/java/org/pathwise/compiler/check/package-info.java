/**
 * From the surface tree to the typed program: names, types, axes, supports, and what can be said
 * about the statistics before any data is seen. A script comes in; a {@link
 * org.pathwise.compiler.core.CoreProgram} or diagnostics go out.
 *
 * <p>The unusual idea: an erroneous part becomes null and its name becomes poison, which every
 * later use passes over in silence, so that one mistake is reported once and the rest of the script
 * is still checked.
 */
@NullMarked
package org.pathwise.compiler.check;

import org.jspecify.annotations.NullMarked;
