package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.bind.ElementName;
import org.pathwise.compiler.bind.Imputation;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the values of data against what the script says of them: declared types, supports of
 * observations, parameters and indices that depend on data alone.
 */
public final class DataChecks {
    private final CoreProgram core;
    private final Scope scope;
    private final Imputation imputation;
    private final Diagnostics diagnostics;
    private final Set<Statement.Term> onSupport = new HashSet<>();

    private DataChecks(
            CoreProgram core, Scope scope, Imputation imputation, Diagnostics diagnostics) {
        this.core = core;
        this.scope = scope;
        this.imputation = imputation;
        this.diagnostics = diagnostics;
    }

    /**
     * The data, or empty if a value does not fit, which is in the diagnostics.
     *
     * @param imputation what became of missing values
     */
    public static Optional<CheckedData> check(
            CoreProgram core, BoundData data, Imputation imputation, Diagnostics diagnostics) {
        try {
            Scope scope = LowerModel.dataScope(core, data, new Names());
            DataChecks checks = new DataChecks(core, scope, imputation, diagnostics);
            checks.run(data);
            checks.onSupport.addAll(PriorSupport.onSupport(core));
            return diagnostics.hasErrors()
                    ? Optional.empty()
                    : Optional.of(new CheckedData(data, checks.onSupport, imputation));
        } catch (DataFault fault) {
            diagnostics.report(DataErrors.fault(fault));
            return Optional.empty();
        }
    }

    private void run(BoundData data) {
        for (DataInput input : core.data()) {
            double[] values = Objects.requireNonNull(data.values().get(input.symbol().name()));
            type(input, values, placeholders(input.symbol()));
        }
        core.derived().forEach(this::derived);
        if (diagnostics.hasErrors()) {
            return;
        }
        DataIndices indices = new DataIndices(core, scope, diagnostics);
        core.derived().forEach(indices::check);
        core.model().forEach(indices::check);
        core.guide().statements().forEach(indices::check);
        core.generate().forEach(indices::check);
        if (diagnostics.hasErrors()) {
            return;
        }
        // Latents and weights stand for themselves: what depends on them is not known here.
        core.latents().forEach(latent -> unknown(latent.symbol()));
        core.weights().forEach(weight -> unknown(weight.symbol()));
        LowerStatement statements = new LowerStatement(scope);
        for (Statement statement : core.model()) {
            if (!(statement instanceof Statement.Term term)) {
                statements.define(statement);
            } else if (term.content() instanceof Statement.Density density) {
                observation(term, density);
                arguments(term.loops(), term.guard(), density.draw());
            }
        }
    }

    private Set<Integer> placeholders(Symbol symbol) {
        return imputation.placeholders().getOrDefault(symbol, Set.of());
    }

    private void unknown(Symbol symbol) {
        List<Axis> shape = scope.axes().canonical(symbol.type());
        Variable unknown = scope.builder().names().variable(symbol.name(), shape);
        scope.environment().put(symbol, new Value(unknown, shape));
    }

    private void type(DataInput input, double[] values, Set<Integer> placeholders) {
        List<Axis> shape = scope.axes().canonical(input.symbol().type());
        List<Integer> extents = shape.stream().map(Axis::extent).toList();
        List<double[]> bounds =
                input.bounds().stream()
                        .map(
                                bound ->
                                        known(
                                                        new LowerExpression(scope)
                                                                .lower(bound)
                                                                .variable(),
                                                        List.of())
                                                .orElseThrow()
                                                .values())
                        .toList();
        int rank = input.support().rank();
        int event =
                extents.subList(extents.size() - rank, extents.size()).stream()
                        .reduce(1, Math::multiplyExact);
        OptionalInt outside =
                event == 0
                        ? OptionalInt.empty()
                        : new Membership(input.support(), bounds)
                                .firstOutside(
                                        values,
                                        event,
                                        rank == 0 ? 1 : extents.getLast(),
                                        placeholders);
        outside.ifPresent(
                position -> {
                    String element =
                            rank == 0
                                    ? ElementName.of(input.symbol().name(), extents, position)
                                    : ElementName.of(
                                            input.symbol().name(),
                                            extents.subList(0, extents.size() - rank),
                                            position / event);
                    diagnostics.report(
                            DataErrors.outsideType(
                                    input,
                                    element,
                                    rank == 0 ? number(values[position]) : "a value",
                                    describe(input.support(), bounds)));
                });
    }

    private static String describe(Support support, List<double[]> bounds) {
        String text = support.toString();
        return bounds.isEmpty()
                ? text
                : text
                        + " with bounds "
                        + number(bounds.getFirst()[0])
                        + (bounds.size() > 1 ? " and " + number(bounds.get(1)[0]) : "");
    }

    private void derived(Statement statement) {
        if (statement instanceof Statement.Definition definition) {
            Value value = scope.environment().get(definition.symbol());
            known(value.variable(), value.shape())
                    .ifPresent(
                            tensor -> {
                                for (int i = 0; i < tensor.values().length; i++) {
                                    if (Double.isNaN(tensor.values()[i])
                                            && !placeholders(definition.symbol()).contains(i)) {
                                        List<Integer> extents =
                                                value.shape().stream().map(Axis::extent).toList();
                                        diagnostics.report(
                                                DataErrors.notANumber(
                                                        definition.span(),
                                                        ElementName.of(
                                                                definition.symbol().name(),
                                                                extents,
                                                                i)));
                                        return;
                                    }
                                }
                            });
        }
    }

    private Optional<Tensor> known(Variable variable, List<Axis> order) {
        return KnownValues.of(variable, scope.builder().lets())
                .map(
                        tensor -> {
                            List<Axis> all = new ArrayList<>(order);
                            tensor.order().stream()
                                    .filter(axis -> !all.contains(axis))
                                    .forEach(all::add);
                            return tensor.arranged(all);
                        });
    }

    private void observation(Statement.Term term, Statement.Density density) {
        Statement.Term observed = imputation.observed().get(term);
        if (observed == null) {
            if (holds(term, density) && term.guard().isEmpty()) {
                onSupport.add(term);
            }
            return;
        }
        boolean holds = observed.content() instanceof Statement.Density own && holds(observed, own);
        if (holds && term.guard().isEmpty() && imputation.inside().contains(term)) {
            onSupport.add(term);
        }
    }

    /**
     * Whether all values that count are known to lie on their distribution's support; reports those
     * that do not.
     */
    private boolean holds(Statement.Term term, Statement.Density density) {
        if (density.latent().isPresent() || !DataIndices.isData(density.value())) {
            return false;
        }
        Draw draw = density.draw();
        if (moves(draw)) {
            return false;
        }
        LowerExpression expressions = new LowerExpression(scope.inside(term.loops()));
        Optional<Variable> inside = new LowerDensity(expressions).onSupport(draw, density.value());
        if (inside.isEmpty()) {
            return true;
        }
        Variable counted = guarded(term.guard(), expressions, inside.get());
        Optional<Tensor> holds = known(counted, List.of());
        if (holds.isEmpty()) {
            return false;
        }
        Value value = expressions.lower(density.value());
        for (int i = 0; i < holds.get().values().length; i++) {
            if (holds.get().values()[i] == 0) {
                Tensor observed = known(value.variable(), holds.get().order()).orElseThrow();
                int perElement = observed.values().length / holds.get().values().length;
                diagnostics.report(
                        DataErrors.outsideSupport(
                                density.value().span(),
                                element(density.value(), holds.get().order(), i),
                                perElement == 1 ? number(observed.values()[i]) : "a value",
                                draw.distribution(),
                                draw.distribution().support().toString()));
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the support's ends depend on more than data: then the densities judge, draw by draw.
     */
    private static boolean moves(Draw draw) {
        return !draw.distribution().endsOfDensity().isEmpty()
                && draw.arguments().stream().anyMatch(argument -> !DataIndices.isData(argument));
    }

    private Variable guarded(Optional<Expr> guard, LowerExpression expressions, Variable holds) {
        if (guard.isEmpty() || !DataIndices.isData(guard.get())) {
            return holds;
        }
        Variable counts = expressions.lower(guard.get()).variable();
        return scope.builder().select(counts, holds, scope.builder().constant(1));
    }

    private void arguments(List<Loop> loops, Optional<Expr> guard, Draw draw) {
        LowerExpression expressions = new LowerExpression(scope.inside(loops));
        for (int i = 0; i < draw.arguments().size(); i++) {
            int index = i;
            Expr argument = draw.arguments().get(i);
            Distribution.Parameter parameter = draw.distribution().parameters().get(i);
            if (guard.isPresent()
                    || !DataIndices.isData(argument)
                    || parameter.support().rank() > 0
                    || Unconstrained.isComputed(parameter.support())) {
                continue;
            }
            Tensor tensor = known(expressions.lower(argument).variable(), List.of()).orElseThrow();
            OptionalInt outside =
                    new Membership(parameter.support(), List.of())
                            .firstOutside(tensor.values(), 1, 1, Set.of());
            // The ends of a parameter's range are limits that densities have: a probability of
            // exactly 0.
            outside.ifPresent(
                    position -> {
                        double value = tensor.values()[position];
                        if (!isEnd(draw.distribution(), index, value)) {
                            diagnostics.report(
                                    DataErrors.outsideParameter(
                                            argument.span(),
                                            element(argument, tensor.order(), position),
                                            number(value),
                                            draw.distribution(),
                                            parameter));
                        }
                    });
        }
    }

    /**
     * Whether a value is an end of what its parameter allows, and a limit that the density has: a
     * probability of exactly 0, or an end of a truncated distribution where that ends itself.
     */
    private static boolean isEnd(Distribution distribution, int parameter, double value) {
        Support support = distribution.parameters().get(parameter).support();
        if (support.equals(Support.UNIT)) {
            return value == 0 || value == 1;
        }
        boolean isBound =
                distribution.support() instanceof Support.Interval(Bound lower, Bound upper)
                        && Stream.of(lower, upper)
                                .anyMatch(
                                        end ->
                                                end instanceof Bound.Computed(int index, _)
                                                        && index == parameter);
        return isBound
                && support instanceof Support.Interval(Bound lower, Bound upper)
                && Stream.of(lower, upper)
                        .anyMatch(
                                end ->
                                        end instanceof Bound.Constant(double limit)
                                                && limit == value);
    }

    /**
     * Names an element of an expression: the expression's text with the position in place of loop
     * indices.
     */
    private static String element(Expr expr, List<Axis> order, int position) {
        String text = expr.span().text();
        int bracket = text.indexOf('[');
        boolean plain = text.matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\[[\\p{L}\\p{N}_, ]*\\])?");
        if (!plain || order.isEmpty()) {
            return text;
        }
        List<Integer> extents = order.stream().map(Axis::extent).toList();
        return ElementName.of(bracket < 0 ? text : text.substring(0, bracket), extents, position);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
