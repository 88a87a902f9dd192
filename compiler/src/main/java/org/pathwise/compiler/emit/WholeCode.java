package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.runtime.linalg.Strided;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the methods of items that are alone in their nest: rows given to the runtime, running
 * sums, matrices.
 */
final class WholeCode {
    private final CodeBuilder code;
    private final Frame frame;
    private final Item item;
    private final Optional<Axis> wide;
    private final Map<Axis, Integer> slots;
    private final Values values;
    private final Elements elements;
    private final Expressions numbers;
    private final ClassAssembler assembler;

    WholeCode(
            CodeBuilder code,
            ClassAssembler assembler,
            Frame frame,
            Item item,
            Optional<Axis> wide) {
        this.code = code;
        this.assembler = assembler;
        this.frame = frame;
        this.item = item;
        this.wide = wide;
        this.slots = frame.slots();
        this.values = assembler.values(item.domain());
        this.elements = assembler.elements();
        this.numbers = new Expressions(code, assembler.self(), elements, slots, new HashMap<>());
    }

    /**
     * Calls a runtime method for each row of the innermost axis, from the range's start to its end;
     * without a function, to copy between the caller's doubles and other elements.
     */
    void rows() {
        Value.Load from = load(item.operands().getFirst());
        Source.Place place = target();
        Value.Array array = values.array(place);
        Value.Address to = values.address(place, Index.identity(axes(place)));
        numbers.prepare(array);
        slots.put(item.domain().getLast(), frame.from());
        String method = item.function() == null ? "convert" : item.function().method();
        loops(
                item.domain().subList(0, item.domain().size() - 1),
                () -> {
                    numbers.pushArray(from.array());
                    numbers.pushAddress(from.address());
                    numbers.pushArray(array);
                    numbers.pushAddress(to);
                    code.iload(frame.to()).iload(frame.from()).isub();
                    code.invokestatic(
                            elements.functions(),
                            method,
                            Types.procedure(
                                    numbers.of(from.array()).array(),
                                    ConstantDescs.CD_int,
                                    numbers.of(array).array(),
                                    ConstantDescs.CD_int,
                                    ConstantDescs.CD_int));
                });
        code.return_();
    }

    private Source.Place target() {
        return item.sink() instanceof Item.Sink.Write(Binding binding)
                ? new Source.Place.Buffer(binding)
                : new Source.Place.Stored(item.targets().getFirst());
    }

    private static List<Axis> axes(Source.Place place) {
        return switch (place) {
            case Source.Place.Stored(Variable variable) -> variable.axes();
            case Source.Place.Buffer(Binding binding) -> binding.variable().axes();
            case Source.Place.Given(DataArray data) -> data.order();
        };
    }

    /**
     * Adds the product of a chunk of rows of a matrix with a vector to what earlier chunks left.
     */
    void columns(Vectorizing.Product product) {
        Value.Load matrix = load(product.matrix());
        Value.Load vector = load(product.vector());
        Variable target = item.targets().getFirst();
        Value.Address to =
                values.address(new Source.Place.Stored(target), Index.identity(target.axes()));
        Axis column = product.column();
        Axis row = item.domain().getLast();
        slots.put(row, frame.from());
        loops(
                item.domain().stream()
                        .filter(axis -> !axis.equals(column) && !axis.equals(row))
                        .toList(),
                () -> {
                    numbers.pushArray(matrix.array());
                    int stride = pushStart(matrix.address(), column);
                    code.loadConstant(stride);
                    numbers.pushArray(vector.array());
                    int vectorStride = pushStart(vector.address(), column);
                    if (!product.transposed()) {
                        code.loadConstant(vectorStride);
                    }
                    code.aload(Frame.WORK);
                    int targetStride = pushStart(to, column);
                    if (product.transposed()) {
                        code.loadConstant(targetStride);
                    }
                    code.loadConstant(column.extent()).iload(frame.to()).iload(frame.from()).isub();
                    ClassDesc count = ConstantDescs.CD_int;
                    code.invokestatic(
                            Types.COLUMNS,
                            product.transposed() ? "addTransposedProduct" : "addProduct",
                            product.transposed()
                                    ? Types.procedure(
                                            Types.DOUBLES,
                                            count,
                                            count,
                                            Types.DOUBLES,
                                            count,
                                            Types.DOUBLES,
                                            count,
                                            count,
                                            count,
                                            count)
                                    : Types.procedure(
                                            Types.DOUBLES,
                                            count,
                                            count,
                                            Types.DOUBLES,
                                            count,
                                            count,
                                            Types.DOUBLES,
                                            count,
                                            count,
                                            count));
                });
        code.return_();
    }

    /** Pushes the address of the first element along an axis, and gives the stride along it. */
    private int pushStart(Value.Address address, Axis axis) {
        SortedMap<Axis, Integer> others = new TreeMap<>(address.coefficients());
        Integer stride = others.remove(axis);
        numbers.pushAddress(new Value.Address(others, address.constant(), address.terms()));
        return stride == null ? 0 : stride;
    }

    /** Running sums. */
    void cumulate(Operation.CumulativeSum cumulative, Variable target) {
        Axis axis = cumulative.axis();
        Value value = values.read(item.operands().getFirst());
        prepare(value);
        Value.Address to =
                values.address(new Source.Place.Stored(target), Index.identity(target.axes()));
        int sum = code.allocateLocal(TypeKind.DOUBLE);
        int count = Frame.slot(code);
        int at = Frame.slot(code);
        slots.put(axis, at);
        loops(
                item.domain().stream().filter(other -> !other.equals(axis)).toList(),
                () -> {
                    code.dconst_0().dstore(sum);
                    Frame.loop(
                            code,
                            count,
                            code::iconst_0,
                            () -> code.loadConstant(axis.extent()),
                            1,
                            () -> {
                                if (cumulative.reverse()) {
                                    code.loadConstant(axis.extent() - 1)
                                            .iload(count)
                                            .isub()
                                            .istore(at);
                                } else {
                                    code.iload(count).istore(at);
                                }
                                code.aload(Frame.WORK);
                                numbers.pushAddress(to);
                                code.dload(sum).dup2();
                                numbers.push(value);
                                code.dadd().dup2().dstore(sum);
                                // stack: array, address, sum before, sum after
                                if (cumulative.exclusive()) {
                                    code.pop2();
                                } else {
                                    code.dup2_x2().pop2().pop2();
                                }
                                elements.store(code);
                            });
                });
        code.return_();
    }

    /** A product of two matrices for each element of the batch. */
    void product(Item.Sink.Product product) {
        Value.Load left = load(item.operands().getFirst());
        Value.Load right = load(item.operands().getLast());
        Value.Address to =
                values.address(
                        new Source.Place.Stored(product.target()),
                        Index.identity(product.target().axes()));
        loops(
                item.domain(),
                () -> {
                    List<ClassDesc> parameters = new ArrayList<>();
                    for (Axis axis : List.of(product.row(), product.column(), product.inner())) {
                        code.loadConstant(axis.extent());
                        parameters.add(ConstantDescs.CD_int);
                    }
                    numbers.pushArray(left.array());
                    List<Axis> leftAxes = List.of(product.row(), product.inner());
                    pushPlace(left.address(), leftAxes, false, Optional.empty(), parameters);
                    numbers.pushArray(right.array());
                    List<Axis> rightAxes = List.of(product.inner(), product.column());
                    pushPlace(right.address(), rightAxes, false, Optional.empty(), parameters);
                    code.aload(Frame.WORK);
                    List<Axis> target = List.of(product.row(), product.column());
                    pushPlace(to, target, false, Optional.empty(), parameters);
                    boolean sums = !product.target().axes().containsAll(item.domain());
                    code.loadConstant(sums ? 1 : 0);
                    parameters.add(ConstantDescs.CD_boolean);
                    code.invokestatic(
                            elements.products(),
                            "multiply",
                            Types.procedure(parameters.toArray(ClassDesc[]::new)));
                });
        code.return_();
    }

    /** A matrix routine for each element of the batch. */
    void matrix(Operation operation, Variable target) {
        switch (operation) {
            case Operation.Cholesky(_, Axis row, Axis column) ->
                    matrix(
                            "cholesky",
                            target,
                            List.of(row, column),
                            List.of(List.of(row, column)),
                            row,
                            false);
            case Operation.CholeskyAdjoint(_, _, Axis row, Axis column) ->
                    matrix(
                            "choleskyAdjoint",
                            target,
                            List.of(row, column),
                            List.of(List.of(row, column), List.of(row, column)),
                            row,
                            false);
            case Operation.LogAbsDeterminant(_, Axis row, Axis column) ->
                    matrix(
                            "logAbsDeterminant",
                            target,
                            List.of(),
                            List.of(List.of(row, column)),
                            row,
                            false);
            case Operation.TriangularSolve(_, _, Axis row, Axis column, boolean transposed) ->
                    matrix(
                            "triangularSolve",
                            target,
                            List.of(transposed ? row : column),
                            List.of(List.of(row, column), List.of(transposed ? column : row)),
                            row,
                            transposed);
            case Operation.Solve(_, _, Axis row, Axis column, boolean transposed) ->
                    matrix(
                            "solve",
                            target,
                            List.of(transposed ? row : column),
                            List.of(List.of(row, column), List.of(transposed ? column : row)),
                            row,
                            transposed);
            default -> throw new IllegalArgumentException("not a matrix routine: " + operation);
        }
    }

    private void matrix(
            String method,
            Variable target,
            List<Axis> targetAxes,
            List<List<Axis>> operandAxes,
            Axis row,
            boolean transposed) {
        List<Value.Load> loads = item.operands().stream().map(this::load).toList();
        Value.Address to =
                values.address(new Source.Place.Stored(target), Index.identity(target.axes()));
        int n = row.extent();
        boolean solves = method.equals("triangularSolve") || method.equals("solve");
        Optional<Axis> sides = solves ? sides(loads.getFirst()) : Optional.empty();
        int count = sides.map(Axis::extent).orElse(1);
        int scratch =
                elements == Elements.FLOATS
                        ? 0
                        : assembler
                                .workspace()
                                .allocate(
                                        solves
                                                ? (long) n * n
                                                        + (long) n * Math.min(count, Strided.SIDES)
                                                : 2L * n * n);
        loops(
                item.domain().stream().filter(axis -> !Optional.of(axis).equals(sides)).toList(),
                () -> {
                    List<ClassDesc> parameters = new ArrayList<>();
                    for (int i = 0; i < loads.size(); i++) {
                        numbers.pushArray(loads.get(i).array());
                        pushPlace(
                                loads.get(i).address(),
                                operandAxes.get(i),
                                solves && i == 1,
                                sides,
                                parameters);
                    }
                    code.aload(Frame.WORK);
                    pushPlace(to, targetAxes, solves, sides, parameters);
                    if (solves) {
                        code.loadConstant(count).loadConstant(transposed ? 1 : 0);
                        parameters.addAll(List.of(ConstantDescs.CD_int, ConstantDescs.CD_boolean));
                    }
                    code.loadConstant(n);
                    parameters.add(ConstantDescs.CD_int);
                    if (elements == Elements.DOUBLES) {
                        code.aload(Frame.WORK).loadConstant(scratch);
                        parameters.addAll(List.of(Types.DOUBLES, ConstantDescs.CD_int));
                    }
                    code.invokestatic(
                            elements.matrices(),
                            method,
                            Types.procedure(parameters.toArray(ClassDesc[]::new)));
                });
        code.return_();
    }

    /** The axis along which one matrix meets several right-hand sides. */
    private Optional<Axis> sides(Value.Load matrix) {
        return item.domain().reversed().stream()
                .filter(
                        axis ->
                                !matrix.address().coefficients().containsKey(axis)
                                        && matrix.address().terms().isEmpty())
                .findFirst();
    }

    /**
     * Pushes where a matrix or vector starts, and its strides along its axes and from one side to
     * the next.
     */
    private void pushPlace(
            Value.Address address,
            List<Axis> axes,
            boolean isSide,
            Optional<Axis> sides,
            List<ClassDesc> parameters) {
        SortedMap<Axis, Integer> others = new TreeMap<>(address.coefficients());
        axes.forEach(others::remove);
        sides.ifPresent(others::remove);
        numbers.pushAddress(new Value.Address(others, address.constant(), address.terms()));
        parameters.addAll(List.of(elements.matrix(), ConstantDescs.CD_int));
        for (Axis axis : axes) {
            code.loadConstant(address.coefficients().getOrDefault(axis, 0).intValue());
            parameters.add(ConstantDescs.CD_int);
        }
        if (isSide) {
            int next = sides.map(axis -> address.coefficients().getOrDefault(axis, 0)).orElse(0);
            code.loadConstant(next);
            parameters.add(ConstantDescs.CD_int);
        }
    }

    private Value.Load load(Source source) {
        if (!(values.read(source) instanceof Value.Load load)) {
            throw new IllegalArgumentException("not an array: " + source);
        }
        prepare(load);
        return load;
    }

    private void prepare(Value value) {
        if (value instanceof Value.Load load) {
            numbers.prepare(load.array());
            numbers.prepare(load.address());
        }
        value.inputs().forEach(this::prepare);
    }

    private void loops(List<Axis> axes, Runnable body) {
        if (axes.isEmpty()) {
            body.run();
            return;
        }
        Axis axis = axes.getFirst();
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
                1,
                () -> loops(axes.subList(1, axes.size()), body));
    }
}
