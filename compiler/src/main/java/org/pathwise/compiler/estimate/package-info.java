/**
 * Decides for every latent site how its gradient is estimated, from the core program alone, and says why.
 */
@NullMarked
package org.pathwise.compiler.estimate;

import org.jspecify.annotations.NullMarked;
