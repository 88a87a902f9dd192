package org.pathwise.compiler.emit;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the method of a nest of items that share each point of their loops. */
final class NestCode {
    /** What is done with a value at each point. */
    private sealed interface Statement {
        record Store(Value.Array array, Value.Address address, Value value) implements Statement {}

        record Add(Value.Address address, Value value) implements Statement {}

        /**
         * @param second multiplied with the value, if not null
         */
        record Accumulate(
                Operation.Reducer reducer,
                int keptDepth,
                boolean returns,
                Value.Address address,
                Value value,
                @Nullable Value second)
                implements Statement {}
    }

    private final CodeBuilder code;
    private final Frame frame;
    private final Nest nest;
    private final Optional<Axis> wide;
    private final int depth;
    private final int step;
    private final int scratch;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Axis, Integer> slots;
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Map<Integer, Value> reached = new TreeMap<>();
    private final Map<Integer, Value> hoisted = new TreeMap<>();
    private final Map<Integer, Value> broadcast = new TreeMap<>();
    private final Map<Statement.Accumulate, Integer> accumulators = new LinkedHashMap<>();
    private final Elements elements;
    private final Expressions numbers;
    private final @Nullable Lanes lanes;

    /**
     * @param lanes the vector length; 1 for code that takes one element at a time
     * @param scratch a place in the work space for the elements of a vector
     */
    NestCode(
            CodeBuilder code,
            ClassAssembler assembler,
            Frame frame,
            Nest nest,
            Optional<Axis> wide,
            int lanes,
            int scratch) {
        this.code = code;
        this.frame = frame;
        this.nest = nest;
        this.wide = wide;
        this.depth = nest.loops().size();
        this.step = lanes;
        this.scratch = scratch;
        this.slots = frame.slots();
        collect(assembler);
        count();
        this.elements = assembler.elements();
        this.numbers = new Expressions(code, assembler.self(), elements, slots, uses);
        this.lanes =
                lanes == 1
                        ? null
                        : new Lanes(code, elements, numbers, depth, wide.orElseThrow(), uses);
    }

    private void collect(ClassAssembler assembler) {
        Values values = assembler.values(nest.loops());
        for (Item item : nest.items()) {
            List<Value> operands = item.operands().stream().map(values::read).toList();
            if (item.sink() instanceof Item.Sink.Accumulate accumulate
                    && item.function() == Function.MULTIPLY) {
                accumulate(values, accumulate, operands.get(0), operands.get(1));
                continue;
            }
            Value value =
                    item.function() == null
                            ? operands.getFirst()
                            : values.apply(item.function(), operands);
            switch (item.sink()) {
                case Item.Sink.Define(Variable target) -> {
                    if (assembler.isStored(target)) {
                        store(
                                values,
                                new Source.Place.Stored(target),
                                Index.identity(target.axes()),
                                value);
                    }
                    values.define(target, value);
                }
                case Item.Sink.Put put ->
                        store(values, new Source.Place.Stored(put.target()), put.at(), value);
                case Item.Sink.Write(Binding binding) ->
                        store(
                                values,
                                new Source.Place.Buffer(binding),
                                Index.identity(binding.variable().axes()),
                                value);
                case Item.Sink.Accumulate accumulate -> accumulate(values, accumulate, value, null);
                case Item.Sink.ScatterAdd(Variable target, Map<Axis, Index> at) ->
                        statements.add(
                                new Statement.Add(
                                        values.address(new Source.Place.Stored(target), at),
                                        value));
                case Item.Sink.Cumulate _,
                        Item.Sink.Product _,
                        Item.Sink.Matrix _,
                        Item.Sink.Loop _ ->
                        throw new IllegalArgumentException("shares no loops: " + item);
            }
        }
    }

    private void store(Values values, Source.Place place, Map<Axis, Index> at, Value value) {
        statements.add(new Statement.Store(values.array(place), values.address(place, at), value));
    }

    private void accumulate(
            Values values, Item.Sink.Accumulate sink, Value value, @Nullable Value second) {
        Value.Address address =
                values.address(
                        new Source.Place.Stored(sink.target()),
                        Index.identity(sink.target().axes()));
        statements.add(
                new Statement.Accumulate(
                        sink.reducer(),
                        nest.keptDepth(sink),
                        nest.returns(sink, wide),
                        address,
                        value,
                        second));
    }

    private static List<Value> inputs(Statement statement) {
        List<Value> inputs = new ArrayList<>();
        switch (statement) {
            case Statement.Store(_, Value.Address address, Value value) -> {
                inputs.addAll(Value.inputs(address));
                inputs.add(value);
            }
            case Statement.Add(Value.Address address, Value value) -> {
                inputs.addAll(Value.inputs(address));
                inputs.add(value);
            }
            case Statement.Accumulate(_, _, _, _, Value value, Value second) -> {
                inputs.add(value);
                if (second != null) {
                    inputs.add(second);
                }
            }
        }
        return inputs;
    }

    /** Counts uses, and finds what is computed outside the loop that uses it. */
    private void count() {
        statements.forEach(
                statement -> inputs(statement).forEach(value -> use(value, depth, true)));
    }

    private void use(Value value, int level, boolean asVector) {
        uses.merge(value.id(), 1, Integer::sum);
        if (value.level() < level && !(value instanceof Value.Literal)) {
            hoisted.put(value.id(), value);
        }
        if (value.level() < depth && asVector) {
            broadcast.put(value.id(), value);
        }
        if (reached.put(value.id(), value) == null) {
            boolean vector = value.level() == depth && value instanceof Value.Apply;
            value.inputs().forEach(input -> use(input, value.level(), vector));
        }
    }

    /** Writes the method's body. */
    void write() {
        for (Value value : reached.values()) {
            switch (value) {
                case Value.Load(_, _, Value.Array array, Value.Address address) -> {
                    numbers.prepare(array);
                    numbers.prepare(address);
                }
                case Value.Position(_, _, Value.Address address) -> numbers.prepare(address);
                case Value.Literal _, Value.Apply _ -> {}
            }
        }
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Store(Value.Array array, Value.Address address, _) -> {
                    numbers.prepare(array);
                    numbers.prepare(address);
                }
                case Statement.Add(Value.Address address, _) -> numbers.prepare(address);
                case Statement.Accumulate _ -> {}
            }
        }
        level(0);
        code.return_();
    }

    private void level(int level) {
        if (level < depth) {
            hoisted.values().stream()
                    .filter(value -> value.level() == level)
                    .forEach(numbers::keep);
            if (lanes != null) {
                broadcast.values().stream()
                        .filter(value -> value.level() == level)
                        .forEach(lanes::keepBroadcast);
            }
            statements.stream()
                    .filter(
                            statement ->
                                    statement
                                                    instanceof
                                                    Statement.Accumulate(_, int kept, _, _, _, _)
                                            && kept == level)
                    .forEach(statement -> begin((Statement.Accumulate) statement));
            loop(level);
            accumulators.keySet().stream()
                    .filter(accumulate -> accumulate.keptDepth() == level)
                    .forEach(this::finish);
        } else if (lanes == null) {
            statements.forEach(this::execute);
        } else {
            statements.forEach(statement -> execute(lanes, statement));
        }
    }

    private void loop(int level) {
        Axis axis = nest.loops().get(level);
        int slot = slots.computeIfAbsent(axis, _ -> Frame.slot(code));
        boolean ranged = frame.ranged() && wide.isPresent() && wide.get().equals(axis);
        Frame.loop(
                code,
                slot,
                () -> {
                    if (ranged) {
                        code.iload(frame.from());
                    } else {
                        code.iconst_0();
                    }
                },
                () -> {
                    if (ranged) {
                        code.iload(frame.to());
                    } else {
                        code.loadConstant(axis.extent());
                    }
                },
                level == depth - 1 ? step : 1,
                () -> level(level + 1));
    }

    private void begin(Statement.Accumulate accumulate) {
        double identity = Workspace.identity(accumulate.reducer());
        int slot;
        if (lanes == null) {
            slot = code.allocateLocal(TypeKind.DOUBLE);
            code.loadConstant(identity).dstore(slot);
        } else {
            slot = lanes.broadcast(identity);
        }
        accumulators.put(accumulate, slot);
    }

    private void finish(Statement.Accumulate accumulate) {
        code.aload(Frame.WORK);
        numbers.pushAddress(accumulate.address());
        if (accumulate.returns()) {
            code.dup2();
            elements.load(code);
        }
        int slot = accumulators.getOrDefault(accumulate, -1);
        if (lanes == null) {
            code.dload(slot);
        } else {
            lanes.reduce(slot, accumulate.reducer(), scratch);
        }
        if (accumulate.returns()) {
            Expressions.combine(code, accumulate.reducer());
        }
        elements.store(code);
    }

    private void execute(Statement statement) {
        switch (statement) {
            case Statement.Store(Value.Array array, Value.Address address, Value value) -> {
                numbers.pushArray(array);
                numbers.pushAddress(address);
                numbers.push(value);
                numbers.of(array).store(code);
            }
            case Statement.Add(Value.Address address, Value value) -> {
                code.aload(Frame.WORK);
                numbers.pushAddress(address);
                code.dup2();
                elements.load(code);
                numbers.push(value);
                code.dadd();
                elements.store(code);
            }
            case Statement.Accumulate accumulate -> {
                Integer slot = accumulators.get(accumulate);
                if (slot == null) {
                    code.aload(Frame.WORK);
                    numbers.pushAddress(accumulate.address());
                    code.dup2();
                    elements.load(code);
                } else {
                    code.dload(slot);
                }
                numbers.push(accumulate.value());
                if (accumulate.second() != null) {
                    numbers.push(accumulate.second());
                    code.dmul();
                }
                Expressions.combine(code, accumulate.reducer());
                if (slot == null) {
                    elements.store(code);
                } else {
                    code.dstore(slot);
                }
            }
        }
    }

    private void execute(Lanes lanes, Statement statement) {
        switch (statement) {
            case Statement.Store(Value.Array array, Value.Address address, Value value) -> {
                lanes.push(value);
                lanes.store(array, address);
            }
            case Statement.Add(Value.Address address, Value value) -> {
                lanes.load(new Value.Array.Work(), address);
                lanes.push(value);
                lanes.combine(Operation.Reducer.SUM);
                lanes.store(new Value.Array.Work(), address);
            }
            case Statement.Accumulate accumulate -> {
                Integer slot = accumulators.get(accumulate);
                if (slot == null) {
                    lanes.load(new Value.Array.Work(), accumulate.address());
                } else {
                    code.aload(slot);
                }
                if (accumulate.second() != null) {
                    lanes.addProduct(accumulate.value(), accumulate.second());
                } else {
                    lanes.push(accumulate.value());
                    lanes.combine(accumulate.reducer());
                }
                if (slot == null) {
                    lanes.store(new Value.Array.Work(), accumulate.address());
                } else {
                    code.astore(slot);
                }
            }
        }
    }
}
