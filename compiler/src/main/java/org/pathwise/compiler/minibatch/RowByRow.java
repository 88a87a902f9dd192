package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Proves that model and guide use the subsampled dimensions row by row: in loops over all rows that
 * read the row of their own variable, in operations element by element, in products that keep the
 * rows. Then every term over a subsampled dimension is a sum of one number for each row, and the
 * sum over the drawn rows times (all rows / drawn rows) is unbiased, with its gradient.
 *
 * <p>What is not proved is refused.
 */
public final class RowByRow {
    private final CoreProgram program;
    private final Batches batches;
    private final Diagnostics diagnostics;
    private final RowExpressions expressions;

    private RowByRow(CoreProgram program, Batches batches, Diagnostics diagnostics) {
        this.program = program;
        this.batches = batches;
        this.diagnostics = diagnostics;
        this.expressions = new RowExpressions(batches, diagnostics);
    }

    /**
     * Checks the numbers of rows against the data.
     *
     * @param sizes of the data's dimensions
     */
    public static void checkSizes(
            Batches batches, Map<String, Integer> sizes, Diagnostics diagnostics) {
        batches.sizes()
                .forEach(
                        (name, drawn) -> {
                            Integer total = sizes.get(name);
                            if (total == null) {
                                diagnostics.report(BatchErrors.unknown(name, named(sizes)));
                            } else if (drawn < 1 || drawn > total) {
                                diagnostics.report(BatchErrors.size(name, drawn, total));
                            }
                        });
    }

    /** The dimensions that scripts name: those of missing values have names with spaces. */
    private static List<String> named(Map<String, Integer> sizes) {
        return sizes.keySet().stream().filter(name -> !name.contains(" ")).toList();
    }

    /** Reports everything in a program that needs more than the drawn rows. */
    public static void check(CoreProgram program, Batches batches, Diagnostics diagnostics) {
        if (!batches.isEmpty()) {
            new RowByRow(program, batches, diagnostics).check();
        }
    }

    private void check() {
        Set<Symbol> drawn = program.guide().drawn();
        for (Latent latent : program.latents()) {
            expressions.symbol(latent.symbol());
            latent.loops().forEach(expressions::loop);
            expressions.check(latent.bounds());
            if (!drawn.contains(latent.symbol())) {
                parameters(latent.symbol());
            }
        }
        for (Guide.Parameter parameter : program.guide().parameters()) {
            expressions.symbol(parameter.symbol());
            parameters(parameter.symbol());
        }
        program.weights().forEach(weight -> expressions.symbol(weight.symbol()));
        program.model().forEach(this::check);
        program.guide().statements().forEach(this::check);
    }

    /** Parameters of one subsampled dimension at most, which must come first. */
    private void parameters(Symbol symbol) {
        List<Dimension> shape = symbol.type().shape();
        Set<String> rows = new LinkedHashSet<>(batches.rows(shape, List.of()));
        if (rows.size() > 1) {
            diagnostics.report(BatchErrors.severalRows(symbol, List.copyOf(rows)));
        } else if (rows.size() == 1 && !batches.has(shape.getFirst())) {
            diagnostics.report(BatchErrors.rowsNotFirst(symbol, rows.iterator().next()));
        }
    }

    private void check(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> definition(definition);
            case Statement.Recursion recursion -> {
                Optional<String> rows =
                        batches.name(recursion.loop())
                                .or(
                                        () ->
                                                recursion.definitions().stream()
                                                        .flatMap(this::sequence)
                                                        .findFirst());
                if (rows.isPresent()) {
                    diagnostics.report(BatchErrors.sequential(recursion.span(), rows.get()));
                } else {
                    expressions.loop(recursion.loop());
                    recursion.definitions().forEach(this::definition);
                }
            }
            case Statement.Sample sample -> {
                expressions.symbol(sample.symbol());
                for (Statement.Piece<Draw> piece : sample.pieces()) {
                    List<Dimension> shape = sample.symbol().type().shape();
                    if (place(sample.symbol(), piece)) {
                        expressions.draw(
                                piece.content(),
                                shape.subList(piece.targets().size(), shape.size()));
                    }
                }
            }
            case Statement.Term term -> term(term);
        }
    }

    /** The subsampled dimension that a definition of a recursion is filled along. */
    private Stream<String> sequence(Statement.Definition definition) {
        List<Dimension> shape = definition.symbol().type().shape();
        return definition.pieces().stream()
                .flatMap(
                        piece ->
                                IntStream.range(0, piece.targets().size())
                                        .filter(i -> !isRow(piece.targets().get(i), shape.get(i)))
                                        .mapToObj(shape::get))
                .flatMap(dimension -> batches.name(dimension).stream());
    }

    private void definition(Statement.Definition definition) {
        expressions.symbol(definition.symbol());
        for (Statement.Piece<Expr> piece : definition.pieces()) {
            if (place(definition.symbol(), piece)) {
                expressions.check(piece.content());
            }
        }
    }

    /** Whether a piece fills each row in the iteration of that row. */
    private boolean place(Symbol symbol, Statement.Piece<?> piece) {
        int before = diagnostics.all().size();
        loops(piece.loops());
        List<Dimension> shape = symbol.type().shape();
        for (int i = 0; i < piece.targets().size(); i++) {
            Expr target = piece.targets().get(i);
            boolean row = batches.has(shape.get(i));
            boolean byRow = target instanceof Expr.LoopIndex own && batches.has(own.loop());
            if (row && !isRow(target, shape.get(i))) {
                diagnostics.report(
                        BatchErrors.otherRows(
                                piece.span(), batches.name(shape.get(i)).orElseThrow()));
            } else if (byRow && !row) {
                diagnostics.report(
                        BatchErrors.derivedSize(
                                symbol,
                                batches.name(((Expr.LoopIndex) target).loop()).orElseThrow()));
            }
        }
        return diagnostics.all().size() == before;
    }

    private boolean isRow(Expr target, Dimension dimension) {
        return target instanceof Expr.LoopIndex own
                && batches.name(own.loop()).equals(batches.name(dimension));
    }

    private void term(Statement.Term term) {
        int before = diagnostics.all().size();
        loops(term.loops());
        if (diagnostics.all().size() > before) {
            return;
        }
        term.guard().ifPresent(expressions::check);
        List<Dimension> value;
        switch (term.content()) {
            case Statement.Density(_, Expr of, Draw draw) -> {
                value = of.type().shape();
                expressions.check(of);
                expressions.draw(draw, value);
            }
            case Statement.Factor(Expr of) -> {
                value = of.type().shape();
                expressions.check(of);
            }
        }
        if (diagnostics.all().size() == before) {
            RowExpressions.repeated(batches.rows(value, term.loops()))
                    .ifPresent(rows -> diagnostics.report(BatchErrors.pairs(term.span(), rows)));
        }
    }

    private void loops(List<Loop> loops) {
        loops.forEach(expressions::loop);
        RowExpressions.repeated(batches.rows(List.of(), loops))
                .ifPresent(
                        rows ->
                                diagnostics.report(
                                        BatchErrors.pairs(loops.getLast().span(), rows)));
    }
}
