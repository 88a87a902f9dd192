package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.Subscript;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Statement.Density;
import org.pathwise.compiler.core.Statement.Piece;
import org.pathwise.compiler.core.Statement.Term;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements with {@code ~}: observations and latents of the model, draws of the guide and of
 * generate.
 */
final class Sites {
    /** A left side that names something new: the name with its subscripts. */
    private record Head(String name, List<Subscript> subscripts, Span span) {}

    private final Context context;
    private final Expressions expressions;
    private final Draws draws;
    private final Fills fills;

    /** The annotations of each latent, from its first piece on. */
    private final Map<Symbol, Bounded> bounded = new LinkedHashMap<>();

    Sites(Context context, Expressions expressions, Draws draws, Fills fills) {
        this.context = context;
        this.expressions = expressions;
        this.draws = draws;
        this.fills = fills;
    }

    void sample(Statement.Sample sample, Place place) {
        Optional<Head> head = head(sample.target());
        Filling filling =
                head.map(h -> place.scope().lookup(h.name())).orElse(null)
                                        instanceof Entry.Filled(Filling found)
                                && found.isDrawn()
                        ? found
                        : null;
        switch (place.block()) {
            case MODEL -> {
                if (filling != null && head.isPresent()) {
                    latent(sample, head.get(), filling, place);
                } else {
                    observation(sample, place);
                }
            }
            case GUIDE -> guide(sample, head, filling, place);
            case GENERATE -> {
                if (filling != null && head.isPresent()) {
                    generated(sample, head.get(), filling, place);
                } else {
                    draws.of(sample.distribution(), List.of(), place);
                    context.report(GuideErrors.generateDrawsKnown(sample.target().span()));
                }
            }
            case TOP, FUNCTION, DISTRIBUTION -> {
                context.report(BlockErrors.misplacedSample(sample.span(), place.block()));
                head.filter(h -> place.scope().lookup(h.name()) == null)
                        .ifPresent(
                                h -> place.scope().declare(h.name(), new Entry.Poison(h.span())));
            }
        }
    }

    private static Optional<Head> head(Expression target) {
        return switch (target) {
            case Expression.Name name -> Optional.of(new Head(name.name(), List.of(), name.span()));
            case Expression.Index(Expression.Name name, List<Subscript> subscripts, Span span) ->
                    Optional.of(new Head(name.name(), subscripts, span));
            default -> Optional.empty();
        };
    }

    /** The conditions around a statement, as one. */
    Optional<Expr> guard(Place place) {
        return place.guards().stream()
                .reduce(
                        (a, b) -> {
                            Expr both = expressions.apply("and", List.of(a, b), b.span());
                            return both == null ? a : both;
                        });
    }

    // ---- The model ----

    private void observation(Statement.Sample sample, Place place) {
        Expr value = expressions.of(sample.target(), place);
        List<Dimension> known = value == null ? List.of() : value.type().shape();
        Draws.Resolved resolved = draws.of(sample.distribution(), known, place);
        if (sample.type() != null) {
            context.report(DrawErrors.typeOnObservation(sample.type().span()));
        }
        if (!sample.annotations().isEmpty()) {
            context.report(
                    DrawErrors.annotationOnObservation(sample.annotations().getFirst().span()));
        }
        if (value == null || resolved == null || isMisplaced(resolved, place)) {
            return;
        }
        if (!context.roots(value).isEmpty()) {
            context.report(
                    DrawErrors.dependsOnLatents(
                            value, context.roots(value), sample.distribution()));
            return;
        }
        if (!draws.acceptsValue(resolved, value, "the observation")) {
            return;
        }
        add(
                new Term(
                        place.loops(),
                        guard(place),
                        new Density(Optional.empty(), value, resolved.draw()),
                        sample.span()),
                place);
    }

    /** Whether a point estimate stands outside of a guide; reports it. */
    private boolean isMisplaced(Draws.Resolved resolved, Place place) {
        boolean misplaced =
                resolved.distribution().role() == Role.POINT && place.block() != Place.Kind.GUIDE;
        if (misplaced) {
            context.report(CompoundErrors.pointOutsideGuide(resolved.draw().span()));
        }
        return misplaced;
    }

    /** Whether a distribution of observations shall be that of a latent; reports it. */
    private boolean isOfObservations(Draws.Resolved resolved) {
        boolean observed = resolved.distribution().role() == Role.OBSERVATION;
        if (observed) {
            context.report(
                    CompoundErrors.latentOfObservations(
                            resolved.draw().span(), resolved.distribution()));
        }
        return observed;
    }

    private static void add(Term term, Place place) {
        Flow flow = place.flow();
        if (flow != null) {
            flow.add(new Flow.Adds(term));
        }
    }

    private void latent(Statement.Sample sample, Head head, Filling filling, Place place) {
        Fills.Target target = fills.target(head.subscripts(), head.span(), place);
        Types.Declared declared =
                sample.type() == null ? null : expressions.types().of(sample.type(), place);
        List<Dimension> known = declared == null ? List.of() : declared.type().shape();
        Draws.Resolved resolved = draws.of(sample.distribution(), known, place);
        Optional<Request> request = Annotations.read(sample.annotations(), context);
        if (!place.guards().isEmpty()) {
            context.report(
                    BlockErrors.latentInBranch(
                            head.span(), head.name(), place.guards().getLast().span()));
            filling.poison();
            return;
        }
        if (target == null
                || resolved == null
                || sample.type() != null && declared == null
                || filling.isPoisoned()
                || isMisplaced(resolved, place)
                || isOfObservations(resolved)
                || !fills.isFirst(filling, target)) {
            filling.poison();
            return;
        }
        Bounded support = support(sample, resolved, declared);
        List<Dimension> shape = declared == null ? resolved.shape() : declared.type().shape();
        if (support == null
                || !draws.acceptsShape(
                        resolved, shape, head.span(), "`" + head.span().text() + "`")) {
            filling.poison();
            return;
        }
        Element element = declared == null ? resolved.element() : declared.type().element();
        if (!introduce(filling, target, new Type(element, shape), Symbol.Kind.LATENT)) {
            return;
        }
        Symbol symbol = filling.symbol();
        if (symbol == null || !keepLatent(symbol, support, resolved, target, request, place)) {
            filling.poison();
            return;
        }
        filling.add(new Filling.Piece(target.box(), target.indices(), null, target.span()));
        add(
                new Term(
                        place.loops(),
                        Optional.empty(),
                        new Density(Optional.of(symbol), element(symbol, target), resolved.draw()),
                        sample.span()),
                place);
    }

    /**
     * The support of a latent: where both its declared type and its distribution allow it. Null
     * after an error.
     */
    private @Nullable Bounded support(
            Statement.Sample sample, Draws.Resolved resolved, Types.@Nullable Declared declared) {
        boolean flat = resolved.distribution().name().equals("Flat");
        if (flat && (declared == null || !isBounded(declared.support()))) {
            context.report(
                    Warnings.flat(sample.distribution().span(), sample.target().span().text()));
        }
        if (declared == null) {
            return new Bounded(
                    Supports.plain(resolved.bounded().support()), resolved.bounded().bounds());
        }
        if (flat && !declared.support().isDiscrete()) {
            return declared.bounded();
        }
        Optional<Bounded> both = Supports.restrict(declared.bounded(), resolved.bounded());
        if (both.isEmpty()) {
            context.report(DrawErrors.incompatible(sample, declared, resolved));
        }
        return both.orElse(null);
    }

    /** Whether a set has a finite volume, so that a flat density on it is a proper one. */
    private static boolean isBounded(Support support) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) -> isFinite(lower) && isFinite(upper);
            case Support.Integers(Bound lower, Bound upper) -> isFinite(lower) && isFinite(upper);
            case Support.Structured structured ->
                    switch (structured) {
                        case SIMPLEX, UNIT_VECTOR, CORRELATION, CHOLESKY_CORRELATION -> true;
                        case ORDERED,
                                POSITIVE_ORDERED,
                                REAL_VECTOR,
                                POSITIVE_VECTOR,
                                COUNTS,
                                COVARIANCE,
                                CHOLESKY_COVARIANCE ->
                                false;
                    };
        };
    }

    private static boolean isFinite(Bound bound) {
        return !(bound instanceof Bound.Constant(double value) && Double.isInfinite(value));
    }

    /** Makes the symbol, or checks that this piece is like the first. */
    private boolean introduce(
            Filling filling, Fills.Target target, Type element, Symbol.Kind kind) {
        Type first = filling.element();
        if (first == null) {
            List<Dimension> shape = new ArrayList<>(filling.extents());
            shape.addAll(element.shape());
            filling.introduce(
                    context.supply.symbol(
                            filling.name(),
                            kind,
                            element.withShape(shape),
                            List.of(),
                            target.span()),
                    element);
            return true;
        }
        if (!first.equals(element)) {
            context.report(BlockErrors.piecesDiffer(target.span(), element, filling));
            filling.poison();
            return false;
        }
        return true;
    }

    private boolean keepLatent(
            Symbol symbol,
            Bounded support,
            Draws.Resolved resolved,
            Fills.Target target,
            Optional<Request> request,
            Place place) {
        Bounded before = bounded.putIfAbsent(symbol, support);
        if (before == null) {
            context.setRandom(symbol);
            context.supports.put(symbol, support);
            context.ranges.declare(symbol, support.support(), support.bounds());
            context.latents.put(
                    symbol,
                    new Latent(
                            symbol,
                            support.support(),
                            support.bounds(),
                            place.loops(),
                            target.indices(),
                            resolved.distribution().name(),
                            request,
                            target.span()));
            return true;
        }
        boolean same = Supports.relation(before, support) == Supports.Relation.EQUAL;
        if (!same) {
            context.report(
                    DrawErrors.piecesOnDifferentSupports(
                            target.span(), symbol, before.support(), support.support()));
        }
        return same;
    }

    private static Expr element(Symbol symbol, Fills.Target target) {
        Expr whole = new Expr.Reference(symbol, symbol.type(), target.span());
        if (target.indices().isEmpty()) {
            return whole;
        }
        List<org.pathwise.compiler.core.Subscript> subscripts = new ArrayList<>();
        target.indices()
                .forEach(
                        index ->
                                subscripts.add(new org.pathwise.compiler.core.Subscript.At(index)));
        List<Dimension> shape = symbol.type().shape();
        return new Expr.Index(
                whole,
                subscripts,
                symbol.type().withShape(shape.subList(subscripts.size(), shape.size())),
                target.span());
    }

    // ---- The guide ----

    private void guide(
            Statement.Sample sample, Optional<Head> head, @Nullable Filling filling, Place place) {
        Latent latent = head.flatMap(h -> latentOf(h.name())).orElse(null);
        List<Dimension> known =
                latent == null || head.isEmpty()
                        ? List.of()
                        : withoutLeading(
                                latent.symbol().type().shape(), head.get().subscripts().size());
        Draws.Resolved resolved = draws.of(sample.distribution(), known, place);
        if (latent == null || filling == null || head.isEmpty()) {
            if (filling != null) {
                filling.poison();
            }
            boolean silent =
                    head.isPresent()
                            && place.scope().lookup(head.get().name()) instanceof Entry.Poison;
            if (!silent) {
                context.report(
                        GuideErrors.unknownLatent(
                                sample.target().span(),
                                head.map(h -> place.scope().lookup(h.name())).orElse(null),
                                Suggestions.nearest(
                                        head.map(Head::name).orElse(""),
                                        context.latents.keySet().stream()
                                                .map(Symbol::name)
                                                .toList())));
            }
            return;
        }
        if (sample.type() != null) {
            context.report(GuideErrors.typeInGuide(sample.type().span()));
        }
        Annotations.read(sample.annotations(), context)
                .ifPresent(request -> context.latents.put(latent.symbol(), latent.with(request)));
        if (!place.guards().isEmpty()) {
            context.report(
                    BlockErrors.latentInBranch(
                            head.get().span(), head.get().name(), place.guards().getLast().span()));
            filling.poison();
            return;
        }
        Fills.Target target = fills.target(head.get().subscripts(), head.get().span(), place);
        if (target == null || filling.isPoisoned() || !fills.isFirst(filling, target)) {
            filling.poison();
            return;
        }
        filling.introduce(latent.symbol(), latent.symbol().type());
        filling.add(new Filling.Piece(target.box(), target.indices(), null, target.span()));
        if (resolved != null && fitsLatent(resolved, target, filling, latent, sample)) {
            draw(latent.symbol(), target, resolved, sample, place);
        }
    }

    private static List<Dimension> withoutLeading(List<Dimension> shape, int count) {
        return shape.subList(Math.min(count, shape.size()), shape.size());
    }

    private Optional<Latent> latentOf(String name) {
        return context.latents.values().stream()
                .filter(latent -> latent.symbol().name().equals(name))
                .findFirst();
    }

    private boolean fitsLatent(
            Draws.Resolved resolved,
            Fills.Target target,
            Filling filling,
            Latent latent,
            Statement.Sample sample) {
        List<Dimension> shape = latent.symbol().type().shape();
        int depth = target.indices().size();
        boolean leading =
                depth <= shape.size() && filling.extents().equals(shape.subList(0, depth));
        if (!leading) {
            context.report(GuideErrors.shape(target.span(), filling, latent));
            filling.poison();
            return false;
        }
        if (!resolved.distribution().hasSampler()) {
            context.report(
                    GuideErrors.noSampler(
                            sample.distribution().span(), resolved.distribution().name()));
            return false;
        }
        if (isOfObservations(resolved)) {
            return false;
        }
        Bounded wanted = new Bounded(latent.support(), latent.bounds());
        if (resolved.distribution().role() == Role.POINT) {
            return draws.points().fits(resolved, latent, wanted)
                    && draws.acceptsShape(
                            resolved,
                            shape.subList(depth, shape.size()),
                            target.span(),
                            "`" + target.span().text() + "`");
        }
        Supports.Relation relation = Supports.relation(resolved.bounded(), wanted);
        if (relation != Supports.Relation.EQUAL) {
            context.report(GuideErrors.support(sample, resolved, latent, relation));
            return false;
        }
        return draws.acceptsShape(
                resolved,
                shape.subList(depth, shape.size()),
                target.span(),
                "`" + target.span().text() + "`");
    }

    private static void draw(
            Symbol symbol,
            Fills.Target target,
            Draws.Resolved resolved,
            Statement.Sample sample,
            Place place) {
        Flow flow = place.flow();
        if (flow != null) {
            flow.add(
                    new Flow.Draws(
                            symbol,
                            new Piece<>(
                                    place.loops(),
                                    target.indices(),
                                    resolved.draw(),
                                    sample.span())));
        }
    }

    // ---- Generated quantities ----

    private void generated(Statement.Sample sample, Head head, Filling filling, Place place) {
        Fills.Target target = fills.target(head.subscripts(), head.span(), place);
        Types.Declared declared =
                sample.type() == null ? null : expressions.types().of(sample.type(), place);
        List<Dimension> known = declared == null ? List.of() : declared.type().shape();
        Draws.Resolved resolved = draws.of(sample.distribution(), known, place);
        if (!sample.annotations().isEmpty()) {
            context.report(
                    GuideErrors.annotationInGenerate(sample.annotations().getFirst().span()));
        }
        if (!place.guards().isEmpty()) {
            context.report(
                    BlockErrors.latentInBranch(
                            head.span(), head.name(), place.guards().getLast().span()));
            filling.poison();
            return;
        }
        if (target == null
                || resolved == null
                || sample.type() != null && declared == null
                || filling.isPoisoned()
                || isMisplaced(resolved, place)
                || !fills.isFirst(filling, target)) {
            filling.poison();
            return;
        }
        if (!resolved.distribution().hasSampler()) {
            context.report(
                    GuideErrors.noSampler(
                            sample.distribution().span(), resolved.distribution().name()));
            filling.poison();
            return;
        }
        List<Dimension> shape = declared == null ? resolved.shape() : declared.type().shape();
        if (declared != null && !isUnrestricted(declared, resolved)) {
            context.report(DrawErrors.incompatible(sample, declared, resolved));
            filling.poison();
            return;
        }
        boolean fits =
                draws.acceptsShape(resolved, shape, head.span(), "`" + head.span().text() + "`");
        if (!fits
                || !introduce(
                        filling,
                        target,
                        new Type(resolved.element(), shape),
                        Symbol.Kind.GENERATED)) {
            filling.poison();
            return;
        }
        Symbol symbol = filling.symbol();
        if (symbol != null) {
            context.setRandom(symbol);
            context.ranges.declare(
                    symbol, resolved.bounded().support(), resolved.bounded().bounds());
            filling.add(new Filling.Piece(target.box(), target.indices(), null, target.span()));
            draw(symbol, target, resolved, sample, place);
        }
    }

    /** Whether the declared type allows all that the distribution draws. */
    private static boolean isUnrestricted(Types.Declared declared, Draws.Resolved resolved) {
        Supports.Relation relation = Supports.relation(resolved.bounded(), declared.bounded());
        boolean allowed =
                relation == Supports.Relation.EQUAL || relation == Supports.Relation.NARROWER;
        return allowed
                && (declared.support().isDiscrete()
                        || !resolved.bounded().support().equals(Support.BINARY));
    }
}
