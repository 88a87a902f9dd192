package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement.Factor;
import org.pathwise.compiler.core.Statement.Piece;
import org.pathwise.compiler.core.Statement.Term;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements of every kind of block to units of its {@link Flow}. */
final class Blocks {
    private final Context context;
    private final Expressions expressions;
    private final Sites sites;
    private final Fills fills;
    private final List<Guide.Parameter> parameters = new ArrayList<>();

    Blocks(Context context, Expressions expressions, Draws draws) {
        this.context = context;
        this.expressions = expressions;
        this.fills = new Fills(context, expressions);
        this.sites = new Sites(context, expressions, draws, fills);
    }

    /** The parameters that the guide declares. */
    List<Guide.Parameter> parameters() {
        return parameters;
    }

    /**
     * A whole block: announces what it fills, checks its statements, and that everything is filled.
     */
    void block(List<Statement> statements, Place place) {
        List<Filling> announced = new Announcements(context, place).announce(statements);
        statements(statements, place);
        announced.forEach(filling -> fills.checkComplete(filling, place));
    }

    /** Statements one after the other. */
    void statements(List<Statement> statements, Place place) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Definition definition
                    && definition.subscripts().isEmpty()) {
                place.scope()
                        .hide(
                                definition.name().name(),
                                definition.name().span(),
                                Scope.Reason.DEFINED_LATER);
            }
        }
        statements.forEach(statement -> statement(statement, place));
    }

    private void statement(Statement statement, Place place) {
        switch (statement) {
            case Statement.Sample sample -> sites.sample(sample, place);
            case Statement.Definition definition -> definition(definition, place);
            case Statement.TupleDefinition definition -> tuple(definition, place);
            case Statement.ParamDeclaration param -> parameter(param, place);
            case Statement.For loop -> loop(loop, place);
            case Statement.If branches -> branches(branches, place);
            case Statement.Factor factor -> factor(factor, place);
            case Statement.Return wrong ->
                    context.report(BlockErrors.misplacedReturn(wrong.span(), place.block()));
        }
    }

    // ---- Definitions ----

    private void definition(Statement.Definition definition, Place place) {
        Expr value = expressions.of(definition.value(), place);
        if (value != null && definition.type() != null) {
            value = typed(value, definition.type(), definition.name(), place);
        }
        if (definition.subscripts().isEmpty()) {
            plain(definition.name(), value, definition.span(), place);
        } else {
            fills.element(definition, value, place);
        }
    }

    /** The value, if it fits a declared type. */
    private @Nullable Expr typed(Expr written, TypeExpression type, Identifier name, Place place) {
        Types.Declared declared = expressions.types().of(type, place);
        if (declared == null) {
            return null;
        }
        Expr value = Lists.fitted(written, declared.type().shape());
        if (!declared.type().shape().equals(value.type().shape())) {
            context.report(TypeErrors.declaredShape(value, name, declared.type()));
            return null;
        }
        if (value.type().element().compareTo(declared.type().element()) > 0) {
            context.report(TypeErrors.declaredElement(value, name, declared.type()));
            return null;
        }
        expressions.calls().draws().checkInside(value, declared.bounded(), "`" + name + "`");
        return value;
    }

    /** {@code name = value}; a null value makes the name poison. */
    void plain(Identifier name, @Nullable Expr value, Span span, Place place) {
        if (value == null) {
            if (place.scope().lookup(name.name()) == null) {
                place.scope().declare(name.name(), new Entry.Poison(name.span()));
            }
            return;
        }
        Entry before = place.scope().lookup(name.name());
        if (before != null && !isShadowable(before, place)) {
            if (!(before instanceof Entry.Poison)) {
                context.report(NameErrors.alreadyDefined(name.span(), name.name(), before));
            }
            return;
        }
        Expr reference = define(name, value, span, place);
        place.scope().declare(name.name(), new Entry.Value(reference, "a definition", name.span()));
    }

    /**
     * A local of a function may have the name of something outside: the function is a world of its
     * own.
     */
    private boolean isShadowable(Entry before, Place place) {
        return (place.block() == Place.Kind.FUNCTION || place.block() == Place.Kind.DISTRIBUTION)
                && context.globals.lookup(nameOf(before)) == before;
    }

    private static String nameOf(Entry entry) {
        return switch (entry) {
            case Entry.Value value -> value.span().text();
            case Entry.Filled filled -> filled.filling().name();
            case Entry.Poison poison -> poison.span().text();
        };
    }

    /** Defines a fresh symbol, or passes the value on where nothing can be defined. */
    private Expr define(Identifier name, Expr value, Span span, Place place) {
        Flow flow = place.flow();
        if (flow == null) {
            return value;
        }
        Symbol symbol =
                context.supply.symbol(
                        name.name(),
                        definitionKind(place),
                        value.type(),
                        place.loops(),
                        name.span());
        context.define(symbol, value);
        flow.add(new Flow.Defines(symbol, new Piece<>(place.loops(), List.of(), value, span)));
        return new Expr.Reference(symbol, symbol.type(), name.span());
    }

    private static Symbol.Kind definitionKind(Place place) {
        return switch (place.block()) {
            case TOP -> Symbol.Kind.DERIVED;
            case GENERATE -> Symbol.Kind.GENERATED;
            case MODEL, GUIDE, FUNCTION, DISTRIBUTION -> Symbol.Kind.DEFINITION;
        };
    }

    /** A value that will be used at several places: defined once where it is not simple. */
    Expr hoist(Identifier name, Expr value, Place place) {
        return Calls.isSimple(value) ? value : define(name, value, value.span(), place);
    }

    private void tuple(Statement.TupleDefinition definition, Place place) {
        List<Expr> results = expressions.calls().tuple(definition, place);
        for (int i = 0; i < definition.targets().size(); i++) {
            Statement.Target target = definition.targets().get(i);
            Identifier name = target.name();
            Expr value = results == null ? null : results.get(i);
            if (!target.subscripts().isEmpty()) {
                fills.element(
                        new Statement.Definition(
                                name,
                                target.subscripts(),
                                null,
                                definition.value(),
                                definition.span()),
                        value,
                        place);
            } else if (value instanceof Expr.Reference reference
                    && place.block() != Place.Kind.GENERATE) {
                Entry entry = new Entry.Value(reference, "a definition", name.span());
                context.declare(place.scope(), name.name(), name.span(), entry);
            } else {
                plain(name, value, definition.span(), place);
            }
        }
    }

    /** Later uses of the name are no errors of their own. */
    private static void poison(Identifier name, Place place) {
        place.scope().declare(name.name(), new Entry.Poison(name.span()));
    }

    private void parameter(Statement.ParamDeclaration param, Place place) {
        if (place.block() != Place.Kind.GUIDE
                || !place.loops().isEmpty()
                || !place.guards().isEmpty()) {
            context.report(BlockErrors.misplacedParameter(param.span(), place));
            poison(param.name(), place);
            return;
        }
        Expr start = expressions.of(param.initial(), place);
        Types.Declared declared =
                param.type() == null ? null : expressions.types().of(param.type(), place);
        if (start == null || param.type() != null && declared == null) {
            poison(param.name(), place);
            return;
        }
        Expr initial = declared == null ? start : Lists.fitted(start, declared.type().shape());
        if (!context.roots(initial).isEmpty()) {
            context.report(GuideErrors.initialNotData(initial, param.name()));
            poison(param.name(), place);
            return;
        }
        Type type =
                declared == null
                        ? initial.type().withElement(org.pathwise.compiler.type.Element.REAL)
                        : declared.type();
        if (type.element() != org.pathwise.compiler.type.Element.REAL) {
            context.report(GuideErrors.parameterNotReal(param.name(), type));
            poison(param.name(), place);
            return;
        }
        if (!initial.type().isScalar() && !initial.type().shape().equals(type.shape())) {
            context.report(TypeErrors.declaredShape(initial, param.name(), type));
            poison(param.name(), place);
            return;
        }
        Context.Bounded bounded =
                declared == null
                        ? new Context.Bounded(org.pathwise.compiler.type.Support.REAL, List.of())
                        : declared.bounded();
        expressions
                .calls()
                .draws()
                .checkInside(initial, bounded, "the start of `" + param.name() + "`");
        Symbol symbol =
                context.supply.symbol(
                        param.name().name(),
                        Symbol.Kind.PARAMETER,
                        type,
                        List.of(),
                        param.name().span());
        Entry entry =
                new Entry.Value(
                        new Expr.Reference(symbol, type, param.name().span()),
                        "a parameter of the guide",
                        param.name().span());
        if (context.declare(place.scope(), param.name().name(), param.name().span(), entry)) {
            context.setRandom(symbol);
            context.supports.put(symbol, bounded);
            context.ranges.declare(symbol, bounded.support(), bounded.bounds());
            parameters.add(
                    new Guide.Parameter(
                            symbol,
                            bounded.support(),
                            bounded.bounds(),
                            java.util.Optional.of(initial),
                            param.span()));
        }
    }

    // ---- Loops and branches ----

    private void loop(Statement.For statement, Place place) {
        Loop loop = context.loops.get(statement);
        if (loop == null) {
            loop =
                    expressions.loop(
                            statement.variable(), statement.range(), place, statement.span());
        }
        Scope scope = place.scope().inner();
        if (loop == null) {
            poison(statement, scope, place);
            return;
        }
        expressions.types().dimension(((Expression.Range) statement.range()).from(), place);
        expressions.types().dimension(((Expression.Range) statement.range()).to(), place);
        expressions.declareVariable(scope, loop, statement.variable());
        statements(statement.body().statements(), place.in(loop, scope));
        hideLocals(scope, place.scope(), Scope.Reason.LOCAL_TO_LOOP);
    }

    /** Checks the body of a loop without a range as far as its variable is not needed. */
    private void poison(Statement.For statement, Scope scope, Place place) {
        scope.declare(statement.variable().name(), new Entry.Poison(statement.variable().span()));
        statements(statement.body().statements(), place.in(scope));
    }

    private static void hideLocals(Scope inner, Scope outer, Scope.Reason reason) {
        inner.own().forEach((name, entry) -> outer.hide(name, entry.span(), reason));
    }

    private void branches(Statement.If statement, Place place) {
        Expr condition = expressions.of(statement.condition(), place);
        boolean usable = condition != null && isCondition(condition);
        Expr known = usable && condition != null ? condition : truth(statement.condition().span());
        Scope then = place.scope().inner();
        Fills.Branch thenFills =
                fills.branch(
                        () -> statements(statement.then().statements(), place.under(known, then)));
        Scope otherwise = place.scope().inner();
        Fills.Branch otherwiseFills =
                fills.branch(
                        () -> {
                            if (statement.otherwise() != null) {
                                statements(
                                        statement.otherwise().statements(),
                                        place.under(not(known), otherwise));
                            }
                        });
        join(statement, known, then.own(), otherwise.own(), place);
        fills.join(thenFills, otherwiseFills, known, statement.span(), place);
    }

    private boolean isCondition(Expr condition) {
        boolean bool = condition.type().element() == org.pathwise.compiler.type.Element.BOOL;
        if (!bool) {
            context.report(TypeErrors.conditionNotBool(condition));
        } else if (!condition.type().isScalar()) {
            context.report(BlockErrors.conditionNotScalar(condition));
            return false;
        }
        return bool;
    }

    private static Expr truth(Span span) {
        return new Expr.Literal(1, Type.BOOL, span);
    }

    private Expr not(Expr condition) {
        Expr negated = expressions.apply("not", List.of(condition), condition.span());
        return negated == null ? condition : negated;
    }

    /**
     * A name that both branches define is one definition that chooses; any other stays in its
     * branch.
     */
    private void join(
            Statement.If statement,
            Expr condition,
            Map<String, Entry> then,
            Map<String, Entry> otherwise,
            Place place) {
        Map<String, Entry> all = new LinkedHashMap<>(then);
        otherwise.forEach(all::putIfAbsent);
        all.forEach(
                (name, any) -> {
                    Entry first = then.get(name);
                    Entry second = otherwise.get(name);
                    if (first instanceof Entry.Value a && second instanceof Entry.Value b) {
                        Expr chosen =
                                expressions.choose(condition, a.expr(), b.expr(), statement.span());
                        plain(new Identifier(name, a.span()), chosen, statement.span(), place);
                    } else if (first instanceof Entry.Poison || second instanceof Entry.Poison) {
                        place.scope().declare(name, new Entry.Poison(any.span()));
                    } else {
                        place.scope().hide(name, any.span(), Scope.Reason.LOCAL_TO_BRANCH);
                    }
                });
    }

    // ---- Terms ----

    private void factor(Statement.Factor factor, Place place) {
        if (place.block() != Place.Kind.MODEL) {
            context.report(BlockErrors.misplacedFactor(factor.span(), place.block()));
            return;
        }
        Expr value = expressions.of(factor.value(), place);
        Flow flow = place.flow();
        if (value == null || flow == null) {
            return;
        }
        flow.add(
                new Flow.Adds(
                        new Term(
                                place.loops(),
                                sites.guard(place),
                                new Factor(value),
                                factor.span())));
    }

    /** Top-level data that is computed from data. */
    void derived(Item.DerivedData item, Place place) {
        Expr value = expressions.of(item.value(), place);
        if (value != null && item.type() != null) {
            value = typed(value, item.type(), item.name(), place);
        }
        plain(item.name(), value, item.span(), place);
    }

    /** Whether an expression mentions nothing that is drawn or fitted. */
    boolean isData(Expr expr) {
        return context.roots(expr).isEmpty()
                && Exprs.symbols(expr).stream().noneMatch(s -> s.kind() == Symbol.Kind.LATENT);
    }
}
