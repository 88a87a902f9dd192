package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Statements;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A smooth function in the place of a step.
 *
 * @param text how to write it
 * @param use what the step's value is for
 */
record Replacement(String text, Use use) {
    /** What a step's value is for. */
    enum Use {
        /** Computing with it. */
        NUMBER,
        /** Choosing between two values. */
        CHOICE,
        /** Deciding whether a term counts. */
        GUARD
    }

    private static final Set<String> GREATER = Set.of(">", ">=");
    private static final Set<String> LESS = Set.of("<", "<=");
    private static final Set<String> ROUNDING = Set.of("round", "floor", "ceil", "trunc");

    /** Those of all steps; empty if one of them has none. */
    static Optional<List<Replacement>> all(CoreProgram program, Collection<Span> steps) {
        List<Replacement> all = new ArrayList<>();
        for (Span step : steps) {
            Optional<Replacement> own = of(program, step);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            all.add(own.get());
        }
        return Optional.of(all);
    }

    /** All in a sentence's part, with how to use a smooth weight. */
    static String text(List<Replacement> replacements) {
        String text =
                replacements.stream().map(Replacement::text).collect(Collectors.joining(", and "));
        if (has(replacements, Use.CHOICE)) {
            text += ". A choice of `x` or `y` is then `w * x + (1 - w) * y`, with the weight w";
        }
        if (has(replacements, Use.GUARD)) {
            text += ". A term `x` under the `if` is then `factor w * x`, with the weight w";
        }
        boolean several = replacements.size() > 1 && !replacements.getLast().isNumber();
        return text + (several ? " (that of `a and b` is a product)." : ".");
    }

    private static boolean has(List<Replacement> replacements, Use use) {
        return replacements.stream().anyMatch(one -> one.use() == use);
    }

    private boolean isNumber() {
        return use == Use.NUMBER;
    }

    private static Optional<Replacement> of(CoreProgram program, Span step) {
        List<Statement> statements = new ArrayList<>(program.model());
        statements.addAll(program.guide().statements());
        boolean guards =
                program.terms().stream()
                        .flatMap(term -> term.guard().stream())
                        .anyMatch(guard -> find(guard, step).isPresent());
        return statements.stream()
                .flatMap(statement -> Statements.expressions(statement).stream())
                .flatMap(expr -> find(expr, step).stream())
                .findFirst()
                .flatMap(apply -> of(apply, guards));
    }

    private static Optional<Expr.Apply> find(Expr expr, Span step) {
        if (expr instanceof Expr.Apply apply && apply.span().equals(step)) {
            return Optional.of(apply);
        }
        return Exprs.children(expr).stream()
                .flatMap(child -> find(child, step).stream())
                .findFirst();
    }

    private static Optional<Replacement> of(Expr.Apply step, boolean guards) {
        String name = step.function().name();
        String place = Reasons.shown(step.span()) + " at " + step.span().position();
        List<String> arguments =
                step.arguments().stream().map(argument -> operand(argument.span().text())).toList();
        if (ROUNDING.contains(name)) {
            return Optional.of(
                    new Replacement(
                            "`" + arguments.getFirst() + "` in the place of " + place, Use.NUMBER));
        }
        if (name.equals("sign")) {
            return Optional.of(
                    new Replacement(
                            "`tanh(10 * " + arguments.getFirst() + ")` in the place of " + place,
                            Use.NUMBER));
        }
        return weight(name, arguments)
                .map(
                        weight ->
                                new Replacement(
                                        "`" + weight + "` in the place of " + place,
                                        name.equals("step")
                                                ? Use.NUMBER
                                                : guards ? Use.GUARD : Use.CHOICE));
    }

    /** Near 1 where the comparison holds, near 0 where it does not. */
    private static Optional<String> weight(String comparison, List<String> arguments) {
        if (comparison.equals("step")) {
            return Optional.of("inv_logit(10 * " + arguments.getFirst() + ")");
        }
        if (!GREATER.contains(comparison) && !LESS.contains(comparison)) {
            return Optional.empty();
        }
        String left = arguments.getFirst();
        String right = arguments.getLast();
        String difference =
                GREATER.contains(comparison) ? left + " - " + right : right + " - " + left;
        if (right.equals("0") && GREATER.contains(comparison)) {
            difference = left;
        }
        return Optional.of(
                "inv_logit(10 * "
                        + (difference.contains(" ") ? "(" + difference + ")" : difference)
                        + ")");
    }

    /** A name, number, call or index as it is; else in brackets. */
    private static String operand(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.matches("[A-Za-z0-9_.]+(\\[[^\\[\\]]*]|\\([^()]*\\))?")
                ? oneLine
                : "(" + oneLine + ")";
    }
}
