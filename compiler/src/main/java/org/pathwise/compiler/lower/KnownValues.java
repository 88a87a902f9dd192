package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Computes variables that depend on data alone, while a program is being written. */
final class KnownValues {
    private KnownValues() {}

    /** The variable's value, or empty if it depends on an input. */
    static Optional<Tensor> of(Variable variable, List<Let> lets) {
        Map<Variable, Let> definitions = new HashMap<>();
        for (Let let : lets) {
            let.variables().forEach(defined -> definitions.put(defined, let));
        }
        Set<Let> needed = new HashSet<>();
        Deque<Variable> open = new ArrayDeque<>(List.of(variable));
        while (!open.isEmpty()) {
            Let let = definitions.get(open.pop());
            if (let == null) {
                return Optional.empty();
            }
            if (needed.add(let)) {
                open.addAll(let.operation().operands());
            }
        }
        List<Let> ordered = lets.stream().filter(needed::contains).toList();
        return Optional.ofNullable(
                Interpreter.run(new Program(List.of(), ordered, List.of(variable)), Map.of())
                        .get(variable));
    }

    /** The elements of symbols that depend on data alone, row-major. */
    static Map<Symbol, double[]> of(Scope scope, List<Symbol> symbols) {
        List<Variable> variables =
                symbols.stream()
                        .map(symbol -> scope.environment().get(symbol).variable())
                        .distinct()
                        .toList();
        Program program = new Program(List.of(), scope.builder().lets(), variables);
        Map<Variable, Tensor> values = Interpreter.run(program, Map.of());
        Map<Symbol, double[]> elements = new HashMap<>();
        for (Symbol symbol : symbols) {
            Value value = scope.environment().get(symbol);
            Tensor tensor = Objects.requireNonNull(values.get(value.variable()));
            elements.put(symbol, tensor.arranged(value.shape()).values());
        }
        return elements;
    }

    /**
     * The elements of a variable that depends on data alone, row-major in an order of axes; it is
     * repeated along axes that it lacks.
     */
    static List<Double> elements(Variable variable, List<Axis> order, List<Let> lets) {
        Tensor tensor =
                of(variable, lets)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                variable + " does not depend on data alone"));
        List<Double> elements = new ArrayList<>();
        for (double element : tensor.arranged(order).values()) {
            elements.add(element);
        }
        return elements;
    }
}
