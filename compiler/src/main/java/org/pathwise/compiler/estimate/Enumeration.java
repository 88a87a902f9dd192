package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses how a discrete site's score function is computed: summed over the states of the site
 * where that is affordable, from drawn values else.
 *
 * <p>Where each element of everything that the site reaches meets one of the site's elements, its
 * states become an axis, and the expectation over them is exact. Where several of its elements meet
 * in one term, the states of each element are tried with the others held at their draws (the local
 * expectation gradient, Titsias and Lázaro-Gredilla 2015), which costs an evaluation of the term
 * for each element and state. Where that is too dear, Bernoullis are drawn antithetically.
 */
final class Enumeration {
    private final EstimateOptions options;

    Enumeration(EstimateOptions options) {
        this.options = options;
    }

    /**
     * The form for a site.
     *
     * @param why in a clause, why it is not summed over its states; empty where it is
     */
    record Choice(Plan.Form form, String method, String why) {}

    /**
     * Chooses.
     *
     * @param summedOut whether other sites are summed out of something that it reaches
     * @param later what is decided of the sites that the guide draws later
     * @param free whether the guide draws each element from a Bernoulli of its own that depends on
     *     no other draw
     */
    Choice choose(
            Drawing drawing,
            List<Plan.Reach> reach,
            boolean summedOut,
            Map<Symbol, Plan.Site> later,
            boolean free) {
        Choice choice = choose(drawing, reach, summedOut, later);
        return choice.form() == Plan.Form.LEAVE_ONE_OUT && free && options.antithetic()
                ? new Choice(Plan.Form.ANTITHETIC, Plan.Form.ANTITHETIC.text(), choice.why())
                : choice;
    }

    private Choice choose(
            Drawing drawing,
            List<Plan.Reach> reach,
            boolean summedOut,
            Map<Symbol, Plan.Site> later) {
        Latent latent = drawing.latent();
        if (latent.request().filter(request -> request == Request.SCORE).isPresent()) {
            return drawn("");
        }
        Optional<Dimension> states = states(latent);
        if (states.isEmpty()) {
            return drawn("it has no finite set of states");
        }
        Optional<Symbol> heldLater = heldLater(reach, later);
        if (heldLater.isPresent()) {
            return drawn("`" + heldLater.get() + "` is drawn from it, and held fixed");
        }
        List<Integer> meeting = meeting(drawing, reach);
        long others = evaluations(reach, later);
        OptionalInt count = options.extent(states.get());
        if (meeting.isEmpty()) {
            long evaluations = count.orElse(1) * others;
            return evaluations <= options.enumerationBudget()
                    ? new Choice(Plan.Form.SUMMED, "summed over " + states.get() + " states", "")
                    : drawn("summing over the states in a term takes " + beyond(evaluations));
        }
        return summedOut
                ? drawn("its elements meet where others are summed out")
                : oneAtATime(drawing, reach, meeting, states.get(), others);
    }

    private Choice oneAtATime(
            Drawing drawing,
            List<Plan.Reach> reach,
            List<Integer> meeting,
            Dimension states,
            long others) {
        List<Dimension> shape = drawing.latent().symbol().type().shape();
        List<Dimension> lanes = meeting.stream().map(shape::get).toList();
        String elements = lanes.stream().map(Dimension::toString).collect(Collectors.joining("*"));
        String meet = "its elements along " + elements + " meet in one term";
        if (reach.stream().anyMatch(one -> one.target() instanceof Plan.Target.GuideSite)) {
            return drawn(meet + ", and others are drawn from it");
        }
        List<Dimension> all = new ArrayList<>(lanes);
        all.add(states);
        long evaluations = others;
        for (Dimension dimension : all) {
            OptionalInt extent = options.extent(dimension);
            if (extent.isEmpty()) {
                return drawn(meet);
            }
            evaluations *= extent.getAsInt();
        }
        return evaluations <= options.enumerationBudget()
                ? new Choice(
                        Plan.Form.ONE_AT_A_TIME,
                        "summed over " + states + " states, one element at a time",
                        "")
                : drawn(meet + ", and summing over its states takes " + beyond(evaluations));
    }

    private String beyond(long evaluations) {
        return evaluations + " evaluations of it, above " + options.enumerationBudget();
    }

    private static Choice drawn(String why) {
        return new Choice(Plan.Form.LEAVE_ONE_OUT, Plan.Form.LEAVE_ONE_OUT.text(), why);
    }

    /** The number of values that a latent can have, where they are finitely many. */
    static Optional<Dimension> states(Latent latent) {
        return FiniteStates.of(latent).map(FiniteStates::count);
    }

    private static Optional<Symbol> heldLater(
            List<Plan.Reach> reach, Map<Symbol, Plan.Site> later) {
        for (Plan.Reach one : reach) {
            if (one.target() instanceof Plan.Target.GuideSite(Symbol site, int _)) {
                Plan.Site decided = later.get(site);
                if (decided == null || decided.form().isHeld()) {
                    return Optional.of(site);
                }
            }
        }
        return Optional.empty();
    }

    /** The plates along which several elements of the site meet in one element of a target. */
    static List<Integer> meeting(Drawing drawing, List<Plan.Reach> reach) {
        SortedSet<Integer> meeting = new TreeSet<>();
        for (int plate = 0; plate < drawing.plates(); plate++) {
            int position = plate;
            if (!reach.stream().allMatch(one -> one.isSingle(position))) {
                meeting.add(plate);
            }
        }
        return List.copyOf(meeting);
    }

    /** How often the dearest target is evaluated already, for the states of other summed sites. */
    private long evaluations(List<Plan.Reach> reach, Map<Symbol, Plan.Site> later) {
        return reach.stream()
                .mapToLong(
                        one ->
                                later.values().stream()
                                        .filter(site -> site.form() == Plan.Form.SUMMED)
                                        .filter(site -> reaches(site, one.target()))
                                        .flatMap(site -> states(site.latent()).stream())
                                        .mapToLong(count -> options.extent(count).orElse(1))
                                        .reduce(1, (a, b) -> a * b))
                .max()
                .orElse(1);
    }

    static boolean reaches(Plan.Site site, Plan.Target target) {
        return target.equals(new Plan.Target.GuideSite(site.latent().symbol(), 0))
                || site.reach().stream().anyMatch(one -> one.target().equals(target));
    }
}
