package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Refusal.Kind;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a formula of a noise apart into the steps of a {@link Chain}, or finds out why that is
 * impossible. Where the noise occurs more than once, the formula is first brought to one
 * occurrence: {@code u / (1 - u)} are the odds of u, {@code log(u) - log(1 - u)} their logarithm,
 * {@code a * u + b * u} is {@code (a + b) * u}.
 */
final class ChainFinder {
    /** A chain, or why there is none. */
    sealed interface Result {}

    record Found(Chain chain) implements Result {}

    record Refused(Refusal refusal) implements Result {}

    private final Range noise;
    private final List<Support> supports;
    private final List<Range> parameters;
    private final List<Step> steps = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private @Nullable Refusal refusal;

    private ChainFinder(Range noise, List<Support> supports, List<Range> parameters) {
        this.noise = noise;
        this.supports = supports;
        this.parameters = parameters;
        ranges.add(noise);
    }

    /**
     * The chain of a formula.
     *
     * @param noise where the noise lies
     * @param supports of each parameter
     * @param parameters where each parameter lies
     */
    static Result find(Term formula, Range noise, List<Support> supports, List<Range> parameters) {
        ChainFinder finder = new ChainFinder(noise, supports, parameters);
        boolean found = finder.follow(formula);
        return found
                ? new Found(new Chain(finder.steps, finder.ranges))
                : new Refused(java.util.Objects.requireNonNull(finder.refusal));
    }

    Range range(Term term) {
        return term.range(noise, parameters);
    }

    /** Where the last step's result lies. */
    Range here() {
        return ranges.getLast();
    }

    Optional<Support> support(Term.Parameter parameter) {
        return parameter.index() < supports.size()
                ? Optional.of(supports.get(parameter.index()))
                : Optional.empty();
    }

    boolean add(Step... more) {
        for (Step step : more) {
            Range next = step.image(here(), this::range);
            steps.add(step);
            ranges.add(next);
        }
        return true;
    }

    boolean refuse(Kind kind, Term place) {
        return refuse(kind, place, place);
    }

    boolean refuse(Kind kind, Term place, Term culprit) {
        refusal = new Refusal(kind, place, culprit, here());
        return false;
    }

    private boolean follow(Term term) {
        if (!term.isRandom()) {
            return refuse(Kind.CONSTANT, term);
        }
        return switch (term) {
            case Term.Noise _ -> true;
            case Term.Apply apply -> apply(apply);
            case Term.Choice choice ->
                    refuse(
                            choice.condition().isRandom() ? Kind.BRANCH : Kind.CHOICE_OF_MAPS,
                            choice);
            case Term.Element element -> refuse(Kind.SHAPE, element);
            case Term.Parameter _, Term.Constant _, Term.Extent _ ->
                    throw new IllegalStateException("not random: " + term);
        };
    }

    private boolean apply(Term.Apply apply) {
        List<Term> random = apply.arguments().stream().filter(Term::isRandom).toList();
        if (random.size() > 1) {
            return several(apply);
        }
        Term argument = random.getFirst();
        if (!follow(argument)) {
            return false;
        }
        if (!apply.shape().equals(argument.shape())) {
            return refuse(Kind.SHAPE, apply);
        }
        return new StepRules(this).add(apply, apply.arguments().indexOf(argument));
    }

    // ---- The noise more than once ----

    private boolean several(Term.Apply apply) {
        if (apply.arguments().size() != 2) {
            return refuse(Kind.TWICE, apply);
        }
        Term left = apply.arguments().getFirst();
        Term right = apply.arguments().getLast();
        switch (apply.function().name()) {
            case "/", "./" -> {
                return ratio(left, right, apply);
            }
            case ".*", "*" -> {
                return left.equals(right) && left.shape().equals(apply.shape())
                        ? follow(left) && new StepRules(this).power(apply, new Term.Constant(2))
                        : refuse(Kind.TWICE, apply);
            }
            case "-", "+" -> {
                Optional<Term> above = Affine.ofLog(left);
                Optional<Term> below = Affine.ofLog(right);
                if (apply.is("-") && above.isPresent() && below.isPresent()) {
                    return ratio(above.get(), below.get(), apply) && add(NamedStep.LOG);
                }
                Affine sum = Affine.of(apply);
                if (sum.inner() == apply) {
                    return refuse(Kind.TWICE, apply);
                }
                return follow(sum.inner())
                        && new StepRules(this).scale(apply, sum.slope())
                        && (sum.offset().is(0) || add(new Step.Shift(sum.offset(), false)));
            }
            default -> {
                return refuse(Kind.TWICE, apply);
            }
        }
    }

    /** {@code (a + b x) / (c + d x)} for numbers a to d. */
    private boolean ratio(Term above, Term below, Term.Apply place) {
        Affine numerator = Affine.of(above);
        Affine denominator = Affine.of(below);
        if (!(numerator.offset() instanceof Term.Constant(double a)
                        && numerator.slope() instanceof Term.Constant(double b)
                        && denominator.offset() instanceof Term.Constant(double c)
                        && denominator.slope() instanceof Term.Constant(double d))
                || !numerator.inner().equals(denominator.inner())) {
            return refuse(Kind.TWICE, place);
        }
        if (a * d == b * c) {
            return refuse(Kind.CONSTANT, place);
        }
        StepRules rules = new StepRules(this);
        if (!follow(numerator.inner())) {
            return false;
        }
        if (a == 0) {
            return share(b / c, d / c, place);
        }
        if (c == 0) {
            return share(d / a, b / a, place) && rules.power(place, new Term.Constant(-1));
        }
        return scale(d)
                && shift(c)
                && rules.power(place, new Term.Constant(-1))
                && scale(a - b * c / d)
                && shift(b / d);
    }

    /** {@code factor * x / (1 + k x)}. */
    private boolean share(double factor, double k, Term.Apply place) {
        scale(Math.abs(k));
        NamedStep step = k < 0 ? NamedStep.ODDS : NamedStep.PROBABILITY;
        return here().isWithin(step.domain)
                ? add(step) && scale(factor / Math.abs(k))
                : refuse(Kind.NOT_INJECTIVE, place);
    }

    private boolean scale(double factor) {
        return factor == 1
                || (factor == -1
                        ? add(new Step.Negate())
                        : add(new Step.Scale(new Term.Constant(factor), false, factor < 0)));
    }

    private boolean shift(double by) {
        return by == 0 || add(new Step.Shift(new Term.Constant(by), false));
    }
}
