package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.function.IntPredicate;

/**
 * What flows into the log density of a value. The formulas of the catalogue are locally Lipschitz
 * in parameters inside their supports and in values inside the distribution's; what is left to see
 * is whether both stay there.
 */
final class DensityFlow {
    private final Smoothness smoothness;

    DensityFlow(Smoothness smoothness) {
        this.smoothness = smoothness;
    }

    /**
     * The flow into {@code log D(value)}.
     *
     * @param followsBound whether the value moves with the distribution's bound that this parameter
     *     gives, so that it never crosses it
     * @param mayLeave whether the value may lie outside the support, where the density jumps to 0
     */
    Flow of(Draw draw, Expr value, IntPredicate followsBound, boolean mayLeave) {
        Flow flow = smoothness.of(value);
        Support support = draw.distribution().support();
        if (mayLeave && !isInside(value, support)) {
            flow = flow.with(new Fault(Fault.Kind.JUMP, "", draw.span()));
        }
        flow = flow.or(ofArguments(draw));
        for (int bound : draw.distribution().endsOfDensity()) {
            if (!followsBound.test(bound)) {
                flow =
                        flow.or(
                                smoothness
                                        .of(draw.arguments().get(bound))
                                        .with(
                                                new Fault(
                                                        Fault.Kind.SUPPORT,
                                                        value.span().text(),
                                                        draw.span())));
            }
        }
        return flow;
    }

    /**
     * The flow into a distribution's arguments, each of which must stay inside its parameter's
     * support.
     */
    Flow ofArguments(Draw draw) {
        Flow flow = Flow.NONE;
        for (int i = 0; i < draw.arguments().size(); i++) {
            Expr argument = draw.arguments().get(i);
            Distribution.Parameter parameter = draw.distribution().parameters().get(i);
            Flow own = smoothness.of(argument);
            flow =
                    flow.or(
                            isInside(argument, parameter.support())
                                    ? own
                                    : own.with(
                                            new Fault(
                                                    Fault.Kind.PARAMETER,
                                                    "`"
                                                            + parameter.name()
                                                            + "` of "
                                                            + draw.distribution().name(),
                                                    argument.span())));
        }
        return flow;
    }

    /**
     * Whether the ranges show that a value stays off the edges of a set. Of matrices they show
     * nothing, and it is believed.
     */
    private boolean isInside(Expr value, Support support) {
        Range actual = smoothness.range(value);
        return switch (support) {
            case Support.Interval(Bound.Constant(double lower), Bound.Constant(double upper)) ->
                    actual.isWithin(Range.open(lower, upper));
            case Support.Interval _ -> false;
            case Support.Integers _ -> true;
            case Support.Structured structured ->
                    structured != Support.Structured.SIMPLEX || actual.isPositive();
        };
    }
}
