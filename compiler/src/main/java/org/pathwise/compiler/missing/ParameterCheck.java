package org.pathwise.compiler.missing;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that latent elements of data cannot take a distribution's parameter out of its range. Data
 * itself is checked by its values; its latent elements can be anything that its type allows.
 */
final class ParameterCheck {
    private final CoreProgram program;
    private final Diagnostics diagnostics;
    private final Ranges ranges;

    /** For each symbol that reads latent elements, the data that has them. */
    private final Map<Symbol, Symbol> sources;

    /**
     * Prepares.
     *
     * @param filled for each array with latent elements, the data that it stands for
     */
    ParameterCheck(CoreProgram program, Map<Symbol, Symbol> filled, Diagnostics diagnostics) {
        this.program = program;
        this.diagnostics = diagnostics;
        this.ranges = Ranges.of(program);
        this.sources = new HashMap<>(filled);
    }

    void check() {
        for (List<Statement> block :
                List.of(program.model(), program.guide().statements(), program.generate())) {
            block.forEach(this::check);
        }
    }

    private void check(Statement statement) {
        switch (statement) {
            case Statement.Definition _, Statement.Recursion _ ->
                    MissingData.contents(statement).stream()
                            .flatMap(expr -> source(expr).stream())
                            .findFirst()
                            .ifPresent(
                                    source ->
                                            NewSymbols.defined(statement)
                                                    .forEach(
                                                            symbol ->
                                                                    sources.putIfAbsent(
                                                                            symbol, source)));
            case Statement.Sample sample -> sample.pieces().forEach(p -> check(p.content()));
            case Statement.Term term -> {
                if (term.content() instanceof Statement.Density density) {
                    check(density.draw());
                }
            }
        }
    }

    private Optional<Symbol> source(Expr expr) {
        return Exprs.symbols(expr).stream()
                .filter(sources::containsKey)
                .findFirst()
                .map(sources::get);
    }

    private void check(Draw draw) {
        for (int i = 0; i < draw.arguments().size(); i++) {
            Expr argument = draw.arguments().get(i);
            Distribution.Parameter parameter = draw.distribution().parameters().get(i);
            Optional<Symbol> source = source(argument);
            if (source.isEmpty() || parameter.support() instanceof Support.Structured) {
                continue;
            }
            Range allowed = ranges.of(parameter.support(), List.of());
            Range actual = ranges.of(argument);
            if (actual.lower() < allowed.lower() || actual.upper() > allowed.upper()) {
                diagnostics.report(
                        MissingErrors.outsideParameter(
                                argument.span(), source.get(), draw.distribution(), parameter));
            }
        }
    }
}
