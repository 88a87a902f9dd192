package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Term;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;

/**
 * A distribution that the script declares.
 *
 * @param declared with the parameters that a call gives
 * @param distribution with those, and behind them what the body reads from outside, and the ends of
 *     the support that move with the parameters
 * @param captured what the body reads from outside
 * @param bounds the moving ends, as formulas of all parameters before them
 */
record OwnDistribution(
        Distribution declared, Distribution distribution, List<Expr> captured, List<Term> bounds) {
    OwnDistribution {
        captured = List.copyOf(captured);
        bounds = List.copyOf(bounds);
    }

    /** The arguments of the distribution from those of a call, or null after an error. */
    @Nullable List<Expr> complete(List<Expr> given, Expressions expressions, Span call) {
        List<Expr> all = new ArrayList<>(given);
        all.addAll(captured);
        List<Expr> known = List.copyOf(all);
        for (Term bound : bounds) {
            Expr end = write(bound, known, expressions, call);
            if (end == null) {
                return null;
            }
            all.add(end);
        }
        return all;
    }

    /** Whether an end can be written down for arguments over several distributions. */
    static boolean isElementwise(Term bound) {
        return bound.shape().isEmpty()
                && !(bound instanceof Term.Element)
                && !(bound instanceof Term.Extent)
                && bound.children().stream().allMatch(OwnDistribution::isElementwise);
    }

    private static @Nullable Expr write(
            Term term, List<Expr> arguments, Expressions expressions, Span call) {
        return switch (term) {
            case Term.Parameter(int index, _) -> arguments.get(index);
            case Term.Constant(double value) -> new Expr.Literal(value, Type.REAL, call);
            case Term.Apply apply -> {
                List<Expr> inside = all(apply.children(), arguments, expressions, call);
                String name = apply.function().name();
                yield inside == null
                        ? null
                        : expressions.apply(name.equals("/") ? "./" : name, inside, call);
            }
            case Term.Choice choice -> {
                List<Expr> parts = all(choice.children(), arguments, expressions, call);
                yield parts == null
                        ? null
                        : expressions.choose(parts.get(0), parts.get(1), parts.get(2), call);
            }
            case Term.Noise _, Term.Extent _, Term.Element _ ->
                    throw new IllegalArgumentException("no end of a support: " + term);
        };
    }

    private static @Nullable List<Expr> all(
            List<Term> terms, List<Expr> arguments, Expressions expressions, Span call) {
        List<Expr> result = new ArrayList<>();
        for (Term term : terms) {
            Expr written = write(term, arguments, expressions, call);
            if (written == null) {
                return null;
            }
            result.add(written);
        }
        return result;
    }
}
