package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Block;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.Subscript;
import org.pathwise.compiler.check.Filling.Interval;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A first look at a block: which arrays its statements fill, and which elements each statement
 * fills. So the extents of {@code x} are known when {@code x[t]} reads {@code x[t-1]}. Nothing is
 * reported here; what cannot be understood is reported when the statement is checked.
 */
final class Announcements {
    private final Context context;
    private final Place place;
    private final Map<String, Filling> fillings = new LinkedHashMap<>();

    /** Where each name first stands on the left side of a {@code =}. */
    private final Map<String, Span> defined = new HashMap<>();

    Announcements(Context context, Place place) {
        this.context = context;
        this.place = place;
    }

    /** Enters what the statements fill into the scope of the block. */
    List<Filling> announce(List<Statement> statements) {
        collectDefined(statements);
        visit(statements, place.scope().inner());
        List<Filling> result = new ArrayList<>();
        for (Filling filling : fillings.values()) {
            if (filling.isRegular()) {
                filling.close();
            } else {
                context.report(BlockErrors.irregularTargets(filling));
                filling.poison();
            }
            place.scope().declare(filling.name(), new Entry.Filled(filling));
            result.add(filling);
        }
        return result;
    }

    private void collectDefined(List<Statement> statements) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Definition definition ->
                        defined.putIfAbsent(definition.name().name(), definition.name().span());
                case Statement.TupleDefinition tuple ->
                        tuple.targets()
                                .forEach(
                                        target ->
                                                defined.putIfAbsent(
                                                        target.name().name(),
                                                        target.name().span()));
                case Statement.For loop -> collectDefined(loop.body().statements());
                case Statement.If branches -> {
                    collectDefined(branches.then().statements());
                    collectDefined(statements(branches.otherwise()));
                }
                case Statement.ParamDeclaration param ->
                        defined.putIfAbsent(param.name().name(), param.name().span());
                case Statement.Sample _, Statement.Factor _, Statement.Return _ -> {}
            }
        }
    }

    private static List<Statement> statements(@Nullable Block block) {
        return block == null ? List.of() : block.statements();
    }

    private void visit(List<Statement> statements, Scope scope) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Definition definition -> {
                    define(new Statement.Target(definition.name(), definition.subscripts()), scope);
                }
                case Statement.TupleDefinition tuple ->
                        tuple.targets().forEach(target -> define(target, scope));
                case Statement.Sample sample -> sample(sample, scope);
                case Statement.For loop -> visitLoop(loop, scope);
                case Statement.If branches -> {
                    visit(branches.then().statements(), scope);
                    visit(statements(branches.otherwise()), scope);
                }
                case Statement.ParamDeclaration _, Statement.Factor _, Statement.Return _ -> {}
            }
        }
    }

    private void define(Statement.Target target, Scope scope) {
        if (!target.subscripts().isEmpty()) {
            fill(target.name().name(), target.subscripts(), target.span(), false, scope);
        }
    }

    private void sample(Statement.Sample sample, Scope scope) {
        switch (sample.target()) {
            case Expression.Name name -> draw(name, List.of(), sample.target().span(), scope);
            case Expression.Index(Expression.Name name, List<Subscript> subscripts, Span span) ->
                    draw(name, subscripts, span, scope);
            default -> {}
        }
    }

    private void draw(Expression.Name name, List<Subscript> subscripts, Span span, Scope scope) {
        Span definition = defined.get(name.name());
        boolean isFirst = definition == null || span.start() < definition.start();
        if (isFirst
                && place.block() != Place.Kind.FUNCTION
                && place.block() != Place.Kind.DISTRIBUTION) {
            fill(name.name(), subscripts, span, true, scope);
        }
    }

    private void fill(
            String name, List<Subscript> subscripts, Span span, boolean drawn, Scope scope) {
        if (scope.lookup(name) != null) {
            return;
        }
        Filling filling = fillings.computeIfAbsent(name, _ -> new Filling(name, span, drawn));
        Optional<List<Interval>> box = box(subscripts, scope);
        if (box.isPresent()) {
            filling.announce(box.get());
        } else {
            filling.poison();
        }
    }

    /** The elements that a target means, over all iterations of the loops around it. */
    private static Optional<List<Interval>> box(List<Subscript> subscripts, Scope scope) {
        List<Interval> box = new ArrayList<>();
        for (Subscript subscript : Fills.indexed(subscripts)) {
            Optional<Linear> linear =
                    subscript instanceof Subscript.At(Expression at)
                            ? LinearForms.of(at, scope)
                            : Optional.empty();
            if (linear.isEmpty()) {
                return Optional.empty();
            }
            box.add(new Interval(linear.get().smallest(), linear.get().greatest()));
        }
        return Optional.of(box);
    }

    private void visitLoop(Statement.For statement, Scope scope) {
        Scope inner = scope.inner();
        if (statement.range() instanceof Expression.Range range) {
            Optional<Dimension> lower =
                    LinearForms.of(range.from(), scope).flatMap(Linear::dimension);
            Optional<Dimension> upper =
                    LinearForms.of(range.to(), scope).flatMap(Linear::dimension);
            if (lower.isPresent() && upper.isPresent()) {
                String name = statement.variable().name();
                Loop loop = context.supply.loop(name, lower.get(), upper.get(), statement.span());
                context.loops.put(statement, loop);
                Expr index = new Expr.LoopIndex(loop, Type.INT, statement.variable().span());
                inner.declare(
                        name,
                        new Entry.Value(index, "a loop variable", statement.variable().span()));
            }
        }
        visit(statement.body().statements(), inner);
    }
}
