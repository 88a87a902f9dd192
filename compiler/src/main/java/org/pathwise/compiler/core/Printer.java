package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a typed program as text: every symbol with its type, every statement with the loops it
 * stands in. Symbols of one name are told apart by a number ({@code eta#2}). Equal programs give
 * equal text.
 */
public final class Printer {
    private static final Support ANY_INTEGER =
            new Support.Integers(Bound.NEGATIVE_INFINITY, Bound.POSITIVE_INFINITY);

    private final StringBuilder out = new StringBuilder();
    private final Map<Symbol, String> names = new HashMap<>();
    private final Map<Integer, String> loopNames = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Printer() {}

    /** The text of a program, with a line end behind each line. */
    public static String print(CoreProgram program) {
        Printer printer = new Printer();
        printer.program(program);
        return printer.out.toString();
    }

    /** The text of an expression. */
    public static String print(Expr expr) {
        return new Printer().expr(expr);
    }

    private void program(CoreProgram program) {
        program.constants()
                .forEach(
                        constant ->
                                line(
                                        0,
                                        "const "
                                                + name(constant.symbol())
                                                + ": "
                                                + (constant.integer() ? "int" : "real")
                                                + " = "
                                                + (constant.integer()
                                                        ? Long.toString((long) constant.value())
                                                        : number(constant.value()))));
        line(
                0,
                "sizes "
                        + program.sizes().stream()
                                .sorted()
                                .collect(Collectors.joining(", ", "{", "}")));
        program.data()
                .forEach(
                        data ->
                                line(
                                        0,
                                        "data "
                                                + typed(data.symbol(), data.support())
                                                + bounds(data.bounds())));
        program.derived().forEach(statement -> statement(0, statement));
        line(0, "latents");
        for (Latent latent : program.latents()) {
            line(
                    1,
                    typed(latent.symbol(), latent.support())
                            + bounds(latent.bounds())
                            + " from "
                            + latent.prior()
                            + latent.request().map(request -> " @" + request.text()).orElse(""));
        }
        if (!program.weights().isEmpty()) {
            line(0, "weights");
            program.weights().forEach(weight -> line(1, typed(weight.symbol())));
        }
        block("model", program.model());
        if (!program.guide().parameters().isEmpty() || !program.guide().statements().isEmpty()) {
            block("guide", List.of());
            for (Guide.Parameter parameter : program.guide().parameters()) {
                line(
                        1,
                        "param "
                                + typed(parameter.symbol(), parameter.support())
                                + bounds(parameter.bounds())
                                + parameter
                                        .initial()
                                        .map(initial -> " = " + expr(initial))
                                        .orElse(""));
            }
            program.guide().statements().forEach(statement -> statement(1, statement));
        }
        if (!program.generate().isEmpty()) {
            block("generate", program.generate());
        }
    }

    private void block(String title, List<Statement> statements) {
        line(0, title);
        statements.forEach(statement -> statement(1, statement));
    }

    private void statement(int depth, Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> definition(depth, definition);
            case Statement.Recursion recursion -> {
                line(
                        depth,
                        "recursion over " + loop(recursion.loop()) + ", lag " + recursion.lag());
                recursion.definitions().forEach(definition -> definition(depth + 1, definition));
            }
            case Statement.Sample sample -> {
                line(depth, "sample " + typed(sample.symbol()));
                sample.pieces()
                        .forEach(
                                piece ->
                                        line(
                                                depth + 1,
                                                target(sample.symbol(), piece)
                                                        + " ~ "
                                                        + draw(piece.content())
                                                        + loops(piece.loops())));
            }
            case Statement.Term term -> line(depth, term(term));
        }
    }

    private void definition(int depth, Statement.Definition definition) {
        line(depth, "let " + typed(definition.symbol()));
        definition
                .pieces()
                .forEach(
                        piece ->
                                line(
                                        depth + 1,
                                        target(definition.symbol(), piece)
                                                + " = "
                                                + expr(piece.content())
                                                + loops(piece.loops())));
    }

    private String term(Statement.Term term) {
        String content =
                switch (term.content()) {
                    case Statement.Density density ->
                            (density.latent().isPresent() ? "prior " : "observe ")
                                    + expr(density.value())
                                    + " ~ "
                                    + draw(density.draw());
                    case Statement.Factor factor -> "factor " + expr(factor.value());
                };
        return content + loops(term.loops()) + guard(term.guard());
    }

    private String guard(Optional<Expr> guard) {
        return guard.map(condition -> " if " + expr(condition)).orElse("");
    }

    private String target(Symbol symbol, Statement.Piece<?> piece) {
        return piece.targets().isEmpty()
                ? name(symbol)
                : name(symbol) + list(piece.targets(), "[", "]");
    }

    private String loops(List<Loop> loops) {
        return loops.stream().map(loop -> " for " + loop(loop)).collect(Collectors.joining());
    }

    private String loop(Loop loop) {
        return loopName(loop) + " in " + loop.lower() + ".." + loop.upper();
    }

    private String typed(Symbol symbol) {
        return name(symbol)
                + ": "
                + symbol.type()
                + symbol.loops().stream()
                        .map(this::loopName)
                        .collect(
                                Collectors.joining(
                                        ", ", symbol.loops().isEmpty() ? "" : " each ", ""));
    }

    private String typed(Symbol symbol, Support support) {
        boolean plain =
                support.equals(Support.REAL)
                        || support.equals(ANY_INTEGER)
                        || support.equals(Support.BINARY)
                                && symbol.type().element()
                                        == org.pathwise.compiler.type.Element.BOOL;
        return typed(symbol) + (plain ? "" : " on " + support);
    }

    private String bounds(List<Expr> bounds) {
        return bounds.isEmpty() ? "" : " bounds " + list(bounds, "(", ")");
    }

    private String draw(Draw draw) {
        return draw.distribution().name() + list(draw.arguments(), "(", ")");
    }

    private String list(List<Expr> exprs, String open, String close) {
        return exprs.stream().map(this::expr).collect(Collectors.joining(", ", open, close));
    }

    private String expr(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal ->
                    literal.type().equals(Type.BOOL)
                            ? Boolean.toString(literal.value() != 0)
                            : literal.type().equals(Type.INT)
                                    ? Long.toString((long) literal.value())
                                    : number(literal.value());
            case Expr.Size size ->
                    size.dimension().name().isPresent()
                            ? size.dimension().toString()
                            : "(" + size.dimension() + ")";
            case Expr.Reference reference -> name(reference.symbol());
            case Expr.LoopIndex index -> loopName(index.loop());
            case Expr.Apply apply -> apply(apply);
            case Expr.Conditional c ->
                    "(if "
                            + expr(c.condition())
                            + " then "
                            + expr(c.then())
                            + " else "
                            + expr(c.otherwise())
                            + ")";
            case Expr.Index index ->
                    expr(index.base())
                            + index.subscripts().stream()
                                    .map(this::subscript)
                                    .collect(Collectors.joining(", ", "[", "]"));
            case Expr.Comprehension c -> "[for " + loop(c.loop()) + ": " + expr(c.body()) + "]";
            case Expr.ArrayLiteral literal -> list(literal.elements(), "[", "]");
            case Expr.LogDensity density ->
                    "log_density("
                            + draw(density.distribution())
                            + ", "
                            + expr(density.value())
                            + ")";
        };
    }

    private String apply(Expr.Apply apply) {
        String function = apply.function().name();
        boolean named =
                Character.isLetter(function.charAt(0))
                        && !function.equals("and")
                        && !function.equals("or");
        if (named) {
            return function + list(apply.arguments(), "(", ")");
        }
        return apply.arguments().size() == 1
                ? expr(apply.arguments().getFirst()) + function
                : "("
                        + expr(apply.arguments().getFirst())
                        + " "
                        + function
                        + " "
                        + expr(apply.arguments().getLast())
                        + ")";
    }

    private String subscript(Subscript subscript) {
        return switch (subscript) {
            case Subscript.At(Expr index) -> expr(index);
            case Subscript.Range(var lower, var upper) -> lower + ".." + upper;
            case Subscript.All _ -> ":";
        };
    }

    private String name(Symbol symbol) {
        return names.computeIfAbsent(symbol, _ -> fresh(symbol.name()));
    }

    private String loopName(Loop loop) {
        return loopNames.computeIfAbsent(loop.id(), _ -> fresh(loop.name()));
    }

    private String fresh(String name) {
        String candidate = name;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = name + "#" + number;
        }
        return candidate;
    }

    private static String number(double value) {
        return Double.toString(value);
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
