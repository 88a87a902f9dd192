package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Source;

import java.util.List;
import java.util.Set;

/**
 * A checked script.
 *
 * @param sizes the names of all dimensions that data or constants must fix
 * @param derived definitions from data alone, in order
 * @param weights the learnable weights of nets
 * @param latents in the order in which the model draws them
 * @param model definitions, recursions and terms
 * @param generate definitions, recursions and samples, run for every posterior draw
 */
public record CoreProgram(
        Source source,
        Set<String> sizes,
        List<Constant> constants,
        List<DataInput> data,
        List<Statement> derived,
        List<Weight> weights,
        List<Latent> latents,
        List<Statement> model,
        Guide guide,
        List<Statement> generate) {
    public CoreProgram {
        sizes = Set.copyOf(sizes);
        constants = List.copyOf(constants);
        data = List.copyOf(data);
        derived = List.copyOf(derived);
        weights = List.copyOf(weights);
        latents = List.copyOf(latents);
        model = List.copyOf(model);
        generate = List.copyOf(generate);
    }

    /** The same program with some of its latents only. */
    public CoreProgram with(List<Latent> some) {
        return new CoreProgram(
                source, sizes, constants, data, derived, weights, some, model, guide, generate);
    }

    /** The same program with another guide. */
    public CoreProgram with(Guide other) {
        return new CoreProgram(
                source, sizes, constants, data, derived, weights, latents, model, other, generate);
    }

    /** The terms of the model's log density, in order. */
    public List<Statement.Term> terms() {
        return model.stream()
                .filter(statement -> statement instanceof Statement.Term)
                .map(statement -> (Statement.Term) statement)
                .toList();
    }
}
