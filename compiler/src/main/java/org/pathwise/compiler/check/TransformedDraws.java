package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.catalogue.Derivation;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Refusal;
import org.pathwise.compiler.catalogue.Term;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code Transformed(D(...), f)}: the distribution of f(x) for a draw x of D, by the same
 * derivation as a script's own distribution, with D as its noise.
 */
final class TransformedDraws {
    /** Names of transforms under which the language has a function by another name. */
    private static final Map<String, String> TRANSFORMS = Map.of("softplus", "log1p_exp");

    private static final String NOISE = "the draw";

    private final Context context;
    private final Expressions expressions;
    private final Draws draws;

    TransformedDraws(Context context, Expressions expressions, Draws draws) {
        this.context = context;
        this.expressions = expressions;
        this.draws = draws;
    }

    /** The distribution of a call, or null after an error. */
    Draws.@Nullable Resolved of(Expression.Call call, List<Dimension> shape, Place place) {
        List<Argument> arguments = call.arguments();
        if (arguments.size() != 2
                || arguments.stream().anyMatch(argument -> argument.name() != null)
                || !(arguments.get(0).value() instanceof Expression.Call inner)
                || !(arguments.get(1).value() instanceof Expression.Name function)) {
            context.report(OwnDistributionErrors.transformedForm(call.span()));
            return null;
        }
        Draws.Resolved resolved = draws.of(inner, shape, place);
        if (resolved == null) {
            return null;
        }
        Distribution distribution = resolved.distribution();
        if (!OwnDistributions.isContinuous(distribution)) {
            context.report(OwnDistributionErrors.noiseKind(inner.span(), distribution));
            return null;
        }
        return transformed(call, resolved, function, shape);
    }

    private Draws.@Nullable Resolved transformed(
            Expression.Call call,
            Draws.Resolved resolved,
            Expression.Name function,
            List<Dimension> shape) {
        Distribution distribution = resolved.distribution();
        List<Expr> given = resolved.draw().arguments();
        List<Dimension> labels = labels(distribution.dimensions());
        Span span = function.span();
        Symbol noise =
                context.supply.symbol(
                        NOISE,
                        Symbol.Kind.DEFINITION,
                        Type.REAL.withShape(labels),
                        List.of(),
                        span);
        context.setRandom(noise);
        context.ranges.declare(noise, resolved.bounded().support(), resolved.bounded().bounds());
        Set<String> names = Set.copyOf(distribution.dimensions());
        BodyTerms terms = new BodyTerms(context, names, given.size());
        terms.noise(noise);
        Flow flow = new Flow();
        Expr result = applied(noise, function, flow);
        if (result == null || !terms.define(flow)) {
            return null;
        }
        Term formula = terms.of(result);
        if (formula == null) {
            return null;
        }
        Derivation.Noise start =
                new Derivation.Noise(
                        distribution, parameters(distribution), labels, context.ranges.of(noise));
        return switch (Derivation.transformed(
                call.function().name(),
                givens(distribution, given, terms),
                start,
                formula,
                Derivation.text("the density of " + function.name()))) {
            case Derivation.Refused(Refusal refusal) -> {
                Span at = terms.place(refusal.place(), span);
                context.report(
                        OwnDistributionErrors.refused(
                                refusal, at, terms.place(refusal.culprit(), at), List.of()));
                yield null;
            }
            case Derivation.Derived(Distribution derived, List<Term> bounds) -> {
                if (!bounds.stream().allMatch(OwnDistribution::isElementwise)) {
                    context.report(OwnDistributionErrors.supportEnd(span));
                    yield null;
                }
                OwnDistribution own =
                        new OwnDistribution(derived, derived, terms.captured(), bounds);
                List<Expr> complete = own.complete(given, expressions, call.span());
                yield complete == null
                        ? null
                        : draws.fit(own.distribution(), complete, shape, call.span(), _ -> false);
            }
        };
    }

    /** The function of the draw, with what it defines inside; null after an error. */
    private @Nullable Expr applied(Symbol noise, Expression.Name function, Flow flow) {
        Span span = function.span();
        Scope scope = context.globals.inner();
        Expr draw = new Expr.Reference(noise, noise.type(), span);
        scope.declare(NOISE, new Entry.Value(draw, "a draw", span));
        Place place = new Place(scope, List.of(), List.of(), flow, Place.Kind.DISTRIBUTION);
        String name = TRANSFORMS.getOrDefault(function.name(), function.name());
        Argument argument = new Argument(null, new Expression.Name(NOISE, span), span);
        return expressions.of(
                new Expression.Call(new Identifier(name, span), List.of(argument), span), place);
    }

    private List<Derivation.Given> givens(
            Distribution distribution, List<Expr> given, BodyTerms terms) {
        List<Derivation.Given> result = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Distribution.Parameter parameter = distribution.parameters().get(i);
            result.add(
                    new Derivation.Given(
                            parameter.name(),
                            parameter.support(),
                            labels(parameter.dimensions()),
                            context.ranges.of(given.get(i))));
        }
        for (Expr captured : terms.captured()) {
            result.add(OwnDistributions.given(captured, context));
        }
        return result;
    }

    private static List<Term> parameters(Distribution distribution) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < distribution.parameters().size(); i++) {
            terms.add(new Term.Parameter(i, labels(distribution.parameters().get(i).dimensions())));
        }
        return terms;
    }

    private static List<Dimension> labels(List<String> names) {
        return names.stream().map(Dimension::of).collect(Collectors.toList());
    }
}
