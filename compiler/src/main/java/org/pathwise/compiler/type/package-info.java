/**
 * What values are: their {@linkplain org.pathwise.compiler.type.Type types}, the named {@linkplain
 * org.pathwise.compiler.type.Dimension dimensions} of their shapes, and the {@linkplain
 * org.pathwise.compiler.type.Support sets} they lie in. No sizes are known here: they come with the
 * data.
 */
@NullMarked
package org.pathwise.compiler.type;

import org.jspecify.annotations.NullMarked;
