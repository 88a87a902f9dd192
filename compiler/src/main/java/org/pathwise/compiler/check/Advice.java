package org.pathwise.compiler.check;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Statement.Term;
import org.pathwise.compiler.core.Statements;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warnings about a program that is in order: what is unused, and what is doubtful statistically.
 */
final class Advice {
    private final Context context;
    private final CoreProgram program;

    Advice(Context context, CoreProgram program) {
        this.context = context;
        this.program = program;
    }

    void give() {
        unusedData();
        unreachedLatents();
        unusedNames();
    }

    private List<String> unused() {
        return program.data().stream()
                .map(data -> data.symbol().name())
                .filter(name -> !context.used.contains(name))
                .toList();
    }

    private void unusedData() {
        for (DataInput data : program.data()) {
            if (!context.used.contains(data.symbol().name())) {
                context.report(Warnings.unusedData(data.symbol()));
            }
        }
    }

    /**
     * A latent is reached by a term that observes something it flows into, or by the prior of a
     * reached latent.
     */
    private void unreachedLatents() {
        Set<Symbol> reached = new LinkedHashSet<>();
        List<Term> priors = new ArrayList<>();
        for (Term term : program.terms()) {
            if (term.content() instanceof Statement.Density density
                    && density.latent().isPresent()) {
                priors.add(term);
            } else {
                reached.addAll(roots(term));
            }
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Term prior : priors) {
                if (prior.content() instanceof Statement.Density density
                        && density.latent().filter(reached::contains).isPresent()) {
                    grows |= reached.addAll(roots(prior));
                }
            }
        }
        for (Latent latent : program.latents()) {
            if (!reached.contains(latent.symbol())) {
                Optional<String> data = Suggestions.nearest(latent.symbol().name(), unused());
                context.report(Warnings.unreached(latent, data));
            }
        }
    }

    private Set<Symbol> roots(Term term) {
        Set<Symbol> roots = new HashSet<>();
        Statements.expressions(term).forEach(expr -> roots.addAll(context.roots(expr)));
        return roots;
    }

    private void unusedNames() {
        Set<Symbol> read = new HashSet<>();
        List<Statement> all = new ArrayList<>(program.derived());
        all.addAll(program.model());
        all.addAll(program.guide().statements());
        all.addAll(program.generate());
        all.forEach(
                statement ->
                        Statements.expressions(statement)
                                .forEach(expr -> read.addAll(Exprs.symbols(expr))));
        for (Guide.Parameter parameter : program.guide().parameters()) {
            if (!read.contains(parameter.symbol())) {
                context.report(Warnings.unusedParameter(parameter.symbol()));
            }
        }
        List<Statement> silent = new ArrayList<>(program.model());
        silent.addAll(program.guide().statements());
        for (Statement statement : silent) {
            if (statement instanceof Statement.Definition definition
                    && !read.contains(definition.symbol())) {
                context.report(Warnings.unusedDefinition(definition.symbol()));
            }
        }
    }
}
