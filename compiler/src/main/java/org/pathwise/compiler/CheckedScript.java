package org.pathwise.compiler;

import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.estimate.Explanation;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A script after all phases that need no data.
 *
 * @param ast its tree, if it has no syntax error
 * @param core the typed program, if it has no error
 * @param plan the estimator of each site, if it has no error
 * @param options what the choice of estimators depends on besides the script
 * @param diagnostics errors and warnings, in the order of their places
 */
public record CheckedScript(
        Source source,
        Optional<Script> ast,
        Optional<CoreProgram> core,
        Optional<Plan> plan,
        EstimateOptions options,
        List<Diagnostic> diagnostics) {
    public CheckedScript {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /**
     * Why a site has its estimator, and what would make it cheaper; empty if there is no such site,
     * or no plan.
     */
    public Optional<Explanation> explain(String site) {
        return core.flatMap(
                program -> plan.flatMap(chosen -> Explanation.of(program, chosen, options, site)));
    }

    /**
     * Brings the script and data together.
     *
     * @param settings numbers that go before those of the data files, such as from {@code --set
     *     K=5}
     */
    public Bound bind(DataSet data, Map<String, DataValue> settings) {
        return bind(data, settings, Batches.NONE);
    }

    /**
     * The same for a fit of which each step sees only some rows of the data.
     *
     * @param batches how many rows of which dimensions
     */
    public Bound bind(DataSet data, Map<String, DataValue> settings, Batches batches) {
        if (hasErrors() || core.isEmpty() || plan.isEmpty()) {
            return new Bound(Optional.empty(), diagnostics);
        }
        Diagnostics further = new Diagnostics();
        Optional<BoundModel> model =
                Compiler.bind(core.get(), options, data, settings, batches, further);
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        // A plan that is made again with missing data repeats what was said of the first.
        further.all().stream().filter(said -> !diagnostics.contains(said)).forEach(all::add);
        return new Bound(model, all);
    }

    /**
     * A script with data.
     *
     * @param model empty if something is wrong
     * @param diagnostics of the script and of the data
     */
    public record Bound(Optional<BoundModel> model, List<Diagnostic> diagnostics) {
        public Bound {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
