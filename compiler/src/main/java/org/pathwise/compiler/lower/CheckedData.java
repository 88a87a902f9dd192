package org.pathwise.compiler.lower;

import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.bind.Imputation;
import org.pathwise.compiler.core.Statement;

import java.util.Map;
import java.util.Set;

/**
 * Data whose values fit the script.
 *
 * @param onSupport the observations whose values are known to lie on their distribution's support,
 *     so that their log densities need not ask
 * @param imputation what became of missing values
 */
public record CheckedData(BoundData data, Set<Statement.Term> onSupport, Imputation imputation) {
    public CheckedData {
        onSupport = Set.copyOf(onSupport);
    }

    Map<String, Integer> sizes() {
        return data.sizes();
    }
}
