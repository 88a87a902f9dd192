package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The numbers that a nest computes, each once. */
final class Values {
    private final List<Axis> loops;
    private final Layout layout;
    private final Workspace workspace;
    private final Constants constants;
    private final Map<Object, Value> known = new HashMap<>();
    private final Map<Variable, Value> local = new HashMap<>();

    Values(List<Axis> loops, Layout layout, Workspace workspace, Constants constants) {
        this.loops = loops;
        this.layout = layout;
        this.workspace = workspace;
        this.constants = constants;
    }

    /** Makes later reads of the variable at the same point find the value. */
    void define(Variable variable, Value value) {
        local.put(variable, value);
    }

    Value read(Source source) {
        return switch (source) {
            case Source.Constant(double value) -> literal(value);
            case Source.Position(Index index) -> {
                Value.Address address = address(0, List.of(Map.entry(1, index)));
                Value.Address counted =
                        new Value.Address(
                                address.coefficients(), address.constant() + 1, address.terms());
                yield intern(counted, id -> new Value.Position(id, level(counted), counted));
            }
            case Source.Element(Source.Place.Stored(Variable variable), _)
                    when local.containsKey(variable) ->
                    local.get(variable);
            case Source.Element(Source.Place place, Map<Axis, Index> at) -> {
                Value.Array array = array(place);
                Value.Address address = address(place, at);
                yield intern(
                        List.of(array, address),
                        id -> new Value.Load(id, level(address), array, address));
            }
        };
    }

    Value literal(double value) {
        return intern(value, id -> new Value.Literal(id, value));
    }

    Value apply(Function function, List<Value> operands) {
        List<Object> key = new ArrayList<>(List.of(function));
        operands.forEach(operand -> key.add(operand.id()));
        int level = operands.stream().mapToInt(Value::level).max().orElse(0);
        return intern(key, id -> new Value.Apply(id, level, function, operands));
    }

    private Value intern(Object key, IntFunction<Value> make) {
        Value value = known.get(key);
        if (value == null) {
            value = make.apply(known.size());
            known.put(key, value);
        }
        return value;
    }

    private int level(Value.Address address) {
        int level = 0;
        for (Axis axis : address.coefficients().keySet()) {
            level = Math.max(level, loops.indexOf(axis) + 1);
        }
        for (Value.Term term : address.terms()) {
            level =
                    Math.max(
                            level,
                            switch (term) {
                                case Value.Term.Table(_, Value.Address at) -> level(at);
                                case Value.Term.Computed(Value value, _) -> value.level();
                            });
        }
        return level;
    }

    Value.Array array(Source.Place place) {
        return switch (place) {
            case Source.Place.Stored _ -> new Value.Array.Work();
            case Source.Place.Given(DataArray data) ->
                    workspace.holds(data)
                            ? new Value.Array.Work()
                            : new Value.Array.Constant(constants.data(data));
            case Source.Place.Buffer(Binding binding) -> new Value.Array.Buffer(binding.buffer());
        };
    }

    Value.Address address(Source.Place place, Map<Axis, Index> at) {
        int offset =
                switch (place) {
                    case Source.Place.Stored(Variable variable) -> workspace.offset(variable);
                    case Source.Place.Given(DataArray data) ->
                            workspace.holds(data) ? workspace.offset(data) : 0;
                    case Source.Place.Buffer(Binding binding) -> binding.offset();
                };
        Map<Axis, Integer> strides = layout.strides(place);
        List<Map.Entry<Integer, Index>> parts = new ArrayList<>();
        at.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry -> {
                            if (entry.getKey().extent() != 1) {
                                parts.add(Map.entry(strides.get(entry.getKey()), entry.getValue()));
                            }
                        });
        return address(offset, parts);
    }

    private Value.Address address(int offset, List<Map.Entry<Integer, Index>> parts) {
        SortedMap<Axis, Integer> coefficients = new TreeMap<>();
        List<Value.Term> terms = new ArrayList<>();
        int constant = offset;
        for (Map.Entry<Integer, Index> part : parts) {
            int stride = part.getKey();
            Index index = part.getValue();
            constant += stride * index.constant();
            index.loops().forEach(axis -> coefficients.merge(axis, stride, Integer::sum));
            index.lookups().forEach(lookup -> terms.add(term(lookup, stride)));
        }
        return new Value.Address(coefficients, constant, terms);
    }

    /** Positions that are data become a table of offsets. */
    private Value.Term term(Source lookup, int stride) {
        if (lookup
                instanceof
                Source.Element(Source.Place.Given(DataArray data), Map<Axis, Index> at)) {
            Value.Address address = address(new Source.Place.Given(data), at);
            int base = workspace.holds(data) ? workspace.offset(data) : 0;
            Value.Address inTable =
                    new Value.Address(
                            address.coefficients(), address.constant() - base, address.terms());
            return new Value.Term.Table(constants.table(data, stride), inTable);
        }
        return new Value.Term.Computed(read(lookup), stride);
    }
}
