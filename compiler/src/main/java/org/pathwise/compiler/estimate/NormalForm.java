package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.math.LogisticFunctions;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes expressions as polynomials, so that two of them with one polynomial are equal. Works
 * element by element: what is not an element-wise function becomes an atom as it stands.
 */
final class NormalForm {
    private static final int LARGEST_POWER = 6;

    /** Continuous functions of one argument, and what they are at a number. */
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("exp", Math::exp),
                    Map.entry("expm1", Math::expm1),
                    Map.entry("log", Math::log),
                    Map.entry("log1p", Math::log1p),
                    Map.entry("log1m", x -> Math.log1p(-x)),
                    Map.entry("sqrt", Math::sqrt),
                    Map.entry("abs", Math::abs),
                    Map.entry("relu", x -> Math.max(x, 0)),
                    Map.entry("sin", Math::sin),
                    Map.entry("cos", Math::cos),
                    Map.entry("tanh", Math::tanh),
                    Map.entry("sinh", Math::sinh),
                    Map.entry("cosh", Math::cosh),
                    Map.entry("atan", Math::atan),
                    Map.entry("inv_logit", LogisticFunctions::invLogit),
                    Map.entry("sigmoid", LogisticFunctions::invLogit),
                    Map.entry("log_inv_logit", LogisticFunctions::logInvLogit),
                    Map.entry("softplus", LogisticFunctions::log1pExp),
                    Map.entry("log1p_exp", LogisticFunctions::log1pExp),
                    Map.entry("erf", ErrorFunctions::erf),
                    Map.entry("Phi", ErrorFunctions::Phi));

    /** Continuous functions of two arguments. */
    private static final Map<String, DoubleBinaryOperator> EXTREMES =
            Map.of("max", Math::max, "fmax", Math::max, "min", Math::min, "fmin", Math::min);

    private final Map<Symbol, Expr> definitions;
    private final Map<String, Polynomial> replaced;
    private final Set<String> leaves = new LinkedHashSet<>();
    private final Map<String, Polynomial> absolutes = new HashMap<>();

    /**
     * Prepares.
     *
     * @param definitions what symbols stand for
     * @param replaced what atoms are replaced by, by their text
     */
    NormalForm(Map<Symbol, Expr> definitions, Map<String, Polynomial> replaced) {
        this.definitions = definitions;
        this.replaced = replaced;
    }

    /** The texts of the variables met so far. */
    Set<String> leaves() {
        return leaves;
    }

    /** What the atoms that are absolute values are of. */
    Map<String, Polynomial> absolutes() {
        return absolutes;
    }

    Polynomial of(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> Polynomial.constant(literal.value());
            case Expr.Reference reference -> {
                Expr content = definitions.get(reference.symbol());
                yield content == null ? leaf(expr) : of(content);
            }
            case Expr.Index index -> index.type().isScalar() ? leaf(expr) : atom(text(expr));
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Conditional conditional -> ofConditional(conditional);
            case Expr.Size _,
                    Expr.LoopIndex _,
                    Expr.Comprehension _,
                    Expr.ArrayLiteral _,
                    Expr.LogDensity _ ->
                    atom(text(expr));
        };
    }

    private Polynomial leaf(Expr expr) {
        String text = text(expr);
        leaves.add(text);
        return atom(text);
    }

    private Polynomial atom(String text) {
        Polynomial other = replaced.get(text);
        return other == null ? Polynomial.atom(text) : other;
    }

    /** The branch that is taken, where both sides of the comparison are numbers that differ. */
    private Polynomial ofConditional(Expr.Conditional conditional) {
        Polynomial then = of(conditional.then());
        Polynomial otherwise = of(conditional.otherwise());
        if (then.minus(otherwise).isZero()) {
            return then;
        }
        if (conditional.condition() instanceof Expr.Apply condition) {
            OptionalDouble difference = first(condition).minus(last(condition)).number();
            if (difference.isPresent() && difference.getAsDouble() != 0) {
                boolean above = difference.getAsDouble() > 0;
                switch (condition.function().name()) {
                    case ">", ">=" -> {
                        return above ? then : otherwise;
                    }
                    case "<", "<=" -> {
                        return above ? otherwise : then;
                    }
                    default -> {}
                }
            }
        }
        return atom(text(conditional));
    }

    private Polynomial ofApply(Expr.Apply apply) {
        List<Expr> arguments = apply.arguments();
        boolean scaling = arguments.stream().anyMatch(argument -> argument.type().isScalar());
        return switch (apply.function().name()) {
            case "+" -> first(apply).plus(last(apply));
            case "-" -> first(apply).minus(last(apply));
            case "neg" -> first(apply).times(Polynomial.constant(-1));
            case ".*" -> first(apply).times(last(apply));
            case "*" -> scaling ? first(apply).times(last(apply)) : atom(text(apply));
            case "/", "./" -> quotient(apply);
            case "^", "pow" -> power(apply);
            case "square" -> first(apply).times(first(apply));
            case "max", "fmax", "min", "fmin" -> extreme(apply);
            case "clamp" -> clamp(apply);
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
                                : atom("inverse(" + divisor + ")"));
    }

    private Polynomial power(Expr.Apply apply) {
        Polynomial base = first(apply);
        Polynomial exponent = last(apply);
        double n = exponent.number().orElse(-1);
        if (n != Math.rint(n) || n < 0 || n > LARGEST_POWER) {
            return atom("power(" + base + ", " + exponent + ")");
        }
        Polynomial result = Polynomial.constant(1);
        for (int i = 0; i < n; i++) {
            result = result.times(base);
        }
        return result;
    }

    private Polynomial extreme(Expr.Apply apply) {
        DoubleBinaryOperator function =
                Objects.requireNonNull(EXTREMES.get(apply.function().name()));
        List<Polynomial> operands = apply.arguments().stream().map(this::of).toList();
        return operands.size() > 1
                        && operands.stream().allMatch(operand -> operand.number().isPresent())
                ? Polynomial.constant(
                        operands.stream()
                                .mapToDouble(operand -> operand.number().getAsDouble())
                                .reduce(function)
                                .getAsDouble())
                : atom(apply.function().name() + operands);
    }

    private Polynomial clamp(Expr.Apply apply) {
        List<Polynomial> x = apply.arguments().stream().map(this::of).toList();
        return x.stream().allMatch(operand -> operand.number().isPresent())
                ? Polynomial.constant(
                        Math.min(
                                Math.max(
                                        x.get(0).number().getAsDouble(),
                                        x.get(1).number().getAsDouble()),
                                x.get(2).number().getAsDouble()))
                : atom("clamp" + x);
    }

    private Polynomial function(Expr.Apply apply) {
        DoubleUnaryOperator function = FUNCTIONS.get(apply.function().name());
        if (function == null) {
            return atom(text(apply));
        }
        Polynomial argument = first(apply);
        if (argument.number().isPresent()) {
            double value = function.applyAsDouble(argument.number().getAsDouble());
            if (Double.isFinite(value)) {
                return Polynomial.constant(value);
            }
        }
        String text = apply.function().name() + "(" + argument + ")";
        if (apply.function().name().equals("abs")) {
            absolutes.put(text, argument);
        }
        return atom(text);
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
