package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the code of single numbers. A number with several uses is kept in a local variable. */
final class Expressions {
    private final CodeBuilder code;
    private final ClassDesc self;
    private final Elements elements;
    private final Map<Axis, Integer> slots;
    private final Map<Integer, Integer> uses;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private final Map<Value.Array, Integer> arrays = new HashMap<>();
    private final Map<Integer, Integer> tables = new HashMap<>();

    /**
     * @param slots the local variables of the loops; entries may be added
     * @param uses how often each value, by its id, is used
     */
    Expressions(
            CodeBuilder code,
            ClassDesc self,
            Elements elements,
            Map<Axis, Integer> slots,
            Map<Integer, Integer> uses) {
        this.code = code;
        this.self = self;
        this.elements = elements;
        this.slots = slots;
        this.uses = uses;
    }

    /**
     * Loads an array into a local variable. To be called before any loop for all that the loops
     * use.
     */
    void prepare(Value.Array array) {
        switch (array) {
            case Value.Array.Work _ -> {}
            case Value.Array.Constant(int field) ->
                    arrays.computeIfAbsent(
                            array,
                            _ -> {
                                code.getstatic(self, ClassAssembler.field(field), elements.array());
                                return keepReference();
                            });
            case Value.Array.Buffer(int number) ->
                    arrays.computeIfAbsent(
                            array,
                            _ -> {
                                code.aload(Frame.BUFFERS).loadConstant(number).aaload();
                                return keepReference();
                            });
        }
    }

    /** Loads the tables that an address reads into local variables. */
    void prepare(Value.Address address) {
        for (Value.Term term : address.terms()) {
            if (term instanceof Value.Term.Table(int field, Value.Address at)) {
                tables.computeIfAbsent(
                        field,
                        _ -> {
                            code.getstatic(self, ClassAssembler.field(field), Types.INTS);
                            return keepReference();
                        });
                prepare(at);
            }
        }
    }

    private int keepReference() {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(slot);
        return slot;
    }

    void pushArray(Value.Array array) {
        code.aload(array instanceof Value.Array.Work ? Frame.WORK : known(arrays, array));
    }

    /** What an array holds: the caller's buffers are doubles. */
    Elements of(Value.Array array) {
        return array instanceof Value.Array.Buffer ? Elements.DOUBLES : elements;
    }

    void pushTable(int field) {
        code.aload(known(tables, field));
    }

    private static <K> int known(Map<K, Integer> slots, K key) {
        Integer slot = slots.get(key);
        if (slot == null) {
            throw new IllegalStateException("in no local variable: " + key);
        }
        return slot;
    }

    void pushAddress(Value.Address address) {
        boolean pushed =
                address.constant() != 0
                        || address.coefficients().isEmpty() && address.terms().isEmpty();
        if (pushed) {
            code.loadConstant(address.constant());
        }
        for (Map.Entry<Axis, Integer> entry : address.coefficients().entrySet()) {
            code.iload(known(slots, entry.getKey()));
            if (entry.getValue() != 1) {
                code.loadConstant(entry.getValue().intValue()).imul();
            }
            pushed = add(pushed);
        }
        for (Value.Term term : address.terms()) {
            switch (term) {
                case Value.Term.Table(int field, Value.Address at) -> {
                    pushTable(field);
                    pushAddress(at);
                    code.iaload();
                }
                case Value.Term.Computed(Value value, int stride) -> {
                    push(value);
                    code.d2i().iconst_1().isub().loadConstant(stride).imul();
                }
            }
            pushed = add(pushed);
        }
    }

    private boolean add(boolean pushed) {
        if (pushed) {
            code.iadd();
        }
        return true;
    }

    void push(Value value) {
        Integer local = locals.get(value.id());
        if (local != null) {
            code.dload(local);
            return;
        }
        compute(value);
        if (uses.getOrDefault(value.id(), 0) > 1 && !(value instanceof Value.Literal)) {
            code.dup2().dstore(newLocal(value));
        }
    }

    /** Computes a value into its local variable, unless it is there already. */
    void keep(Value value) {
        if (!locals.containsKey(value.id()) && !(value instanceof Value.Literal)) {
            compute(value);
            code.dstore(newLocal(value));
        }
    }

    private int newLocal(Value value) {
        int local = code.allocateLocal(TypeKind.DOUBLE);
        locals.put(value.id(), local);
        return local;
    }

    private void compute(Value value) {
        switch (value) {
            case Value.Literal(_, double number) -> code.loadConstant(number);
            case Value.Position(_, _, Value.Address address) -> {
                pushAddress(address);
                code.i2d();
            }
            case Value.Load(_, _, Value.Array array, Value.Address address) -> {
                pushArray(array);
                pushAddress(address);
                of(array).load(code);
            }
            case Value.Apply(_, _, Function function, List<Value> operands) ->
                    apply(function, operands);
        }
    }

    private void apply(Function function, List<Value> operands) {
        if (function == Function.SELECT) {
            select(operands.get(0), operands.get(1), operands.get(2));
            return;
        }
        operands.forEach(this::push);
        switch (function) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case NEGATE -> code.dneg();
            case SQUARE -> code.dup2().dmul();
            case ABS -> code.invokestatic(Types.MATH, "abs", Types.doubles(1));
            case SQRT -> code.invokestatic(Types.MATH, "sqrt", Types.doubles(1));
            case MAXIMUM -> code.invokestatic(Types.MATH, "max", Types.doubles(2));
            case MINIMUM -> code.invokestatic(Types.MATH, "min", Types.doubles(2));
            default ->
                    code.invokestatic(
                            ClassDesc.of(function.owner()),
                            function.method(),
                            Types.doubles(function.arity()));
        }
    }

    /** A real branch. A side is computed inside its branch if nothing outside needs parts of it. */
    private void select(Value condition, Value then, Value otherwise) {
        for (Value side : List.of(then, otherwise)) {
            if (!isPrivate(side)) {
                keep(side);
            }
        }
        Label no = code.newLabel();
        Label end = code.newLabel();
        branchUnless(condition, no);
        push(then);
        code.goto_(end).labelBinding(no);
        push(otherwise);
        code.labelBinding(end);
    }

    private boolean isPrivate(Value value) {
        return value instanceof Value.Literal
                || locals.containsKey(value.id())
                || uses.getOrDefault(value.id(), 0) == 1
                        && value.inputs().stream().allMatch(this::isPrivate);
    }

    private void branchUnless(Value condition, Label no) {
        if (condition instanceof Value.Apply(_, _, Function function, List<Value> operands)
                && !locals.containsKey(condition.id())) {
            switch (function) {
                case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> {
                    operands.forEach(this::push);
                    switch (function) {
                        case LESS -> code.dcmpg().ifge(no);
                        case LESS_EQUAL -> code.dcmpg().ifgt(no);
                        case EQUAL -> code.dcmpl().ifne(no);
                        default -> code.dcmpl().ifeq(no);
                    }
                    return;
                }
                case NOT -> {
                    push(operands.getFirst());
                    code.dconst_0().dcmpl().ifne(no);
                    return;
                }
                default -> {}
            }
        }
        push(condition);
        code.dconst_0().dcmpl().ifeq(no);
    }

    /** Combines the two numbers on the stack. */
    static void combine(CodeBuilder code, org.pathwise.compiler.array.Operation.Reducer reducer) {
        switch (reducer) {
            case SUM -> code.dadd();
            case PRODUCT -> code.dmul();
            case MAX -> code.invokestatic(Types.MATH, "max", Types.doubles(2));
            case MIN -> code.invokestatic(Types.MATH, "min", Types.doubles(2));
        }
    }

    static MethodTypeDesc toDouble(ClassDesc... parameters) {
        return MethodTypeDesc.of(ConstantDescs.CD_double, parameters);
    }
}
