package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A formula of a distribution's parameters, and of its noise where it stands in the body of a
 * {@code distribution}: see {@link Chain}. Shapes are written with the distribution's own labels.
 */
public sealed interface Term {
    Term ONE = new Constant(1);

    /** The labels of its dimensions. */
    List<Dimension> shape();

    /** What is drawn first. */
    record Noise(List<Dimension> shape) implements Term {
        public Noise {
            shape = List.copyOf(shape);
        }
    }

    /** A parameter, by its position. */
    record Parameter(int index, List<Dimension> shape) implements Term {
        public Parameter {
            shape = List.copyOf(shape);
        }
    }

    record Constant(double value) implements Term {
        @Override
        public List<Dimension> shape() {
            return List.of();
        }
    }

    /** How long the axes of the distribution's labels are. */
    record Extent(Dimension dimension) implements Term {
        @Override
        public List<Dimension> shape() {
            return List.of();
        }
    }

    /** A function of terms. A product with a scalar is the element-wise one, {@code .*}. */
    record Apply(BuiltIn function, List<Term> arguments, List<Dimension> shape) implements Term {
        public Apply {
            arguments = List.copyOf(arguments);
            shape = List.copyOf(shape);
        }

        boolean is(String name) {
            return function.name().equals(name);
        }
    }

    /** One of two, element by element. */
    record Choice(Term condition, Term then, Term otherwise, List<Dimension> shape)
            implements Term {
        public Choice {
            shape = List.copyOf(shape);
        }
    }

    /** One element of an array, by an index for each of its dimensions. */
    record Element(Term array, List<Term> indices) implements Term {
        public Element {
            indices = List.copyOf(indices);
        }

        @Override
        public List<Dimension> shape() {
            return List.of();
        }
    }

    /** The terms directly inside. */
    default List<Term> children() {
        return switch (this) {
            case Noise _, Parameter _, Constant _, Extent _ -> List.of();
            case Apply apply -> apply.arguments();
            case Choice choice -> List.of(choice.condition(), choice.then(), choice.otherwise());
            case Element element -> {
                List<Term> inside = new ArrayList<>(List.of(element.array()));
                inside.addAll(element.indices());
                yield inside;
            }
        };
    }

    /** Whether the noise occurs in it. */
    default boolean isRandom() {
        return this instanceof Noise || children().stream().anyMatch(Term::isRandom);
    }

    /** Whether it is this very number. */
    default boolean is(double number) {
        return this instanceof Constant(double value) && value == number;
    }

    /** A function of terms; arithmetic on numbers is done. */
    static Term call(BuiltIn function, List<Term> arguments, List<Dimension> shape) {
        if (function.name().equals("pi")) {
            return new Constant(Math.PI);
        }
        boolean numbers = arguments.stream().allMatch(Constant.class::isInstance);
        if (!numbers || arguments.isEmpty() || arguments.size() > 2) {
            return new Apply(function, arguments, shape);
        }
        double x = ((Constant) arguments.getFirst()).value();
        double y = ((Constant) arguments.getLast()).value();
        return switch (function.name()) {
            case "+" -> new Constant(x + y);
            case "-" -> new Constant(x - y);
            case "*", ".*" -> new Constant(x * y);
            case "/", "./" -> new Constant(x / y);
            case "^", "pow" -> new Constant(Math.pow(x, y));
            case "neg" -> new Constant(-x);
            case "inv" -> new Constant(1 / x);
            case "square" -> new Constant(x * x);
            case "sqrt" -> new Constant(Math.sqrt(x));
            case "log" -> new Constant(Math.log(x));
            default -> new Apply(function, arguments, shape);
        };
    }

    /** An element-wise function of scalars and at most one other shape. */
    static Term of(String function, Term... arguments) {
        BuiltIn known = Catalogue.function(function).orElseThrow();
        List<Dimension> shape =
                Arrays.stream(arguments)
                        .map(Term::shape)
                        .reduce(List.of(), (a, b) -> a.size() >= b.size() ? a : b);
        return call(known, List.of(arguments), shape);
    }

    /** {@code 1 / term}, without a second reciprocal. */
    default Term reciprocal() {
        return switch (this) {
            case Constant(double value) -> new Constant(1 / value);
            case Apply apply when (apply.is("/") || apply.is("./")) ->
                    apply.arguments().getFirst().is(1)
                            ? apply.arguments().getLast()
                            : of("./", apply.arguments().getLast(), apply.arguments().getFirst());
            case Apply apply when apply.is("inv") -> apply.arguments().getFirst();
            case Noise _, Parameter _, Extent _, Apply _, Choice _, Element _ ->
                    of("./", ONE, this);
        };
    }

    /** {@code -term}, without a second minus. */
    default Term negated() {
        return switch (this) {
            case Constant(double value) -> new Constant(-value);
            case Apply apply when apply.is("neg") -> apply.arguments().getFirst();
            case Noise _, Parameter _, Extent _, Apply _, Choice _, Element _ -> of("neg", this);
        };
    }

    /**
     * The bounds of its elements.
     *
     * @param noise of the noise
     * @param parameters of each parameter
     */
    default Range range(Range noise, List<Range> parameters) {
        Function<Term, Range> inner = term -> term.range(noise, parameters);
        return switch (this) {
            case Noise _ -> noise;
            case Parameter(int index, _) -> parameters.get(index);
            case Constant(double value) -> Range.point(value);
            case Extent _ -> new Range(0, Double.POSITIVE_INFINITY, false, true);
            case Apply apply ->
                    apply.function().range().range(apply.arguments().stream().map(inner).toList());
            case Choice choice -> inner.apply(choice.then()).union(inner.apply(choice.otherwise()));
            case Element element -> inner.apply(element.array());
        };
    }
}
