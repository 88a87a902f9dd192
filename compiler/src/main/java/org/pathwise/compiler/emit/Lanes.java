package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the code of vectors of numbers: the values of the innermost loop. */
final class Lanes {
    private final CodeBuilder code;
    private final Elements elements;
    private final ClassDesc vector;
    private final Expressions numbers;
    private final int depth;
    private final Axis wide;
    private final Map<Integer, Integer> uses;
    private final Map<Integer, Integer> locals = new HashMap<>();

    /**
     * @param depth the number of loops; values of that level are vectors, others are numbers
     * @param wide the innermost axis
     */
    Lanes(
            CodeBuilder code,
            Elements elements,
            Expressions numbers,
            int depth,
            Axis wide,
            Map<Integer, Integer> uses) {
        this.code = code;
        this.elements = elements;
        this.vector = elements.vector();
        this.numbers = numbers;
        this.depth = depth;
        this.wide = wide;
        this.uses = uses;
    }

    /**
     * Puts a number into all lanes of a local variable. To be called outside the innermost loop.
     */
    void keepBroadcast(Value value) {
        if (value instanceof Value.Literal(_, double number)) {
            locals.put(value.id(), broadcast(number));
            return;
        }
        numbers.push(value);
        int slot = code.allocateLocal(TypeKind.DOUBLE);
        code.dstore(slot);
        species();
        code.dload(slot);
        elements.round(code);
        broadcast();
        locals.put(value.id(), keep());
    }

    private void broadcast() {
        // stack: species, element
        code.invokestatic(
                vector, "broadcast", MethodTypeDesc.of(vector, Types.SPECIES, elements.number()));
    }

    private int keep() {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(slot);
        return slot;
    }

    private void species() {
        code.getstatic(vector, "SPECIES_PREFERRED", Types.SPECIES);
    }

    void push(Value value) {
        Integer local = locals.get(value.id());
        if (local != null) {
            code.aload(local);
            return;
        }
        if (value.level() < depth) {
            throw new IllegalStateException("not broadcast: " + value);
        }
        compute(value);
        if (uses.getOrDefault(value.id(), 0) > 1) {
            code.dup();
            locals.put(value.id(), keep());
        }
    }

    private void compute(Value value) {
        switch (value) {
            case Value.Literal literal ->
                    throw new IllegalStateException("not broadcast: " + literal);
            case Value.Position(_, _, Value.Address address) -> {
                species();
                numbers.pushAddress(address);
                code.i2d();
                elements.round(code);
                broadcast();
                code.iconst_1()
                        .invokevirtual(
                                vector,
                                "addIndex",
                                MethodTypeDesc.of(vector, ConstantDescs.CD_int));
            }
            case Value.Load(_, _, Value.Array array, Value.Address address) -> load(array, address);
            case Value.Apply(_, _, Function function, List<Value> operands) ->
                    apply(function, operands);
        }
    }

    /** A row of the array; or, where a table has an offset for each lane, a gather. */
    void load(Value.Array array, Value.Address address) {
        species();
        numbers.pushArray(array);
        for (Value.Term term : address.terms()) {
            if (term instanceof Value.Term.Table(int field, Value.Address at)
                    && at.coefficients().containsKey(wide)) {
                List<Value.Term> others =
                        address.terms().stream().filter(other -> other != term).toList();
                numbers.pushAddress(
                        new Value.Address(address.coefficients(), address.constant(), others));
                numbers.pushTable(field);
                numbers.pushAddress(at);
                code.invokestatic(
                        vector,
                        "fromArray",
                        MethodTypeDesc.of(
                                vector,
                                Types.SPECIES,
                                elements.array(),
                                ConstantDescs.CD_int,
                                Types.INTS,
                                ConstantDescs.CD_int));
                return;
            }
        }
        numbers.pushAddress(address);
        code.invokestatic(
                vector,
                "fromArray",
                MethodTypeDesc.of(vector, Types.SPECIES, elements.array(), ConstantDescs.CD_int));
    }

    /** Stores the vector on the stack. */
    void store(Value.Array array, Value.Address address) {
        numbers.pushArray(array);
        numbers.pushAddress(address);
        code.invokevirtual(
                vector, "intoArray", Types.procedure(elements.array(), ConstantDescs.CD_int));
    }

    private void binary(String method) {
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector, Types.VECTOR));
    }

    private void unary(String method) {
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector));
    }

    private void blend(double where) {
        // stack: vector, mask
        int mask = keep();
        elements.push(code, where);
        code.aload(mask);
        code.invokevirtual(
                vector, "blend", MethodTypeDesc.of(vector, elements.number(), Types.MASK));
    }

    private void compare(String comparison, double with) {
        code.getstatic(Types.OPERATORS, comparison, Types.COMPARISON);
        elements.push(code, with);
        code.invokevirtual(
                vector,
                "compare",
                MethodTypeDesc.of(Types.MASK, Types.COMPARISON, elements.number()));
    }

    private void apply(Function function, List<Value> operands) {
        switch (function) {
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> {
                species();
                code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, Types.SPECIES));
                mask(function, operands);
                blend(1);
            }
            case SELECT -> {
                push(operands.get(2));
                push(operands.get(1));
                mask(operands.get(0));
                code.invokevirtual(
                        vector, "blend", MethodTypeDesc.of(vector, Types.VECTOR, Types.MASK));
            }
            case MASKED_MULTIPLY -> {
                operands.forEach(this::push);
                binary("mul");
                push(operands.getFirst());
                compare("EQ", 0);
                blend(0);
            }
            case SIGN -> {
                Value x = operands.getFirst();
                push(x);
                push(x);
                compare("GT", 0);
                blend(1);
                push(x);
                compare("LT", 0);
                blend(-1);
            }
            default -> {
                operands.forEach(this::push);
                switch (function) {
                    case ADD -> binary("add");
                    case SUBTRACT -> binary("sub");
                    case MULTIPLY -> binary("mul");
                    case DIVIDE -> binary("div");
                    case MAXIMUM -> binary("max");
                    case MINIMUM -> binary("min");
                    case NEGATE -> unary("neg");
                    case ABS -> unary("abs");
                    case SQRT -> unary("sqrt");
                    case SQUARE -> {
                        code.dup();
                        binary("mul");
                    }
                    default -> throw new IllegalStateException("has no vector form: " + function);
                }
            }
        }
    }

    private void mask(Value condition) {
        if (condition instanceof Value.Apply(_, _, Function function, List<Value> operands)
                && condition.level() == depth
                && !locals.containsKey(condition.id())) {
            switch (function) {
                case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> {
                    mask(function, operands);
                    return;
                }
                default -> {}
            }
        }
        push(condition);
        compare("NE", 0);
    }

    private void mask(Function function, List<Value> operands) {
        switch (function) {
            case NOT -> {
                push(operands.getFirst());
                compare("EQ", 0);
            }
            case AND, OR -> {
                operands.forEach(this::mask);
                code.invokevirtual(
                        Types.MASK,
                        function == Function.AND ? "and" : "or",
                        MethodTypeDesc.of(Types.MASK, Types.MASK));
            }
            default -> {
                push(operands.get(0));
                String comparison =
                        switch (function) {
                            case LESS -> "LT";
                            case LESS_EQUAL -> "LE";
                            case EQUAL -> "EQ";
                            case NOT_EQUAL -> "NE";
                            default ->
                                    throw new IllegalStateException(
                                            "not a comparison: " + function);
                        };
                code.getstatic(Types.OPERATORS, comparison, Types.COMPARISON);
                push(operands.get(1));
                code.invokevirtual(
                        vector,
                        "compare",
                        MethodTypeDesc.of(Types.MASK, Types.COMPARISON, Types.VECTOR));
            }
        }
    }

    /** Combines the two vectors on the stack. */
    void combine(Operation.Reducer reducer) {
        binary(
                switch (reducer) {
                    case SUM -> "add";
                    case PRODUCT -> "mul";
                    case MAX -> "max";
                    case MIN -> "min";
                });
    }

    /** Adds the product of two values to the vector on the stack. */
    void addProduct(Value left, Value right) {
        int sum = keep();
        push(left);
        push(right);
        code.aload(sum);
        code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, Types.VECTOR, Types.VECTOR));
    }

    /** A new variable with the number in all lanes. */
    int broadcast(double number) {
        species();
        elements.push(code, number);
        broadcast();
        return keep();
    }

    /**
     * Reduces a vector variable to one number on the stack, in a fixed order of the lanes, by way
     * of memory.
     */
    void reduce(int local, Operation.Reducer reducer, int scratch) {
        code.aload(local).aload(Frame.WORK).loadConstant(scratch);
        code.invokevirtual(
                vector, "intoArray", Types.procedure(elements.array(), ConstantDescs.CD_int));
        String method =
                switch (reducer) {
                    case SUM -> "sum";
                    case PRODUCT -> "product";
                    case MAX -> "max";
                    case MIN -> "min";
                };
        code.aload(Frame.WORK)
                .loadConstant(scratch)
                .invokestatic(
                        elements.functions(),
                        method,
                        MethodTypeDesc.of(
                                ConstantDescs.CD_double, elements.array(), ConstantDescs.CD_int));
    }
}
