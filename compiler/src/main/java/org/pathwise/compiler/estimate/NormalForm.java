package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes expressions as polynomials, so that two of them with one polynomial are equal. Works
 * element by element: what is not an element-wise function becomes an atom as it stands.
 */
final class NormalForm {
    private static final int LARGEST_POWER = 6;
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
            Map.of(
                    "exp", Math::exp,
                    "expm1", Math::expm1,
                    "log", Math::log,
                    "log1p", Math::log1p,
                    "sqrt", Math::sqrt,
                    "abs", Math::abs,
                    "relu", x -> Math.max(x, 0),
                    "sin", Math::sin,
                    "cos", Math::cos,
                    "tanh", Math::tanh);

    private final Map<Symbol, Expr> definitions;
    private final Map<String, Polynomial> replaced;
    private final Set<String> leaves = new LinkedHashSet<>();

    /**
     * Prepares.
     *
     * @param definitions what symbols stand for
     * @param replaced what leaves are replaced by, by their text
     */
    NormalForm(Map<Symbol, Expr> definitions, Map<String, Polynomial> replaced) {
        this.definitions = definitions;
        this.replaced = replaced;
    }

    /** The texts of the variables met so far. */
    Set<String> leaves() {
        return leaves;
    }

    Polynomial of(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> Polynomial.constant(literal.value());
            case Expr.Reference reference -> {
                Expr content = definitions.get(reference.symbol());
                yield content == null ? leaf(expr) : of(content);
            }
            case Expr.Index index ->
                    index.type().isScalar() ? leaf(expr) : Polynomial.atom(text(expr));
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Size _,
                    Expr.LoopIndex _,
                    Expr.Conditional _,
                    Expr.Comprehension _,
                    Expr.ArrayLiteral _,
                    Expr.LogDensity _ ->
                    Polynomial.atom(text(expr));
        };
    }

    private Polynomial leaf(Expr expr) {
        String text = text(expr);
        leaves.add(text);
        return replaced.getOrDefault(text, Polynomial.atom(text));
    }

    private Polynomial ofApply(Expr.Apply apply) {
        List<Expr> arguments = apply.arguments();
        boolean scaling = arguments.stream().anyMatch(argument -> argument.type().isScalar());
        return switch (apply.function().name()) {
            case "+" -> first(apply).plus(last(apply));
            case "-" -> first(apply).minus(last(apply));
            case "neg" -> first(apply).times(Polynomial.constant(-1));
            case ".*" -> first(apply).times(last(apply));
            case "*" -> scaling ? first(apply).times(last(apply)) : Polynomial.atom(text(apply));
            case "/", "./" -> quotient(apply);
            case "^", "pow" -> power(apply);
            case "square" -> first(apply).times(first(apply));
            default -> function(apply);
        };
    }

    private Polynomial first(Expr.Apply apply) {
        return of(apply.arguments().getFirst());
    }

    private Polynomial last(Expr.Apply apply) {
        return of(apply.arguments().getLast());
    }

    private Polynomial quotient(Expr.Apply apply) {
        Polynomial divisor = last(apply);
        boolean number = divisor.number().isPresent() && divisor.number().getAsDouble() != 0;
        return first(apply)
                .times(
                        number
                                ? Polynomial.constant(1 / divisor.number().getAsDouble())
                                : Polynomial.atom("inverse(" + divisor + ")"));
    }

    private Polynomial power(Expr.Apply apply) {
        Polynomial base = first(apply);
        Polynomial exponent = last(apply);
        double n = exponent.number().orElse(-1);
        if (n != Math.rint(n) || n < 0 || n > LARGEST_POWER) {
            return Polynomial.atom("power(" + base + ", " + exponent + ")");
        }
        Polynomial result = Polynomial.constant(1);
        for (int i = 0; i < n; i++) {
            result = result.times(base);
        }
        return result;
    }

    private Polynomial function(Expr.Apply apply) {
        DoubleUnaryOperator function = FUNCTIONS.get(apply.function().name());
        if (function == null) {
            return Polynomial.atom(text(apply));
        }
        Polynomial argument = first(apply);
        if (argument.number().isPresent()) {
            double value = function.applyAsDouble(argument.number().getAsDouble());
            if (Double.isFinite(value)) {
                return Polynomial.constant(value);
            }
        }
        return Polynomial.atom(apply.function().name() + "(" + argument + ")");
    }

    /** A text that equal expressions share, and only those. */
    private static String text(Expr expr) {
        String own =
                switch (expr) {
                    case Expr.Literal literal -> Double.toString(literal.value());
                    case Expr.Size size -> "size " + size.dimension();
                    case Expr.Reference reference -> "#" + reference.symbol().id() + "#";
                    case Expr.LoopIndex index -> "loop" + index.loop().id();
                    case Expr.Apply apply -> apply.function().name();
                    case Expr.Conditional _ -> "if";
                    case Expr.Index index ->
                            "at" + index.subscripts().stream().map(NormalForm::text).toList();
                    case Expr.Comprehension comprehension -> "for" + comprehension.loop().id();
                    case Expr.ArrayLiteral _ -> "array";
                    case Expr.LogDensity density -> {
                        var distribution = density.distribution().distribution();
                        yield distribution.name() + distribution.parameters();
                    }
                };
        return Exprs.children(expr).stream()
                .map(NormalForm::text)
                .collect(Collectors.joining(", ", own + "(", ")"));
    }

    private static String text(Subscript subscript) {
        return switch (subscript) {
            case Subscript.At _ -> ".";
            case Subscript.Range(var lower, var upper) -> lower + ".." + upper;
            case Subscript.All _ -> ":";
        };
    }
}
