package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that a step of a fit draws from the dimensions that it subsamples. Inside the program
 * such a dimension is as long as its batch; the numbers of the drawn rows are an input, by which
 * data is gathered.
 *
 * @param batches how many rows of which dimensions
 * @param totals how many rows the data has, by dimension
 * @param numbers the numbers of the drawn rows, from 1, on each dimension's canonical axis
 * @param whole data with all its rows
 * @param all a scope in which nothing is subsampled; empty where nothing is anyway
 */
record Rows(
        Batches batches,
        Map<String, Integer> totals,
        Map<String, Variable> numbers,
        Map<Symbol, Value> whole,
        Optional<Scope> all) {

    /** Nothing is subsampled. */
    static final Rows NONE =
            new Rows(Batches.NONE, Map.of(), Map.of(), new HashMap<>(), Optional.empty());

    /** A scope with data, constants and derived data, of which only drawn rows are seen. */
    static Scope dataScope(CoreProgram core, BoundData data, Batches batches, Names names) {
        Scope all = LowerModel.dataScope(core, data, names);
        AxisTable axes = new AxisTable(names, data.sizes(), batches);
        Map<String, Integer> totals = new LinkedHashMap<>();
        Map<String, Variable> numbers = new LinkedHashMap<>();
        for (String name : batches.sizes().keySet()) {
            totals.put(name, Objects.requireNonNull(data.sizes().get(name), name));
            numbers.put(name, names.variable(name, axes.canonical(List.of(Dimension.of(name)))));
        }
        Rows rows = new Rows(batches, totals, numbers, new HashMap<>(), Optional.of(all));
        Scope scope =
                new Scope(
                        new Builder(names),
                        axes,
                        new Environment(),
                        data.sizes(),
                        new Origins(),
                        rows);
        List<Symbol> symbols = new ArrayList<>();
        core.constants().stream().map(Constant::symbol).forEach(symbols::add);
        core.data().stream().map(DataInput::symbol).forEach(symbols::add);
        core.derived().stream().flatMap(NewSymbols::defined).forEach(symbols::add);
        Map<Symbol, double[]> values = KnownValues.of(all, symbols);
        for (Symbol symbol : symbols) {
            rows.put(scope, symbol, Objects.requireNonNull(values.get(symbol)));
        }
        return scope;
    }

    /** Gives a symbol its elements: of subsampled dimensions, those of the drawn rows. */
    private void put(Scope scope, Symbol symbol, double[] values) {
        if (!batches.hasAny(symbol.type().shape())) {
            LowerModel.put(scope, symbol, values);
            return;
        }
        List<Axis> own = scope.axes().canonical(symbol.type());
        List<Axis> full = new ArrayList<>();
        List<Axis> gathered = new ArrayList<>();
        List<Variable> indices = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Dimension dimension = symbol.type().shape().get(i);
            String name = batches.name(dimension).orElse(null);
            if (name == null) {
                full.add(own.get(i));
                continue;
            }
            Axis axis = scope.axes().whole(dimension);
            full.add(axis);
            gathered.add(axis);
            indices.add(numbers(scope, name, own.get(i)));
        }
        Variable all = LowerModel.data(scope, symbol, full, values);
        whole.put(symbol, new Value(all, full));
        Variable drawn =
                scope.builder().bind(symbol.name(), new Operation.Gather(all, gathered, indices));
        scope.environment().put(symbol, new Value(drawn, own));
    }

    /** The numbers of the drawn rows of a dimension along an axis. */
    private Variable numbers(Scope scope, String dimension, Axis along) {
        Variable variable = Objects.requireNonNull(numbers.get(dimension), dimension);
        return scope.rename(variable, variable.axes(), List.of(along));
    }

    /** A loop's variable, where the loop runs through the drawn rows: the numbers of the rows. */
    Optional<Variable> numbers(Scope scope, Loop loop) {
        return batches.name(loop).map(name -> numbers(scope, name, scope.axes().of(loop)));
    }

    boolean has(Loop loop) {
        return batches.has(loop);
    }

    /**
     * The data with all its rows, where an expression reads some of a subsampled dimension that a
     * batch may not hold.
     */
    Optional<Value> elsewhere(Expr.Index index) {
        if (batches.isEmpty() || !(index.base() instanceof Expr.Reference reference)) {
            return Optional.empty();
        }
        Set<Loop> own = new HashSet<>();
        for (int i = 0; i < index.subscripts().size(); i++) {
            Dimension dimension = reference.type().shape().get(i);
            if (batches.has(dimension)
                    && index.subscripts().get(i) instanceof Subscript.At(Expr at)
                    && !(at instanceof Expr.LoopIndex row
                            && batches.name(row.loop()).equals(batches.name(dimension))
                            && own.add(row.loop()))) {
                return Optional.ofNullable(whole.get(reference.symbol()));
            }
        }
        return Optional.empty();
    }

    /**
     * What a sum over some axes is multiplied by, so that its mean over all batches is the sum over
     * all rows.
     */
    double scale(Collection<Axis> over) {
        return scale(over, List.of());
    }

    /** The same, where the dimensions of some plates have been accounted for. */
    double scale(Collection<Axis> over, Collection<Axis> plates) {
        List<Optional<String>> counted = plates.stream().map(this::name).toList();
        double scale = 1;
        for (Axis axis : over) {
            Optional<String> name = name(axis);
            scale *= counted.contains(name) ? 1 : name.map(this::scale).orElse(1.0);
        }
        return scale;
    }

    private double scale(String dimension) {
        return Objects.requireNonNull(totals.get(dimension)) / (double) batches.drawn(dimension);
    }

    /** The subsampled dimension that an axis runs along. */
    Optional<String> name(Axis axis) {
        return Optional.of(axis.dimension()).filter(batches.sizes()::containsKey);
    }

    /** How many elements an axis has with all rows. */
    int total(Axis axis) {
        return name(axis).map(totals::get).orElse(axis.extent());
    }

    /**
     * The places of the drawn rows in the noise array.
     *
     * @param offset where the first of them begins
     */
    List<NoiseLayout.Batch> layout(int offset) {
        List<NoiseLayout.Batch> layout = new ArrayList<>();
        int next = offset;
        for (Map.Entry<String, Integer> batch : batches.sizes().entrySet()) {
            int total = Objects.requireNonNull(totals.get(batch.getKey()));
            layout.add(new NoiseLayout.Batch(batch.getKey(), total, batch.getValue(), next));
            next += batch.getValue();
        }
        return layout;
    }

    /** The inputs at the places of {@link #layout}. */
    List<Slot> slots(int offset) {
        return layout(offset).stream()
                .map(
                        batch -> {
                            Variable variable =
                                    Objects.requireNonNull(numbers.get(batch.dimension()));
                            return new Slot(variable, batch.offset(), variable.axes());
                        })
                .toList();
    }
}
