package org.pathwise.compiler.emit;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns the bindings of a program, or of a scan's body, into items. */
final class Decomposition {
    /**
     * Larger inputs are read where they are, if their order is the layout's and their elements are
     * those of the work space; by products in any case.
     */
    private static final int COPY_UP_TO = 512;

    /** The supply of numbers and variables of one emission; its variables have negative ids. */
    private static final class Supply {
        int items;
        int variables;

        /** The inputs that are copied, by the variable of the copy. */
        final Map<Variable, Binding> copies = new HashMap<>();

        Variable variable(String name, Collection<Axis> axes) {
            return new Variable(--variables, name, new TreeSet<>(axes).stream().toList());
        }

        Axis axis(int extent) {
            return new Axis(--variables, "step", extent);
        }
    }

    private final Layout layout;
    private final Supply supply;
    private final Scope scope = new Scope();
    private final List<Item> items = new ArrayList<>();
    private final Map<List<Object>, Source> applied = new HashMap<>();

    private Decomposition(Layout layout, Supply supply) {
        this.layout = layout;
        this.supply = supply;
    }

    /** The items that a program's outputs need. */
    static List<Item> of(
            Program program, List<Binding> inputs, List<Binding> outputs, Layout layout) {
        Decomposition all = new Decomposition(layout, new Supply());
        inputs.forEach(all::input);
        program.lets().forEach(all::let);
        for (Binding output : outputs) {
            List<Axis> domain = layout.order(output.order());
            all.item(
                    domain,
                    null,
                    List.of(all.scope.read(output.variable())),
                    new Item.Sink.Write(output));
        }
        return needed(all.items, Set.of());
    }

    /** The items that some writing depends on, or one of the results. */
    private static List<Item> needed(List<Item> items, Collection<Variable> results) {
        Set<Variable> read = new HashSet<>(results);
        List<Item> needed = new ArrayList<>();
        for (Item item : items.reversed()) {
            if (item.sink() instanceof Item.Sink.Write
                    || item.targets().stream().anyMatch(read::contains)) {
                needed.add(item);
                item.reads()
                        .forEach(
                                element -> {
                                    if (element.place()
                                            instanceof Source.Place.Stored(Variable variable)) {
                                        read.add(variable);
                                    }
                                });
            }
        }
        return needed.reversed();
    }

    private void input(Binding binding) {
        List<Axis> order = binding.order().stream().filter(axis -> axis.extent() != 1).toList();
        Scope.Meaning.Direct direct = new Scope.Meaning.Direct(binding);
        scope.define(binding.variable(), direct);
        if (layout.elements().areBuffers()
                && binding.variable().size() > COPY_UP_TO
                && order.equals(layout.order(order))) {
            return;
        }
        Source source = scope.read(binding.variable());
        Scope.Meaning.Stored copy = define(binding.variable().name(), null, List.of(source));
        scope.define(binding.variable(), copy);
        if (binding.variable().size() > COPY_UP_TO || !layout.elements().areBuffers()) {
            supply.copies.put(copy.variable(), binding);
        }
    }

    /**
     * An input where the caller keeps it. Products read it there, in any order and of any
     * precision; and so do functions of single numbers, since all bits of the noise that a draw is
     * made from count.
     */
    private Source original(Source factor) {
        return factor instanceof Source.Element(Source.Place.Stored(Variable copy), var at)
                        && supply.copies.containsKey(copy)
                ? new Source.Element(
                        new Source.Place.Buffer(
                                java.util.Objects.requireNonNull(supply.copies.get(copy))),
                        at)
                : factor;
    }

    private void let(Let let) {
        if (let.operation() instanceof Operation.Scan scan) {
            scan(let.variables(), scan);
        } else {
            scope.define(let.variable(), meaning(let.variable(), let.operation()));
        }
    }

    private Scope.Meaning meaning(Variable variable, Operation operation) {
        return switch (operation) {
            case Operation.Constant(double value) -> new Scope.Meaning.Constant(value);
            case Operation.Data(var array) -> new Scope.Meaning.Given(array);
            case Operation.Position(Axis axis) -> new Scope.Meaning.Position(axis);
            case Operation.Elementwise(Function function, List<Variable> operands) ->
                    apply(function, operands.stream().map(scope::read).toList());
            case Operation.Broadcast _,
                    Operation.StopGradient _,
                    Operation.Rename _,
                    Operation.Slice _ ->
                    new Scope.Meaning.View(operation);
            case Operation.Reduce(Operation.Reducer reducer, Variable operand, List<Axis> over) ->
                    reduce(variable, reducer, operand, over);
            case Operation.Contract(Variable left, Variable right, List<Axis> over) -> {
                List<Source> factors = List.of(scope.read(left), scope.read(right));
                Optional<Matrices> matrices = Matrices.of(factors, layout.order(over), layout);
                if (matrices.isPresent()) {
                    Matrices found = matrices.get();
                    Variable target = supply.variable(variable.name(), variable.axes());
                    item(
                            found.rest(),
                            null,
                            factors.stream().map(this::original).toList(),
                            found.sink(target));
                    yield new Scope.Meaning.Stored(target, target.axes());
                }
                yield accumulate(
                        variable,
                        Operation.Reducer.SUM,
                        Function.MULTIPLY,
                        factors,
                        layout.order(over));
            }
            case Operation.Pad(Variable operand, Axis from, Axis to, int offset) -> {
                Variable target = supply.variable(variable.name(), variable.axes());
                put(target, operand, from, to, offset, true);
                yield new Scope.Meaning.Stored(target, target.axes());
            }
            case Operation.Concatenate(List<Variable> operands, List<Axis> axes, Axis to) -> {
                Variable target = supply.variable(variable.name(), variable.axes());
                int offset = 0;
                for (int i = 0; i < operands.size(); i++) {
                    put(target, operands.get(i), axes.get(i), to, offset, false);
                    offset += axes.get(i).extent();
                }
                yield new Scope.Meaning.Stored(target, target.axes());
            }
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) -> {
                Map<Axis, Index> at = Index.identity(source.axes());
                at.putAll(places(axes, indices));
                yield define(variable.name(), null, List.of(scope.read(source, at)));
            }
            case Operation.Scatter scatter -> scatter(variable, scatter);
            case Operation.CumulativeSum sum ->
                    whole(
                            variable,
                            layout.order(variable.axes()),
                            List.of(sum.operand()),
                            target -> new Item.Sink.Cumulate(target, sum));
            case Operation.Cholesky(Variable matrix, Axis row, Axis column) ->
                    matrix(variable, operation, List.of(matrix), row, column);
            case Operation.CholeskyAdjoint(
                            Variable factor,
                            Variable adjoint,
                            Axis row,
                            Axis column) ->
                    matrix(variable, operation, List.of(factor, adjoint), row, column);
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            _) ->
                    matrix(variable, operation, List.of(matrix, right), row, column);
            case Operation.Solve(Variable matrix, Variable right, Axis row, Axis column, _) ->
                    matrix(variable, operation, List.of(matrix, right), row, column);
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    matrix(variable, operation, List.of(matrix), row, column);
            case Operation.Scan _ ->
                    throw new IllegalArgumentException("a scan has several results");
        };
    }

    private void item(
            List<Axis> domain, @Nullable Function function, List<Source> operands, Item.Sink sink) {
        items.add(new Item(supply.items++, domain, function, operands, sink));
    }

    /** The axes, other than steps of scans, that any of the sources depends on. */
    private List<Axis> domain(List<Source> sources) {
        TreeSet<Axis> axes = new TreeSet<>();
        sources.forEach(source -> axes.addAll(source.loops()));
        axes.removeIf(axis -> axis.id() < 0);
        return layout.order(axes);
    }

    private Scope.Meaning.Stored define(
            String name, @Nullable Function function, List<Source> operands) {
        List<Axis> domain = domain(operands);
        Variable target = supply.variable(name, domain);
        item(domain, function, operands, new Item.Sink.Define(target));
        return new Scope.Meaning.Stored(target, domain);
    }

    /** Wide logistic functions are split so that those of one operand share its exponential. */
    private Scope.Meaning apply(Function function, List<Source> operands) {
        if (layout.wide(domain(operands)).isPresent() && layout.vector()) {
            Source x = operands.getFirst();
            Source one = new Source.Constant(1);
            Source zero = new Source.Constant(0);
            if (function == Function.INV_LOGIT) {
                Source e = shared(Function.EXP, shared(Function.NEGATE, shared(Function.ABS, x)));
                Source top = shared(Function.SELECT, shared(Function.LESS, x, zero), e, one);
                return define(
                        "invLogit", Function.DIVIDE, List.of(top, shared(Function.ADD, one, e)));
            }
            if (function == Function.LOG1P_EXP) {
                Source e = shared(Function.EXP, shared(Function.NEGATE, shared(Function.ABS, x)));
                return define(
                        "log1pExp",
                        Function.ADD,
                        List.of(shared(Function.MAXIMUM, x, zero), shared(Function.LOG1P, e)));
            }
        }
        List<Source> exact =
                layout.elements().areBuffers() || Vectorizing.hasVectorForm(function)
                        ? operands
                        : operands.stream().map(this::original).toList();
        return define(function.method(), function, exact);
    }

    private Source shared(Function function, Source... operands) {
        List<Object> key = new ArrayList<>(List.of(operands));
        key.add(function);
        Source known = applied.get(key);
        if (known == null) {
            Scope.Meaning.Stored stored = define(function.method(), function, List.of(operands));
            known =
                    new Source.Element(
                            new Source.Place.Stored(stored.variable()),
                            Index.identity(stored.axes()));
            applied.put(key, known);
        }
        return known;
    }

    private Scope.Meaning reduce(
            Variable variable, Operation.Reducer reducer, Variable operand, List<Axis> over) {
        List<Axis> axes = layout.order(over);
        if (axes.isEmpty()) {
            return new Scope.Meaning.Only(operand);
        }
        return accumulate(variable, reducer, null, List.of(scope.read(operand)), axes);
    }

    /** A sum over an axis that the terms do not depend on is a multiple. */
    private Scope.Meaning accumulate(
            Variable variable,
            Operation.Reducer reducer,
            @Nullable Function function,
            List<Source> operands,
            List<Axis> over) {
        List<Axis> domain = domain(operands);
        List<Axis> present = over.stream().filter(domain::contains).toList();
        long repeats =
                over.stream()
                        .filter(axis -> !domain.contains(axis))
                        .mapToLong(Axis::extent)
                        .reduce(1, Math::multiplyExact);
        boolean multiple = reducer == Operation.Reducer.SUM && repeats > 0;
        List<Axis> looped = multiple ? present : over;
        Scope.Meaning.Stored sum;
        if (looped.isEmpty()) {
            sum = define(variable.name(), function, operands);
        } else {
            TreeSet<Axis> all = new TreeSet<>(domain);
            all.addAll(looped);
            List<Axis> kept = layout.order(Axes.minus(all, looped));
            Variable target = supply.variable(variable.name(), kept);
            item(
                    layout.order(all),
                    function,
                    operands,
                    new Item.Sink.Accumulate(target, reducer, looped));
            sum = new Scope.Meaning.Stored(target, kept);
        }
        if (!multiple || repeats == 1) {
            return sum;
        }
        Source once =
                new Source.Element(
                        new Source.Place.Stored(sum.variable()), Index.identity(sum.axes()));
        return define(
                variable.name(), Function.MULTIPLY, List.of(once, new Source.Constant(repeats)));
    }

    private void put(
            Variable target, Variable operand, Axis from, Axis to, int offset, boolean fill) {
        Map<Axis, Index> at = Index.identity(target.axes());
        at.put(to, Index.along(from).plus(offset));
        TreeSet<Axis> domain = new TreeSet<>(target.axes());
        domain.remove(to);
        domain.add(from);
        item(
                layout.order(domain),
                null,
                List.of(scope.read(operand)),
                new Item.Sink.Put(target, at, fill));
    }

    private Map<Axis, Index> places(List<Axis> axes, List<Variable> indices) {
        Map<Axis, Index> at = new HashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            at.put(axes.get(i), Index.lookup(scope.read(indices.get(i))));
        }
        return at;
    }

    private Scope.Meaning scatter(Variable variable, Operation.Scatter scatter) {
        Variable target = supply.variable(variable.name(), variable.axes());
        Map<Axis, Index> at = Index.identity(target.axes());
        at.putAll(places(scatter.axes(), scatter.indices()));
        List<Axis> domain = layout.order(Axes.union(scatter.operands()));
        item(
                domain,
                null,
                List.of(scope.read(scatter.values())),
                new Item.Sink.ScatterAdd(target, at));
        return new Scope.Meaning.Stored(target, target.axes());
    }

    private interface ToSink {
        Item.Sink of(Variable target);
    }

    /** An operation on whole arrays: an operand that is computed on the way is stored first. */
    private Scope.Meaning whole(
            Variable variable, List<Axis> domain, List<Variable> operands, ToSink sink) {
        List<Source> sources = new ArrayList<>();
        for (Variable operand : operands) {
            Source source = scope.read(operand);
            if (!(source instanceof Source.Element)) {
                Variable stored = supply.variable(operand.name(), operand.axes());
                item(
                        layout.order(operand.axes()),
                        null,
                        List.of(source),
                        new Item.Sink.Put(stored, Index.identity(stored.axes()), false));
                scope.define(stored, new Scope.Meaning.Stored(stored, stored.axes()));
                source = scope.read(stored);
            }
            sources.add(source);
        }
        Variable target = supply.variable(variable.name(), variable.axes());
        item(domain, null, sources, sink.of(target));
        return new Scope.Meaning.Stored(target, target.axes());
    }

    private Scope.Meaning matrix(
            Variable variable,
            Operation operation,
            List<Variable> operands,
            Axis row,
            Axis column) {
        List<Axis> batch = layout.order(Axes.minus(Axes.union(operands), List.of(row, column)));
        return whole(variable, batch, operands, target -> new Item.Sink.Matrix(target, operation));
    }

    private void scan(List<Variable> results, Operation.Scan scan) {
        Operation.Body body = scan.body();
        Axis step = supply.axis(scan.axis().extent());
        Decomposition inside = new Decomposition(layout, supply);
        inside.scope.define(body.position(), new Scope.Meaning.Step(step));
        List<Variable> targets = new ArrayList<>();
        for (int i = 0; i < body.carries().size(); i++) {
            Variable carry = body.carries().get(i);
            Variable target = supply.variable(carry.name(), carry.axes());
            targets.add(target);
            put(target, scan.initial().get(i));
            Scope.Meaning.Stored stored = new Scope.Meaning.Stored(target, target.axes());
            inside.scope.define(carry, stored);
            scope.define(results.get(i), stored);
        }
        for (int i = 0; i < body.captures().size(); i++) {
            inside.scope.define(
                    body.captures().get(i),
                    new Scope.Meaning.Captured(scope, scan.captured().get(i), scan.axis(), step));
        }
        body.lets().forEach(inside::let);
        for (int i = 0; i < body.outputs().size(); i++) {
            Variable output = body.outputs().get(i);
            Variable result = results.get(body.carries().size() + i);
            Variable target = supply.variable(result.name(), result.axes());
            targets.add(target);
            Map<Axis, Index> at = Index.identity(output.axes());
            at.put(scan.axis(), Index.along(step));
            inside.item(
                    layout.order(output.axes()),
                    null,
                    List.of(inside.scope.read(output)),
                    new Item.Sink.Put(target, at, false));
            scope.define(result, new Scope.Meaning.Stored(target, target.axes()));
        }
        List<Variable> next = new ArrayList<>();
        for (Variable variable : body.next()) {
            Variable copy = supply.variable(variable.name(), variable.axes());
            inside.put(copy, variable);
            inside.scope.define(copy, new Scope.Meaning.Stored(copy, copy.axes()));
            next.add(copy);
        }
        int own = inside.items.size();
        for (int i = 0; i < next.size(); i++) {
            inside.put(targets.get(i), next.get(i));
        }
        List<Variable> kept = new ArrayList<>(targets);
        kept.addAll(next);
        List<Item> bodyItems = needed(inside.items.subList(0, own), kept);
        List<Item> carryItems = inside.items.subList(own, inside.items.size());
        item(
                List.of(),
                null,
                List.of(),
                new Item.Sink.Loop(
                        new Item.Scan(step, scan.reverse(), bodyItems, carryItems, targets)));
    }

    /** Stores a variable's value in an array. */
    private void put(Variable target, Variable operand) {
        item(
                layout.order(target.axes()),
                null,
                List.of(scope.read(operand)),
                new Item.Sink.Put(target, Index.identity(target.axes()), false));
    }
}
