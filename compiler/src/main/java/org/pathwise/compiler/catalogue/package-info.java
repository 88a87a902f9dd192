/**
 * The distributions, functions and transforms of the language, as data. In come names and supports,
 * see {@link org.pathwise.compiler.catalogue.Catalogue}; out go entries that say what each takes
 * and gives, its formula as array operations, and its facts for the analysis: supports,
 * reparameterization, smoothness, bounds.
 *
 * <p>The unusual idea: an entry is all there is. Checking, planning and lowering have no list of
 * names of their own, so that to add a distribution or a function is to add its entry here.
 */
@NullMarked
package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.NullMarked;
