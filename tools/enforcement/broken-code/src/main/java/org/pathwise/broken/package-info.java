/** Code that the build must refuse. */
@NullMarked
package org.pathwise.broken;

import org.jspecify.annotations.NullMarked;
