package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Distributions with their arguments: which parameterization is meant, and do the arguments fit it?
 */
final class Draws {
    /** The names of the distributions that are built on others. */
    private static final Set<String> COMPOUND = compound();

    private static final double SUM_TOLERANCE = 1e-6;

    /**
     * A distribution whose arguments fit.
     *
     * @param batch the dimensions over which the arguments make independent distributions
     * @param event the dimensions of one value
     * @param bounded where values lie
     */
    record Resolved(Draw draw, List<Dimension> batch, List<Dimension> event, Bounded bounded) {
        Distribution distribution() {
            return draw.distribution();
        }

        /** The dimensions of a value when nothing else says more. */
        List<Dimension> shape() {
            List<Dimension> shape = new ArrayList<>(batch);
            shape.addAll(event);
            return shape;
        }

        Element element() {
            if (!distribution().isDiscrete()) {
                return Element.REAL;
            }
            return bounded.support().equals(Support.BINARY) ? Element.BOOL : Element.INT;
        }
    }

    private final Context context;
    private final Expressions expressions;
    private final Compounds compounds;

    Draws(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
        this.compounds = new Compounds(context, expressions, this);
    }

    PointEstimates points() {
        return new PointEstimates(context);
    }

    private static Set<String> compound() {
        Set<String> names = new TreeSet<>(Compounds.NAMES);
        names.add("Transformed");
        return names;
    }

    /** Whether a name is that of a distribution built on others. */
    static boolean isCompound(String name) {
        return COMPOUND.contains(name);
    }

    /** Whether an expression is written as a distribution. */
    boolean isDistribution(Expression expression) {
        return expression instanceof Expression.Call call
                && (isCompound(call.function().name())
                        || expressions.ownDistributions().has(call.function().name())
                        || !Catalogue.distributions(call.function().name()).isEmpty());
    }

    /**
     * The distribution of a call, or null after an error.
     *
     * @param shape of what is drawn, as far as it is known; lists among the arguments take its
     *     dimensions, and so does a value whose dimensions no argument fixes
     */
    @Nullable Resolved of(Expression.Call call, List<Dimension> shape, Place place) {
        String name = call.function().name();
        if (Compounds.NAMES.contains(name)) {
            return compounds.of(call, shape, place);
        }
        if (name.equals("Transformed")) {
            return new TransformedDraws(context, expressions, this).of(call, shape, place);
        }
        OwnDistributions declared = expressions.ownDistributions();
        OwnDistribution own = declared.has(name) ? declared.of(name, call.span()) : null;
        if (own == null && declared.has(name)) {
            call.arguments().forEach(argument -> expressions.of(argument.value(), place));
            return null;
        }
        List<Distribution> forms =
                own == null ? Catalogue.distributions(name) : List.of(own.declared());
        if (forms.isEmpty()) {
            unknown(call, place);
            return null;
        }
        List<Expr> values =
                expressions.all(call.arguments().stream().map(Argument::value).toList(), place);
        if (values == null) {
            return null;
        }
        for (Distribution form : forms) {
            List<Expr> arguments = match(form, call.arguments(), values);
            if (arguments != null && own != null) {
                List<Expr> complete = own.complete(arguments, expressions, call.span());
                return complete == null
                        ? null
                        : fit(own.distribution(), complete, shape, call.span(), _ -> true);
            }
            if (arguments != null) {
                return fit(form, arguments, shape, call.span(), _ -> true);
            }
        }
        noForm(call, forms);
        return null;
    }

    private void unknown(Expression.Call call, Place place) {
        String name = call.function().name();
        Span span = call.function().span();
        // The arguments may hold errors of their own; a distribution among them is none, for the
        // unknown name may be that of one built on others.
        call.arguments().stream()
                .map(Argument::value)
                .filter(value -> !isDistribution(value))
                .forEach(value -> expressions.of(value, place));
        List<String> known = new ArrayList<>(expressions.ownDistributions().names());
        known.addAll(Catalogue.distributionNames());
        known.addAll(COMPOUND);
        context.report(
                DrawErrors.unknownDistribution(
                        span,
                        name,
                        ForeignDistributions.named(name)
                                .or(() -> Suggestions.nearest(name, known))));
    }

    /** The arguments in the order of the parameters, or null where they do not match these. */
    private static @Nullable List<Expr> match(
            Distribution form, List<Argument> written, List<Expr> values) {
        List<String> names = form.parameters().stream().map(Distribution.Parameter::name).toList();
        Map<String, Expr> given = new LinkedHashMap<>();
        boolean anyNamed = false;
        for (int i = 0; i < written.size(); i++) {
            Argument argument = written.get(i);
            boolean named = argument.name() != null;
            if (!named && (anyNamed || i >= names.size())) {
                return null;
            }
            anyNamed |= named;
            String name = argument.name() != null ? argument.name().name() : names.get(i);
            if (!names.contains(name) || given.put(name, values.get(i)) != null) {
                return null;
            }
        }
        boolean allowed = anyNamed || !form.named();
        return allowed && given.size() == names.size()
                ? names.stream().map(given::get).toList()
                : null;
    }

    private void noForm(Expression.Call call, List<Distribution> forms) {
        for (Argument argument : call.arguments()) {
            if (argument.name() == null) {
                continue;
            }
            String name = argument.name().name();
            List<String> known =
                    forms.stream()
                            .flatMap(
                                    form ->
                                            form.parameters().stream()
                                                    .map(Distribution.Parameter::name))
                            .distinct()
                            .toList();
            if (!known.contains(name)) {
                context.report(
                        DrawErrors.unknownParameter(
                                argument.name().span(),
                                forms,
                                name,
                                Suggestions.nearest(name, known)));
                return;
            }
        }
        context.report(DrawErrors.noForm(call.span(), forms, call.arguments().size()));
    }

    /**
     * A distribution with arguments in the order of its parameters, or null after an error.
     *
     * @param drawn the shape of what is drawn, as far as it is known
     * @param unchecked the parameters whose values are still to be checked, by position
     */
    @Nullable Resolved fit(
            Distribution form,
            List<Expr> given,
            List<Dimension> drawn,
            Span span,
            IntPredicate unchecked) {
        Labels labels = new Labels(context, form);
        List<Expr> arguments = vectors(form, given, drawn);
        List<List<Dimension>> batches = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Distribution.Parameter parameter = form.parameters().get(i);
            Expr argument = arguments.get(i);
            List<Dimension> shape = argument.type().shape();
            if (shape.size() < parameter.rank()) {
                context.report(DrawErrors.parameterRank(argument, form, parameter));
                return null;
            }
            if (parameter.support().isDiscrete() && argument.type().element() == Element.REAL) {
                context.report(DrawErrors.parameterNotInt(argument, form, parameter));
                return null;
            }
            if (!labels.bind(argument, parameter)) {
                return null;
            }
            batches.add(shape.subList(0, shape.size() - parameter.rank()));
            if (unchecked.test(i)) {
                checkParameter(argument, form, parameter);
            }
        }
        List<Dimension> batch = batch(batches, arguments, span);
        List<Dimension> event = labels.event(drawn, span);
        return batch == null || event == null
                ? null
                : new Resolved(
                        new Draw(form, arguments, span),
                        batch,
                        event,
                        Supports.fold(
                                form.support(),
                                arguments,
                                extent ->
                                        new Expr.Size(
                                                Objects.requireNonNull(
                                                                labels.dimension(
                                                                        extent.label(), drawn))
                                                        .plus(extent.more()),
                                                Type.INT,
                                                span)));
    }

    /**
     * The arguments, with the dimensions that only what is drawn and the other arguments give: a
     * written list takes named dimensions, and a number for a vector of numbers is repeated.
     */
    private List<Expr> vectors(Distribution form, List<Expr> given, List<Dimension> drawn) {
        Labels labels = new Labels(context, form);
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Distribution.Parameter parameter = form.parameters().get(i);
            Expr argument = given.get(i);
            List<Dimension> event = new Labels(context, form).shape(parameter, drawn);
            if (event != null) {
                List<Dimension> whole =
                        new ArrayList<>(drawn.subList(0, Math.max(0, drawn.size() - form.rank())));
                whole.addAll(event);
                argument = Lists.fitted(argument, whole);
            }
            if (argument.type().rank() >= parameter.rank()) {
                labels.learn(argument, parameter);
            }
            arguments.add(argument);
        }
        for (int i = 0; i < arguments.size(); i++) {
            Distribution.Parameter parameter = form.parameters().get(i);
            List<Dimension> event = labels.shape(parameter, drawn);
            if (arguments.get(i).type().isScalar() && isVector(parameter) && event != null) {
                arguments.set(i, repeated(arguments.get(i), event.getFirst()));
            }
        }
        return arguments;
    }

    private static boolean isVector(Distribution.Parameter parameter) {
        return parameter.support() == Support.Structured.REAL_VECTOR
                || parameter.support() == Support.Structured.POSITIVE_VECTOR;
    }

    private Expr repeated(Expr number, Dimension extent) {
        return new Expr.Comprehension(
                context.supply.loop("k", Dimension.of(1), extent, number.span()),
                number,
                number.type().withShape(List.of(extent)),
                number.span());
    }

    /** The dimensions over which the arguments make independent distributions, or null. */
    private @Nullable List<Dimension> batch(
            List<List<Dimension>> batches, List<Expr> arguments, Span span) {
        if (batches.isEmpty()) {
            return List.of();
        }
        return switch (Shapes.align(batches)) {
            case Shapes.Aligned(List<Dimension> shape) -> shape;
            case Shapes.Clash clash -> {
                context.report(
                        TypeErrors.shapesClash(
                                span,
                                arguments.get(clash.first()),
                                arguments.get(clash.second()),
                                clash.reason()));
                yield null;
            }
        };
    }

    private void checkParameter(
            Expr argument, Distribution form, Distribution.Parameter parameter) {
        checkInside(
                argument,
                new Bounded(parameter.support(), List.of()),
                "`" + parameter.name() + "` of " + form.name());
    }

    /**
     * Checks, once the block is complete, that a value lies in a set. What depends on data alone is
     * left to the check of the data unless it is wrong for all data; the edge of a set is allowed.
     */
    void checkInside(Expr value, Bounded set, String what) {
        Support support = set.support();
        if (support == Support.Structured.SIMPLEX) {
            checkSum(value, what);
        }
        if (support instanceof Support.Structured structured
                && structured != Support.Structured.ORDERED
                && structured != Support.Structured.POSITIVE_VECTOR) {
            return;
        }
        context.later(
                () -> {
                    Range allowed = context.ranges.of(support, set.bounds());
                    Range actual = context.ranges.of(value);
                    boolean never =
                            actual.upper() < allowed.lower() || actual.lower() > allowed.upper();
                    boolean notAlways =
                            actual.lower() < allowed.lower() || actual.upper() > allowed.upper();
                    boolean constant = Exprs.symbols(value).isEmpty();
                    boolean random = !context.roots(value).isEmpty();
                    if (never || notAlways && (random || constant)) {
                        context.report(DrawErrors.outside(value, actual, support, allowed, what));
                    }
                });
    }

    /** Probabilities that are written as numbers sum to 1. */
    private void checkSum(Expr value, String what) {
        if (value instanceof Expr.ArrayLiteral list
                && list.elements().stream().allMatch(element -> element instanceof Expr.Literal)) {
            double sum =
                    list.elements().stream()
                            .mapToDouble(element -> ((Expr.Literal) element).value())
                            .sum();
            if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                context.report(DrawErrors.sumNotOne(value, what, sum));
            }
        }
    }

    /** {@code log_density(D(...), x)}, or null after an error. */
    @Nullable Expr logDensity(Expression.Call call, Place place) {
        boolean form =
                call.arguments().size() == 2
                        && call.arguments().stream().allMatch(argument -> argument.name() == null)
                        && call.arguments().getFirst().value() instanceof Expression.Call;
        if (!form) {
            context.report(DrawErrors.logDensityForm(call.span()));
            return null;
        }
        Expr value = expressions.of(call.arguments().getLast().value(), place);
        List<Dimension> shape = value == null ? List.of() : value.type().shape();
        Resolved resolved = of((Expression.Call) call.arguments().getFirst().value(), shape, place);
        if (resolved == null || value == null || !acceptsValue(resolved, value, "the value")) {
            return null;
        }
        switch (resolved.distribution().role()) {
            case ANY -> {}
            case POINT -> {
                context.report(CompoundErrors.pointOutsideGuide(resolved.draw().span()));
                return null;
            }
            case OBSERVATION -> {
                if (!context.roots(value).isEmpty()) {
                    context.report(
                            CompoundErrors.latentOfObservations(
                                    resolved.draw().span(), resolved.distribution()));
                    return null;
                }
            }
        }
        return new Expr.LogDensity(resolved.draw(), value, Type.REAL, call.span());
    }

    /** Whether a value has the shape and the elements that a distribution gives; reports if not. */
    boolean acceptsValue(Resolved resolved, Expr value, String what) {
        if (resolved.distribution().isDiscrete() && value.type().element() == Element.REAL) {
            context.report(DrawErrors.realForDiscrete(value, resolved.distribution()));
            return false;
        }
        return acceptsShape(resolved, value.type().shape(), value.span(), what);
    }

    /** Whether an argument's own dimensions, those of one value apart, are among some. */
    private static boolean repeatsAlong(Draw draw, int i, List<Dimension> plates) {
        List<Dimension> shape = draw.arguments().get(i).type().shape();
        int rank = draw.distribution().parameters().get(i).rank();
        List<Dimension> own = shape.subList(0, shape.size() - rank);
        return plates.containsAll(own) && (own.isEmpty() || !Shapes.repeats(plates));
    }

    /** Whether values of a shape can come from a distribution; reports if not. */
    boolean acceptsShape(Resolved resolved, List<Dimension> shape, Span span, String what) {
        int rank = resolved.event().size();
        boolean fitsEvent =
                shape.size() >= rank
                        && (rank == 0
                                || shape.subList(shape.size() - rank, shape.size())
                                        .equals(resolved.event()));
        if (!fitsEvent) {
            context.report(DrawErrors.eventShape(span, what, shape, resolved));
            return false;
        }
        List<Dimension> plates = shape.subList(0, shape.size() - rank);
        boolean fits =
                Shapes.align(List.of(plates, resolved.batch()))
                                instanceof Shapes.Aligned(List<Dimension> common)
                        && common.size() == plates.size();
        if (!fits) {
            Expr culprit =
                    IntStream.range(0, resolved.draw().arguments().size())
                            .filter(i -> !repeatsAlong(resolved.draw(), i, plates))
                            .mapToObj(resolved.draw().arguments()::get)
                            .findFirst()
                            .orElse(resolved.draw().arguments().getFirst());
            context.report(DrawErrors.valueShape(span, what, shape, culprit));
        }
        return fits;
    }
}
