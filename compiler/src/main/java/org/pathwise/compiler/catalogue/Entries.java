package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Domain;
import org.pathwise.compiler.catalogue.BuiltIn.Lowering;
import org.pathwise.compiler.catalogue.BuiltIn.RangeRule;
import org.pathwise.compiler.catalogue.BuiltIn.Smoothness;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;

import java.util.List;

/** How entries of functions are written down. */
final class Entries {
    private Entries() {}

    /** A formula of the elements of arguments. */
    @FunctionalInterface
    interface ElementFormula {
        Variable of(Algebra a, Variable... x);
    }

    static ElementFormula applying(Function function) {
        return (a, x) -> a.of(function, x);
    }

    static Lowering elementwise(ElementFormula formula) {
        return (context, arguments) -> {
            Variable[] operands = arguments.stream().map(Value::variable).toArray(Variable[]::new);
            return new Value(
                    formula.of(new Algebra(context.builder()), operands), widest(arguments));
        };
    }

    /** The shape of the first argument of the most dimensions: what the arguments align to. */
    static List<Axis> widest(List<Value> arguments) {
        int rank = arguments.stream().mapToInt(value -> value.shape().size()).max().orElse(0);
        return arguments.stream()
                .map(Value::shape)
                .filter(shape -> shape.size() == rank)
                .findFirst()
                .orElse(List.of());
    }

    static BuiltIn smooth(
            String name, String signature, Typing typing, Lowering lowering, RangeRule range) {
        return new BuiltIn(
                name, signature, typing, lowering, Smoothness.SMOOTH, Domain.EVERYWHERE, range);
    }

    static BuiltIn lipschitz(
            String name, String signature, Typing typing, Lowering lowering, RangeRule range) {
        return new BuiltIn(
                name, signature, typing, lowering, Smoothness.LIPSCHITZ, Domain.EVERYWHERE, range);
    }

    static BuiltIn jumping(
            String name, String signature, Typing typing, Lowering lowering, RangeRule range) {
        return new BuiltIn(
                name,
                signature,
                typing,
                lowering,
                Smoothness.DISCONTINUOUS,
                Domain.EVERYWHERE,
                range);
    }

    static BuiltIn singular(
            String name,
            String signature,
            Typing typing,
            Lowering lowering,
            Domain domain,
            RangeRule range) {
        return new BuiltIn(
                name, signature, typing, lowering, Smoothness.SINGULAR_AT_EDGE, domain, range);
    }
}
