package org.pathwise.compiler.core;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Mixture;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be checked only when sizes are known: that indices and slices stay inside, that lists
 * have the length of their dimension, that no loop or shape has a negative extent. Indices that are
 * data are not looked at here.
 */
public final class SizeChecks {
    private final Map<String, Integer> sizes;
    private final Map<Span, Diagnostic> found = new LinkedHashMap<>();

    private SizeChecks(Map<String, Integer> sizes) {
        this.sizes = sizes;
    }

    /**
     * The errors that these sizes lead to.
     *
     * @param sizes the number of each of the program's {@link CoreProgram#sizes}
     */
    public static List<Diagnostic> check(CoreProgram program, Map<String, Integer> sizes) {
        SizeChecks checks = new SizeChecks(sizes);
        List<Statement> statements = new ArrayList<>(program.derived());
        statements.addAll(program.model());
        statements.addAll(program.guide().statements());
        statements.addAll(program.generate());
        statements.forEach(checks::statement);
        program.guide()
                .parameters()
                .forEach(parameter -> parameter.initial().ifPresent(checks::expr));
        return List.copyOf(checks.found.values());
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Definition definition ->
                    definition
                            .pieces()
                            .forEach(
                                    piece -> {
                                        piece(piece, definition.symbol());
                                        expr(piece.content());
                                    });
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::statement);
            case Statement.Sample sample ->
                    sample.pieces()
                            .forEach(
                                    piece -> {
                                        piece(piece, sample.symbol());
                                        draw(piece.content());
                                    });
            case Statement.Term term -> {
                term.loops().forEach(this::loop);
                term.guard().ifPresent(this::expr);
                switch (term.content()) {
                    case Statement.Density density -> {
                        expr(density.value());
                        draw(density.draw());
                    }
                    case Statement.Factor factor -> expr(factor.value());
                }
            }
        }
    }

    private void piece(Statement.Piece<?> piece, Symbol symbol) {
        piece.loops().forEach(this::loop);
        for (int i = 0; i < piece.targets().size(); i++) {
            inside(piece.targets().get(i), symbol.type().shape().get(i), symbol.name());
        }
    }

    private void draw(Draw draw) {
        components(draw);
        draw.arguments().forEach(this::expr);
    }

    /** A mixture of components that are written one by one has as many weights. */
    private void components(Draw draw) {
        for (int i = 0; i < draw.arguments().size(); i++) {
            Distribution.Parameter parameter = draw.distribution().parameters().get(i);
            if (parameter.rank() != 1) {
                continue;
            }
            int wanted = Mixture.components(parameter.dimensions().getFirst());
            Expr weights = draw.arguments().get(i);
            Dimension length = weights.type().shape().getLast();
            if (wanted > 0 && length.evaluate(sizes) != wanted) {
                report(
                        weights.span(),
                        "the mixture has "
                                + wanted
                                + " components, but its weights have "
                                + shown(length)
                                + " elements",
                        "one weight for each component");
            }
        }
    }

    private void loop(Loop loop) {
        if (loop.extent().evaluate(sizes) < 0) {
            report(
                    loop.span(),
                    "the loop over `"
                            + loop.name()
                            + "` runs from "
                            + shown(loop.lower())
                            + " to "
                            + shown(loop.upper()),
                    "too little data for this loop");
        }
    }

    private void expr(Expr expr) {
        switch (expr) {
            case Expr.Index index -> subscripts(index);
            case Expr.ArrayLiteral literal -> {
                Dimension length = literal.type().shape().getFirst();
                if (length.evaluate(sizes) != literal.elements().size()) {
                    report(
                            literal.span(),
                            "this list has "
                                    + literal.elements().size()
                                    + " elements, but "
                                    + shown(length)
                                    + " are needed",
                            "a list has as many elements as it is written with");
                }
            }
            case Expr.Comprehension comprehension -> loop(comprehension.loop());
            case Expr.Literal _,
                    Expr.Size _,
                    Expr.Reference _,
                    Expr.LoopIndex _,
                    Expr.Apply _,
                    Expr.Conditional _ -> {}
            case Expr.LogDensity density -> components(density.distribution());
        }
        Exprs.children(expr).forEach(this::expr);
    }

    private void subscripts(Expr.Index index) {
        for (int i = 0; i < index.subscripts().size(); i++) {
            Dimension extent = index.base().type().shape().get(i);
            String name = index.base().span().text();
            switch (index.subscripts().get(i)) {
                case Subscript.All _ -> {}
                case Subscript.At(Expr at) -> inside(at, extent, name);
                case Subscript.Range(Dimension lower, Dimension upper) ->
                        inside(index.span(), lower, upper, extent, name);
            }
        }
    }

    private void inside(Expr at, Dimension extent, String name) {
        Optional<Linear> linear = Linear.of(at);
        linear.ifPresent(
                form -> {
                    boolean runs =
                            form.loops().keySet().stream()
                                    .allMatch(loop -> loop.extent().evaluate(sizes) > 0);
                    if (runs) {
                        inside(at.span(), form.smallest(), form.greatest(), extent, name);
                    }
                });
    }

    private void inside(
            Span span, Dimension lower, Dimension upper, Dimension extent, String name) {
        boolean empty = upper.evaluate(sizes) == lower.evaluate(sizes) - 1;
        if (!empty
                && (lower.evaluate(sizes) < 1 || upper.evaluate(sizes) > extent.evaluate(sizes))) {
            String index =
                    lower.equals(upper) ? shown(lower) : shown(lower) + " to " + shown(upper);
            report(
                    span,
                    "`"
                            + name
                            + "` has "
                            + shown(extent)
                            + " elements here, but the index is "
                            + index,
                    "outside of the elements");
        }
    }

    private String shown(Dimension dimension) {
        String value = Integer.toString(dimension.evaluate(sizes));
        return dimension.known().isPresent() ? value : dimension + " = " + value;
    }

    private void report(Span span, String message, String label) {
        found.putIfAbsent(span, Diagnostic.error("E1012", span, message).label(label));
    }
}
