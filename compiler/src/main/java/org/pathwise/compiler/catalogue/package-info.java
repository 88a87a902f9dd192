/**
 * The distributions, functions and transforms of the language, as data: what each takes and gives, and
 * its formula as array operations. To add one, add its entry here; every phase reads it from the entry.
 */
@NullMarked
package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.NullMarked;
