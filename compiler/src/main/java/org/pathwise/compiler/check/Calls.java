package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.FunctionBody;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls: of the catalogue's functions, and of the script's own, which are inlined. */
final class Calls {
    private final Context context;
    private final Expressions expressions;
    private final Draws draws;
    private final Blocks blocks;
    private final Nets nets;

    Calls(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
        this.draws = new Draws(context, expressions);
        this.blocks = new Blocks(context, expressions, draws);
        this.nets = new Nets(context, expressions);
    }

    Draws draws() {
        return draws;
    }

    Blocks blocks() {
        return blocks;
    }

    /** The single value of a call, or null after an error. */
    @Nullable Expr value(Expression.Call call, Place place) {
        String name = call.function().name();
        if (name.equals("log_density")) {
            return draws.logDensity(call, place);
        }
        nets.noteActivation(call);
        if (Nets.LAYERS.contains(name)) {
            List<Expr> arguments = positional(call, place);
            return arguments == null ? null : nets.layer(call, arguments, place);
        }
        Item.FunctionDeclaration function = context.functions.get(name);
        if (function != null) {
            List<Expr> results = results(function, call, place);
            if (results == null) {
                return null;
            }
            if (results.size() > 1) {
                context.report(TypeErrors.severalResults(call.span(), name, results.size()));
                return null;
            }
            return results.getFirst();
        }
        if (Catalogue.function(name).isEmpty()) {
            call.arguments().forEach(argument -> expressions.of(argument.value(), place));
            unknownFunction(call, place);
            return null;
        }
        List<Expr> arguments = positional(call, place);
        return arguments == null ? null : expressions.apply(name, arguments, call.span());
    }

    private void unknownFunction(Expression.Call call, Place place) {
        String name = call.function().name();
        Span span = call.function().span();
        Entry entry = place.scope().lookup(name);
        if (entry != null) {
            if (!(entry instanceof Entry.Poison)) {
                context.report(NameErrors.valueCalled(span, name, entry));
            }
        } else if (!Catalogue.distributions(name).isEmpty()
                || Draws.isCompound(name)
                || expressions.ownDistributions().has(name)) {
            context.report(NameErrors.distributionAsValue(span, name));
        } else if (ForeignFunctions.help(name).isEmpty()
                && ForeignDistributions.named(name).isPresent()) {
            context.report(
                    NameErrors.distributionCalled(
                            span, name, ForeignDistributions.named(name).get()));
        } else {
            List<String> known = new ArrayList<>(context.functions.keySet());
            known.addAll(Catalogue.functionNames());
            context.report(
                    NameErrors.unknownFunction(span, name, Suggestions.nearest(name, known)));
        }
    }

    private @Nullable List<Expr> positional(Expression.Call call, Place place) {
        for (Argument argument : call.arguments()) {
            if (argument.name() != null) {
                context.report(
                        TypeErrors.namedArgument(
                                argument.name().span(),
                                call.function().name(),
                                argument.name().name()));
                return null;
            }
        }
        return expressions.all(call.arguments().stream().map(Argument::value).toList(), place);
    }

    /** The results of a call of one of the script's functions, or null after an error. */
    @Nullable List<Expr> results(
            Item.FunctionDeclaration function, Expression.Call call, Place place) {
        String name = function.name().name();
        if (context.reporter.isCalling(name)) {
            context.report(NameErrors.recursive(call.span(), name, function.name().span()));
            return null;
        }
        if (context.nets.containsKey(name) && place.block() == Place.Kind.TOP) {
            context.report(NetErrors.netOfData(call.span(), name));
            return null;
        }
        List<Expr> arguments = positional(call, place);
        if (arguments == null) {
            return null;
        }
        if (arguments.size() != function.parameters().size()) {
            context.report(TypeErrors.argumentCount(call.span(), function, arguments.size()));
            return null;
        }
        Scope scope = context.globals.inner();
        Place inside = place.ofFunction(scope);
        if (!bind(function, arguments, scope, inside)) {
            return null;
        }
        // The supplier may give null: an error that has been reported.
        List<List<Expr>> holder = new ArrayList<>();
        context.reporter.inCall(
                name,
                call.span(),
                () -> {
                    List<Expr> results = body(function.body(), inside);
                    if (results != null && fitsResult(function, results, inside)) {
                        holder.add(results);
                    }
                    return holder;
                });
        return holder.isEmpty() ? null : holder.getFirst();
    }

    /** Gives the parameters their arguments, and the dimensions in the parameters' types theirs. */
    private boolean bind(
            Item.FunctionDeclaration function, List<Expr> arguments, Scope scope, Place inside) {
        boolean fits = true;
        Map<String, Dimension> sizes = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = function.parameters().get(i);
            Expr argument = arguments.get(i);
            if (parameter.type() != null) {
                matchSizes(parameter.type(), argument.type(), scope, inside);
                Types.Declared declared = expressions.types().of(parameter.type(), inside);
                if (declared == null) {
                    return false;
                }
                boolean same =
                        declared.type().shape().equals(argument.type().shape())
                                && argument.type().element().compareTo(declared.type().element())
                                        <= 0;
                if (!same) {
                    context.report(
                            TypeErrors.argumentType(
                                    argument, parameter, declared.type(), function));
                    fits = false;
                } else {
                    draws.checkInside(
                            argument,
                            declared.bounded(),
                            "`" + parameter.name() + "` of `" + function.name() + "`");
                }
            }
        }
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = function.parameters().get(i);
            Expr value = blocks.hoist(parameter.name(), arguments.get(i), inside);
            scope.declare(
                    parameter.name().name(),
                    new Entry.Value(value, "a parameter of the function", parameter.name().span()));
        }
        return fits;
    }

    /** A dimension that only the parameter's type names is that of the argument. */
    private void matchSizes(TypeExpression type, Type argument, Scope scope, Place inside) {
        List<Expression> written = new ArrayList<>();
        for (int i = type.shapes().size() - 1; i >= 0; i--) {
            written.addAll(type.shapes().get(i).dimensions());
        }
        for (int i = 0; i < Math.min(written.size(), argument.rank()); i++) {
            if (written.get(i) instanceof Expression.Name name
                    && inside.scope().lookup(name.name()) == null) {
                Expr size = new Expr.Size(argument.shape().get(i), Type.INT, name.span());
                scope.declare(name.name(), new Entry.Value(size, "a dimension", name.span()));
            }
        }
    }

    private @Nullable List<Expr> body(FunctionBody body, Place inside) {
        return switch (body) {
            case FunctionBody.Single(Expression value) -> results(value, inside);
            case FunctionBody.Statements(var block) -> {
                List<Statement> statements = block.statements();
                if (statements.isEmpty()
                        || !(statements.getLast() instanceof Statement.Return last)) {
                    context.report(TypeErrors.noReturn(block.span()));
                    yield null;
                }
                blocks.block(statements.subList(0, statements.size() - 1), inside);
                yield results(last.value(), inside);
            }
        };
    }

    private @Nullable List<Expr> results(Expression value, Place inside) {
        if (value instanceof Expression.Tuple tuple) {
            return expressions.all(tuple.elements(), inside);
        }
        if (value instanceof Expression.Call call
                && context.functions.containsKey(call.function().name())) {
            return results(context.functions.get(call.function().name()), call, inside);
        }
        Expr single = expressions.of(value, inside);
        return single == null ? null : List.of(single);
    }

    private boolean fitsResult(
            Item.FunctionDeclaration function, List<Expr> results, Place inside) {
        if (function.result() == null || results.size() != 1) {
            return true;
        }
        Types.Declared declared = expressions.types().of(function.result(), inside);
        if (declared == null) {
            return false;
        }
        Expr result = results.getFirst();
        boolean same =
                declared.type().shape().equals(result.type().shape())
                        && result.type().element().compareTo(declared.type().element()) <= 0;
        if (!same) {
            context.report(TypeErrors.resultType(result, function, declared.type()));
        }
        return same;
    }

    /** Several names at once: {@code (m, s) = f(x)}. */
    @Nullable List<Expr> tuple(Statement.TupleDefinition definition, Place place) {
        if (definition.value() instanceof Expression.Call call) {
            Item.FunctionDeclaration function = context.functions.get(call.function().name());
            if (function != null) {
                List<Expr> results = results(function, call, place);
                if (results != null && results.size() != definition.targets().size()) {
                    context.report(
                            TypeErrors.resultCount(
                                    definition.span(),
                                    function,
                                    results.size(),
                                    definition.targets().size()));
                    return null;
                }
                return results;
            }
        }
        Expr value = expressions.of(definition.value(), place);
        if (value != null) {
            context.report(TypeErrors.notSeveralResults(definition.value().span()));
        }
        return null;
    }

    /**
     * Whether a value of this expression may stand at several places without being computed there
     * anew.
     */
    static boolean isSimple(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.Reference _, Expr.LoopIndex _ -> true;
            // Index arithmetic must stay visible to the checks of indices.
            case Expr.Apply apply -> apply.type().equals(new Type(Element.INT, List.of()));
            case Expr.Index index ->
                    index.base() instanceof Expr.Reference && index.type().isScalar();
            case Expr.Conditional _, Expr.Comprehension _, Expr.ArrayLiteral _, Expr.LogDensity _ ->
                    false;
        };
    }
}
