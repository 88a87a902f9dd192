package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.catalogue.VonMises;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Flow flow = ofValue(draw, value);
        Support support = draw.distribution().support();
        if (mayLeave && !isInside(value, support, draw)) {
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
            Flow own =
                    isVonMises(draw) && i == VonMises.MU
                            ? smoothness.ofAngle(argument)
                            : smoothness.of(argument);
            flow =
                    flow.or(
                            isInside(argument, parameter.support(), draw)
                                    ? own
                                    : own.with(
                                            new Fault(
                                                    Fault.Kind.PARAMETER,
                                                    edge(parameter, argument, draw),
                                                    argument.span())));
        }
        return flow;
    }

    /** What flows into a value, of which the density of an angle sees whole turns only. */
    private Flow ofValue(Draw draw, Expr value) {
        return isVonMises(draw) ? smoothness.ofAngle(value) : smoothness.of(value);
    }

    private static boolean isVonMises(Draw draw) {
        return draw.distribution().name().equals(VonMises.NAME);
    }

    /** Which ends of its parameter's support an argument may reach: {@code `p` may reach 0}. */
    private String edge(Distribution.Parameter parameter, Expr argument, Draw draw) {
        List<String> ends = new ArrayList<>();
        Range inside = interval(parameter.support(), draw).orElse(Range.ANY);
        Range actual = smoothness.range(argument);
        for (double end : new double[] {inside.lower(), inside.upper()}) {
            if (Double.isFinite(end) && actual.contains(end)) {
                ends.add(new Bound.Constant(end).toString());
            }
        }
        return "`"
                + parameter.name()
                + "` of "
                + draw.distribution().name()
                + " may reach "
                + (ends.isEmpty() ? "" : String.join(" or ", ends) + ", ")
                + "the edge of its support";
    }

    /**
     * Whether the ranges show that a value stays off the edges of a set. Of matrices they show
     * nothing, and it is believed.
     */
    private boolean isInside(Expr value, Support support, Draw draw) {
        return switch (support) {
            case Support.Interval _ ->
                    interval(support, draw).filter(smoothness.range(value)::isWithin).isPresent();
            case Support.Integers _ -> true;
            case Support.Structured structured ->
                    structured != Support.Structured.SIMPLEX
                            || smoothness.range(value).isPositive();
        };
    }

    /** The numbers that certainly lie inside a support, where there are any. */
    private Optional<Range> interval(Support support, Draw draw) {
        if (!(support instanceof Support.Interval(Bound lower, Bound upper))) {
            return Optional.empty();
        }
        double from = end(lower, draw).upper();
        double to = end(upper, draw).lower();
        return from < to ? Optional.of(Range.open(from, to)) : Optional.empty();
    }

    private Range end(Bound bound, Draw draw) {
        return switch (bound) {
            case Bound.Constant(double value) -> Range.point(value);
            case Bound.Computed(int index, String _) ->
                    smoothness.range(draw.arguments().get(index));
            case Bound.Extent _ -> Range.ANY;
        };
    }
}
