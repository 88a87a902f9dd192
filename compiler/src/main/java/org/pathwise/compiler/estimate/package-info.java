/**
 * Decides for every latent site how its gradient is estimated, and says why. In goes the core
 * program, no data; out comes a {@link org.pathwise.compiler.estimate.Plan}.
 *
 * <p>Two analyses over model and guide stand behind it. {@code Smoothness} follows draws and guide
 * parameters to the densities and keeps the first place where the way is not locally Lipschitz.
 * {@code Dependence} follows elements: which elements of a site does each term meet, so that a
 * score function's cost is no more than that. The unusual idea: both believe nothing. What is not
 * proved smooth counts as a jump, and what is not proved separate counts as met, so that an
 * oversight costs variance and never bias.
 */
@NullMarked
package org.pathwise.compiler.estimate;

import org.jspecify.annotations.NullMarked;
