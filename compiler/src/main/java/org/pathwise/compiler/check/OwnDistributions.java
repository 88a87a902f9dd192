package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.catalogue.Derivation;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Refusal;
import org.pathwise.compiler.catalogue.Term;
import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The script's own distributions: each is derived from its {@code distribution} block when it is
 * first used. One with the name of a distribution of the language takes its place in the script.
 */
final class OwnDistributions {
    private final Context context;
    private final Expressions expressions;
    private final Map<String, Item.DistributionDeclaration> declarations = new LinkedHashMap<>();
    private final Map<String, Optional<OwnDistribution>> derived = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    OwnDistributions(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    void declare(Item.DistributionDeclaration declaration) {
        String name = declaration.name().name();
        if (Draws.isCompound(name)) {
            context.report(OwnDistributionErrors.builtIn(declaration.name()));
            return;
        }
        Item.DistributionDeclaration before = declarations.putIfAbsent(name, declaration);
        if (before != null) {
            context.report(OwnDistributionErrors.twice(declaration.name(), before.name().span()));
        }
    }

    Set<String> names() {
        return declarations.keySet();
    }

    boolean has(String name) {
        return declarations.containsKey(name);
    }

    /** Derives those that nothing uses, for the errors in them. */
    void deriveAll() {
        declarations.forEach((name, declaration) -> of(name, declaration.name().span()));
    }

    /** A declared distribution, or null after an error in its declaration. */
    @Nullable OwnDistribution of(String name, Span use) {
        Item.DistributionDeclaration declaration = declarations.get(name);
        Optional<OwnDistribution> before = derived.get(name);
        if (before != null) {
            return before.orElse(null);
        }
        if (declaration == null) {
            return null;
        }
        if (!open.add(name)) {
            context.report(OwnDistributionErrors.itself(use, declaration.name()));
            return null;
        }
        Set<String> sizes = new HashSet<>(context.sizes);
        Set<String> used = new HashSet<>(context.used);
        Set<String> labels = labels(declaration);
        OwnDistribution own = derive(declaration, labels);
        context.sizes.removeIf(size -> labels.contains(size) && !sizes.contains(size));
        context.used.removeIf(size -> labels.contains(size) && !used.contains(size));
        open.remove(name);
        derived.put(name, Optional.ofNullable(own));
        return own;
    }

    /** The names that stand for dimensions in the types of parameters and noise. */
    private static Set<String> labels(Item.DistributionDeclaration declaration) {
        Set<String> labels = new LinkedHashSet<>();
        declaration.parameters().forEach(parameter -> collect(parameter.type(), labels));
        for (Statement statement : declaration.body().statements()) {
            if (statement instanceof Statement.Sample sample) {
                collect(sample.type(), labels);
            }
        }
        return labels;
    }

    private static void collect(@Nullable TypeExpression type, Set<String> labels) {
        if (type == null) {
            return;
        }
        for (TypeExpression.Shape shape : type.shapes()) {
            for (Expression dimension : shape.dimensions()) {
                if (dimension instanceof Expression.Name name) {
                    labels.add(name.name());
                }
            }
        }
    }

    /** One derivation. */
    private @Nullable OwnDistribution derive(
            Item.DistributionDeclaration declaration, Set<String> labels) {
        Scope scope = context.globals.inner();
        Flow flow = new Flow();
        Place place = new Place(scope, List.of(), List.of(), flow, Place.Kind.DISTRIBUTION);
        Span at = declaration.name().span();
        for (String label : labels) {
            Expr size = new Expr.Size(Dimension.of(label), Type.INT, at);
            scope.declare(label, new Entry.Value(size, "a dimension", at));
        }
        List<Types.Declared> types = new ArrayList<>();
        List<Symbol> symbols = new ArrayList<>();
        for (Parameter parameter : declaration.parameters()) {
            Types.Declared type = type(parameter, place);
            if (type == null) {
                return null;
            }
            types.add(type);
            symbols.add(
                    introduce(
                            parameter.name(),
                            type.type(),
                            type.bounded(),
                            "a parameter of the distribution",
                            scope));
        }
        BodyTerms terms = new BodyTerms(context, labels, symbols);
        Body body = body(declaration, place, terms);
        if (body == null || !terms.define(flow)) {
            return null;
        }
        Term formula = terms.of(body.result());
        List<Term> noiseArguments = new ArrayList<>();
        for (Expr argument : body.noise().resolved().draw().arguments()) {
            Term term = terms.of(argument);
            if (term == null) {
                return null;
            }
            noiseArguments.add(term);
        }
        return formula == null
                ? null
                : derived(declaration, types, body, terms, noiseArguments, formula);
    }

    private Types.@Nullable Declared type(Parameter parameter, Place place) {
        if (parameter.type() == null) {
            return new Types.Declared(Type.REAL, new Bounded(Support.REAL, List.of()));
        }
        Types.Declared type = expressions.types().of(parameter.type(), place);
        if (type == null) {
            return null;
        }
        if (!type.bounded().bounds().isEmpty()) {
            context.report(OwnDistributionErrors.movingBounds(parameter.type().span()));
            return null;
        }
        return isLabelled(type.type(), parameter.type()) ? type : null;
    }

    private boolean isLabelled(Type type, TypeExpression written) {
        if (type.shape().stream().allMatch(dimension -> dimension.name().isPresent())) {
            return true;
        }
        context.report(OwnDistributionErrors.dimension(written.span()));
        return false;
    }

    private Symbol introduce(
            Identifier name, Type type, Bounded bounded, String what, Scope scope) {
        Symbol symbol =
                context.supply.symbol(
                        name.name(), Symbol.Kind.DEFINITION, type, List.of(), name.span());
        context.setRandom(symbol);
        context.ranges.declare(symbol, bounded.support(), bounded.bounds());
        Expr use = new Expr.Reference(symbol, type, name.span());
        scope.declare(name.name(), new Entry.Value(use, what, name.span()));
        return symbol;
    }

    // ---- The body ----

    private record Noise(Symbol symbol, Draws.Resolved resolved, Span span) {}

    private record Body(Noise noise, Expr result) {}

    private @Nullable Body body(
            Item.DistributionDeclaration declaration, Place place, BodyTerms terms) {
        List<Statement> statements = declaration.body().statements();
        if (statements.isEmpty() || !(statements.getLast() instanceof Statement.Return last)) {
            context.report(OwnDistributionErrors.noReturn(declaration.name()));
            return null;
        }
        Noise noise = null;
        boolean correct = true;
        List<Statement> definitions = new ArrayList<>();
        for (Statement statement : statements.subList(0, statements.size() - 1)) {
            if (!(statement instanceof Statement.Sample sample)) {
                definitions.add(statement);
                continue;
            }
            blocks().block(List.copyOf(definitions), place);
            definitions.clear();
            if (noise != null) {
                context.report(OwnDistributionErrors.secondNoise(sample.span(), noise.span()));
                return null;
            }
            noise = noise(sample, place);
            correct &= noise != null;
            if (noise != null) {
                terms.noise(noise.symbol());
            } else if (sample.target() instanceof Expression.Name(String name, Span span)) {
                place.scope().declare(name, new Entry.Poison(span));
            }
        }
        blocks().block(definitions, place);
        if (last.value() instanceof Expression.Tuple tuple) {
            context.report(OwnDistributionErrors.severalResults(tuple.span()));
            return null;
        }
        Expr result = expressions.of(last.value(), place);
        if (noise == null && correct) {
            context.report(OwnDistributionErrors.noNoise(declaration.name()));
        }
        return noise == null || result == null ? null : new Body(noise, result);
    }

    private Blocks blocks() {
        return expressions.calls().blocks();
    }

    private @Nullable Noise noise(Statement.Sample sample, Place place) {
        if (!(sample.target() instanceof Expression.Name(String name, Span span))) {
            context.report(OwnDistributionErrors.noiseForm(sample.target().span()));
            return null;
        }
        if (!sample.annotations().isEmpty()) {
            context.report(
                    OwnDistributionErrors.annotation(sample.annotations().getFirst().span()));
        }
        Types.Declared declared =
                sample.type() == null ? null : expressions.types().of(sample.type(), place);
        if (sample.type() != null
                && (declared == null || !isLabelled(declared.type(), sample.type()))) {
            return null;
        }
        Draws.Resolved resolved =
                expressions
                        .calls()
                        .draws()
                        .of(
                                sample.distribution(),
                                declared == null ? List.of() : declared.type().shape(),
                                place);
        if (resolved == null) {
            return null;
        }
        List<Dimension> shape = declared == null ? resolved.shape() : declared.type().shape();
        if (!isUsable(resolved, sample)
                || declared != null
                        && !expressions
                                .calls()
                                .draws()
                                .acceptsShape(resolved, shape, sample.span(), "the noise")) {
            return null;
        }
        if (declared != null
                && !Supports.plain(declared.support()).equals(Support.REAL)
                && Supports.relation(declared.bounded(), resolved.bounded())
                        != Supports.Relation.EQUAL) {
            context.report(DrawErrors.incompatible(sample, declared, resolved));
            return null;
        }
        Symbol symbol =
                introduce(
                        new Identifier(name, span),
                        Type.REAL.withShape(shape),
                        resolved.bounded(),
                        "the noise of the distribution",
                        place.scope());
        return new Noise(symbol, resolved, sample.span());
    }

    /** Whether a distribution can be noise; reports if not. */
    private boolean isUsable(Draws.Resolved resolved, Statement.Sample sample) {
        Distribution distribution = resolved.distribution();
        Span span = sample.distribution().span();
        for (Expr argument : resolved.draw().arguments()) {
            Set<Symbol> roots = context.roots(argument);
            if (!roots.isEmpty()) {
                context.report(
                        OwnDistributionErrors.noiseDepends(
                                argument, roots.iterator().next(), distribution));
                return false;
            }
        }
        boolean continuous = isContinuous(distribution);
        if (!continuous) {
            context.report(OwnDistributionErrors.noiseKind(span, distribution));
        }
        return continuous;
    }

    /** Whether its values have elements that move freely. */
    static boolean isContinuous(Distribution distribution) {
        return distribution.hasSampler()
                && distribution.role() == Distribution.Role.ANY
                && (distribution.support() instanceof Support.Interval
                        || distribution.support() == Support.Structured.REAL_VECTOR
                        || distribution.support() == Support.Structured.POSITIVE_VECTOR);
    }

    // ---- The distribution ----

    private @Nullable OwnDistribution derived(
            Item.DistributionDeclaration declaration,
            List<Types.Declared> types,
            Body body,
            BodyTerms terms,
            List<Term> noiseArguments,
            Term formula) {
        List<Derivation.Given> given = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Types.Declared type = types.get(i);
            given.add(
                    new Derivation.Given(
                            declaration.parameters().get(i).name().name(),
                            type.support(),
                            type.type().shape(),
                            context.ranges.of(type.support(), List.of())));
        }
        for (Expr captured : terms.captured()) {
            given.add(given(captured, context));
        }
        Draws.Resolved resolved = body.noise().resolved();
        Derivation.Noise noise =
                new Derivation.Noise(
                        resolved.distribution(),
                        noiseArguments,
                        body.noise().symbol().type().shape(),
                        context.ranges.of(body.noise().symbol()));
        String name = declaration.name().name();
        Span result = body.result().span();
        return switch (Derivation.of(
                name, given, noise, formula, Derivation.text("the density of " + result.text()))) {
            case Derivation.Refused(Refusal refusal) -> {
                context.report(
                        OwnDistributionErrors.refused(
                                refusal,
                                terms.place(refusal.place(), result),
                                terms.place(
                                        refusal.culprit(), terms.place(refusal.place(), result)),
                                culprits(refusal.culprit(), declaration, given)));
                yield null;
            }
            case Derivation.Derived(Distribution distribution, List<Term> bounds) -> {
                if (!bounds.stream().allMatch(OwnDistribution::isElementwise)) {
                    context.report(OwnDistributionErrors.supportEnd(result));
                    yield null;
                }
                yield new OwnDistribution(
                        visible(distribution, types.size()),
                        distribution,
                        terms.captured(),
                        bounds);
            }
        };
    }

    /** What the body reads from outside, as a parameter. */
    static Derivation.Given given(Expr captured, Context context) {
        return new Derivation.Given(
                captured.span().text(),
                Support.REAL,
                captured.type().shape(),
                context.ranges.of(captured));
    }

    /** The declared parameters in a term whose sign is not known. */
    private static List<Parameter> culprits(
            Term term, Item.DistributionDeclaration declaration, List<Derivation.Given> given) {
        List<Parameter> found = new ArrayList<>();
        if (term instanceof Term.Parameter(int index, _)
                && index < declaration.parameters().size()
                && given.get(index).range().mayBeZero()) {
            found.add(declaration.parameters().get(index));
        }
        for (Term child : term.children()) {
            for (Parameter parameter : culprits(child, declaration, given)) {
                if (!found.contains(parameter)) {
                    found.add(parameter);
                }
            }
        }
        return found;
    }

    private static Distribution visible(Distribution whole, int parameters) {
        return new Distribution(
                whole.name(),
                whole.parameters().subList(0, parameters),
                whole.named(),
                whole.support(),
                whole.dimensions(),
                whole.role(),
                whole.noise(),
                whole.formula(),
                whole.cumulative(),
                whole.moments(),
                whole.text());
    }
}
