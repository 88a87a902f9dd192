package org.pathwise.compiler.bind;

import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.runtime.io.MissingValues;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of missing data.
 *
 * @param placeholders the row-major positions of data, and of what is derived from data, that hold
 *     a placeholder in the place of a missing value. Nothing that counts reads them
 * @param observed for each observation with latent elements, the same term of its observed elements
 *     alone, in terms of the data as they were given
 * @param inside the observations whose latent elements cannot leave the distribution's support
 * @param latents the latents that stand for missing elements
 * @param report what to tell the user, one entry for each data with missing values
 */
public record Imputation(
        Map<Symbol, Set<Integer>> placeholders,
        Map<Statement.Term, Statement.Term> observed,
        Set<Statement.Term> inside,
        List<MissingLatent> latents,
        List<MissingValues> report) {

    /** Data without missing values. */
    public static final Imputation NONE =
            new Imputation(Map.of(), Map.of(), Set.of(), List.of(), List.of());

    /**
     * A latent that stands for missing elements of data.
     *
     * @param symbol a vector with an element for each of them
     * @param shape the extents of the data
     * @param positions which elements of the data they are, row-major, ascending
     */
    public record MissingLatent(Symbol symbol, List<Integer> shape, List<Integer> positions) {
        public MissingLatent {
            shape = List.copyOf(shape);
            positions = List.copyOf(positions);
        }

        /** What a draw holds of it. */
        public Quantity quantity() {
            return new Quantity(symbol.name(), Quantity.Kind.LATENT, shape, Optional.of(positions));
        }
    }

    public Imputation {
        placeholders = Map.copyOf(placeholders);
        observed = Map.copyOf(observed);
        inside = Set.copyOf(inside);
        latents = List.copyOf(latents);
        report = List.copyOf(report);
    }
}
