package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;

import java.util.List;
import java.util.SortedMap;

/**
 * A number that a nest computes at each point. Equal numbers are one object, see {@link Values}.
 */
sealed interface Value {
    /** Operands have smaller ids. */
    int id();

    /** How many of the nest's loops, from outside, it depends on. */
    int level();

    record Literal(int id, double value) implements Value {
        @Override
        public int level() {
            return 0;
        }
    }

    /** An address, as a number. */
    record Position(int id, int level, Address address) implements Value {}

    record Load(int id, int level, Array array, Address address) implements Value {}

    record Apply(int id, int level, Function function, List<Value> operands) implements Value {}

    /** Where elements lie. */
    sealed interface Array {
        record Work() implements Array {}

        /** A constant of the class: a {@code double[]}. */
        record Constant(int field) implements Array {}

        record Buffer(int number) implements Array {}
    }

    /** {@code constant + sum of coefficient * loop variable + sum of terms}. */
    record Address(SortedMap<Axis, Integer> coefficients, int constant, List<Term> terms) {}

    /** What else an address adds. */
    sealed interface Term {
        /** An element of an {@code int[]} constant of the class. */
        record Table(int field, Address address) implements Term {}

        /** {@code (value - 1) * stride}. */
        record Computed(Value value, int stride) implements Term {}
    }

    /** The values that this one is computed from. */
    default List<Value> inputs() {
        return switch (this) {
            case Literal _ -> List.of();
            case Position(_, _, Address address) -> inputs(address);
            case Load(_, _, _, Address address) -> inputs(address);
            case Apply(_, _, _, List<Value> operands) -> operands;
        };
    }

    /** The values that an address is computed from. */
    static List<Value> inputs(Address address) {
        return address.terms().stream()
                .flatMap(
                        term ->
                                switch (term) {
                                    case Term.Table(_, Address at) -> inputs(at).stream();
                                    case Term.Computed(Value value, _) -> List.of(value).stream();
                                })
                .toList();
    }
}
