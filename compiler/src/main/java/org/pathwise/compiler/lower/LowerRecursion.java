package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a sequential loop into a scan. The scan carries the last elements ("rows") of each array
 * that the loop fills; everything that does not depend on them is computed for all steps at once
 * outside.
 */
final class LowerRecursion {
    private final Scope scope;
    private final Statement.Recursion recursion;
    private final Loop loop;
    private final Axis axis;
    private final Map<Symbol, Recurrent> recurrent = new LinkedHashMap<>();

    LowerRecursion(Scope scope, Statement.Recursion recursion) {
        this.scope = scope;
        this.recursion = recursion;
        this.loop = recursion.loop();
        for (Statement.Definition definition : recursion.definitions()) {
            definition.pieces().forEach(piece -> scope.inside(piece.loops()));
        }
        this.axis = scope.axes().of(loop);
        for (Statement.Definition definition : recursion.definitions()) {
            if (!isLocal(definition)) {
                recurrent.put(definition.symbol(), new Recurrent(scope, definition, loop));
            }
        }
    }

    private boolean isLocal(Statement.Definition definition) {
        return definition.symbol().loops().contains(loop);
    }

    private Recurrent recurrent(Symbol symbol) {
        return Objects.requireNonNull(recurrent.get(symbol));
    }

    /** Binds the scan and gives the symbols their values. */
    void lower() {
        Map<Symbol, List<Axis>> carryAxes = new HashMap<>();
        recurrent.forEach((symbol, array) -> carryAxes.put(symbol, array.around()));
        Attempt attempt = new Attempt(carryAxes);
        while (!attempt.run()) {
            attempt = new Attempt(carryAxes);
        }
        attempt.bind();
    }

    /**
     * One try at the body, with assumed axes of the carried rows; fails, with better ones, when
     * they are too few.
     */
    private final class Attempt {
        private final Map<Symbol, List<Axis>> carryAxes;
        private final Builder body = new Builder(scope.builder().names());
        private final Map<Symbol, List<Variable>> carries = new LinkedHashMap<>();
        private final Map<Variable, Variable> captures = new LinkedHashMap<>();
        private final Map<Symbol, Value> steps = new LinkedHashMap<>();
        private final Environment local = new Environment();

        Attempt(Map<Symbol, List<Axis>> carryAxes) {
            this.carryAxes = carryAxes;
        }

        boolean run() {
            for (Statement.Definition definition : recursion.definitions()) {
                Symbol symbol = definition.symbol();
                Value value;
                if (isLocal(definition)) {
                    value = piece(definition.pieces().getFirst());
                    local.put(symbol, value);
                } else {
                    Recurrent array = recurrent(symbol);
                    List<Assembly.Part> parts = new ArrayList<>();
                    for (Statement.Piece<Expr> piece : array.steps()) {
                        parts.add(new Assembly.Part(array.rowTargets(piece), piece(piece)));
                    }
                    boolean whole = parts.size() == 1 && parts.getFirst().targets().isEmpty();
                    value =
                            whole
                                    ? parts.getFirst().value()
                                    : new Assembly(scope.with(body, local), array.row())
                                            .whole(parts);
                    local.put(array.row(), value);
                }
                steps.put(symbol, value);
            }
            boolean enough = true;
            for (Symbol symbol : carries.keySet()) {
                TreeSet<Axis> axes = new TreeSet<>(carryAxes.get(symbol));
                if (axes.addAll(step(symbol).variable().axes())) {
                    carryAxes.put(symbol, List.copyOf(axes));
                    enough = false;
                }
            }
            return enough;
        }

        private Value piece(Statement.Piece<Expr> piece) {
            Scope outer = scope.inside(piece.loops());
            return new BodyExpression(this, outer, outer.with(body, local)).lower(piece.content());
        }

        /** The row of an array that was computed {@code lag} steps ago. */
        Value row(Recurrent array, int lag) {
            if (lag == 0) {
                return local.get(array.row());
            }
            List<Variable> rows = carries.computeIfAbsent(array.symbol(), _ -> new ArrayList<>());
            while (rows.size() < lag) {
                rows.add(body.names().variable(array.symbol().name(), rowAxes(array)));
            }
            return new Value(rows.get(lag - 1), scope.axes().canonical(array.row().type()));
        }

        private Value step(Symbol symbol) {
            return Objects.requireNonNull(steps.get(symbol));
        }

        private List<Axis> rowAxes(Recurrent array) {
            TreeSet<Axis> axes = new TreeSet<>(carryAxes.get(array.symbol()));
            axes.addAll(scope.axes().canonical(array.row().type()));
            return List.copyOf(axes);
        }

        /** A value from outside, seen from the body. */
        Value capture(Value value) {
            Variable inside =
                    captures.computeIfAbsent(
                            value.variable(),
                            outer ->
                                    body.names()
                                            .variable(
                                                    outer.name(),
                                                    outer.axes().stream()
                                                            .filter(other -> !other.equals(axis))
                                                            .toList()));
            return new Value(inside, value.shape());
        }

        void bind() {
            List<Variable> carried = new ArrayList<>();
            List<Variable> initial = new ArrayList<>();
            List<Variable> next = new ArrayList<>();
            carries.forEach(
                    (symbol, rows) -> {
                        Recurrent array = recurrent(symbol);
                        for (int lag = 1; lag <= rows.size(); lag++) {
                            Variable row = rows.get(lag - 1);
                            carried.add(row);
                            initial.add(scope.builder().broadcast(array.initial(lag), row.axes()));
                            Variable after = lag == 1 ? step(symbol).variable() : rows.get(lag - 2);
                            next.add(body.broadcast(after, row.axes()));
                        }
                    });
            List<Variable> outputs =
                    steps.values().stream().map(Value::variable).distinct().toList();
            Variable position = body.names().variable(loop.name(), List.of());
            Operation.Scan scan =
                    new Operation.Scan(
                            axis,
                            false,
                            initial,
                            List.copyOf(captures.keySet()),
                            new Operation.Body(
                                    position,
                                    carried,
                                    List.copyOf(captures.values()),
                                    body.lets(),
                                    next,
                                    outputs));
            List<Variable> results = scope.builder().scan(loop.name(), scan);
            steps.forEach(
                    (symbol, step) -> {
                        Variable stacked =
                                results.get(carried.size() + outputs.indexOf(step.variable()));
                        Recurrent array = recurrent.get(symbol);
                        scope.environment()
                                .put(
                                        symbol,
                                        array == null
                                                ? new Value(stacked, step.shape())
                                                : array.whole(stacked, axis));
                    });
        }
    }

    /** Lowers an expression of the body. */
    private final class BodyExpression extends LowerExpression {
        private final Attempt attempt;
        private final Scope outer;

        BodyExpression(Attempt attempt, Scope outer, Scope inner) {
            super(inner);
            this.attempt = attempt;
            this.outer = outer;
        }

        @Override
        LowerExpression inside(Loop further) {
            return new BodyExpression(
                    attempt, outer.inside(List.of(further)), scope().inside(List.of(further)));
        }

        @Override
        protected Value compute(Expr expr) {
            if (!dependsOnStep(expr)) {
                return attempt.capture(new LowerExpression(outer).lower(expr));
            }
            if (expr instanceof Expr.Index index
                    && index.base() instanceof Expr.Reference reference
                    && recurrent.containsKey(reference.symbol())) {
                return read(recurrent(reference.symbol()), index);
            }
            return super.compute(expr);
        }

        private Value read(Recurrent array, Expr.Index index) {
            int dimension = array.dimension();
            Affine affine =
                    dimension < index.subscripts().size()
                                    && index.subscripts().get(dimension)
                                            instanceof Subscript.At(Expr at)
                            ? scope().affine(at).orElse(null)
                            : null;
            if (affine != null && affine.loop().isEmpty()) {
                Symbol seeds = array.seedSymbol();
                Scope seeded = outer.with(outer.builder(), outer.environment().copy());
                seeded.environment().put(seeds, array.seeds());
                Expr.Reference reference = new Expr.Reference(seeds, seeds.type(), index.span());
                return attempt.capture(
                        new LowerExpression(seeded)
                                .lower(
                                        new Expr.Index(
                                                reference,
                                                index.subscripts(),
                                                index.type(),
                                                index.span())));
            }
            if (affine == null || !affine.loop().get().equals(loop)) {
                throw new DataFault(
                        index.span(),
                        "inside the loop that defines `"
                                + array.symbol().name()
                                + "`, its elements can only be read by `"
                                + loop.name()
                                + "` minus a constant");
            }
            Value row = attempt.row(array, array.offset() - affine.offset());
            List<Subscript> rest = new ArrayList<>(index.subscripts());
            rest.remove(dimension);
            if (rest.isEmpty()) {
                return row;
            }
            Environment rows = scope().environment().copy();
            rows.put(array.row(), row);
            Expr.Reference reference =
                    new Expr.Reference(array.row(), array.row().type(), index.span());
            Expr.Index within = new Expr.Index(reference, rest, index.type(), index.span());
            return new LowerExpression(scope().with(scope().builder(), rows)) {
                @Override
                protected Value compute(Expr expr) {
                    return expr == within || expr == reference
                            ? super.compute(expr)
                            : BodyExpression.this.lower(expr);
                }
            }.lower(within);
        }
    }

    private boolean dependsOnStep(Expr expr) {
        Set<Symbol> symbols = Exprs.symbols(expr);
        return recursion.definitions().stream()
                .anyMatch(definition -> symbols.contains(definition.symbol()));
    }
}
