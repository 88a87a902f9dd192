package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.PointMass;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The estimator of every latent site.
 *
 * @param sites in the order of the program's latents
 * @param entropy how the entropies of differentiable sites enter the objective
 * @param elimination how those that are summed out are
 */
public record Plan(List<Site> sites, Entropy entropy, Elimination elimination) {
    public Plan {
        sites = List.copyOf(sites);
    }

    /** A plan with entropies in closed form, in which no site is summed out. */
    public Plan(List<Site> sites) {
        this(sites, Entropy.CLOSED, Elimination.NONE);
    }

    /** The plan of the sites that the guide draws: all that are not summed out. */
    public Plan drawn() {
        return new Plan(
                sites.stream().filter(site -> site.form() != Form.MARGINAL).toList(),
                entropy,
                Elimination.NONE);
    }

    /** The program with the latents that the guide draws only. */
    public CoreProgram drawn(CoreProgram program) {
        return program.with(drawn().sites().stream().map(Site::latent).toList());
    }

    /**
     * What the objective is, where the guide estimates latents by points: no evidence lower bound
     * then, for a point has no density. Empty where no latent is.
     */
    public Optional<String> pointEstimates() {
        List<String> points =
                sites.stream()
                        .filter(Site::isPoint)
                        .map(site -> site.latent().symbol().name())
                        .toList();
        if (points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                points.size() == drawn().sites().size()
                        ? "MAP estimate: the objective is the log joint density at the point, not"
                                + " an ELBO"
                        : "Point estimates of "
                                + String.join(", ", points)
                                + ": the objective is the ELBO of the other latents at the point,"
                                + " not of all");
    }

    /** How a site's gradient is estimated. */
    public enum Estimator {
        PATHWISE("pathwise"),
        SCORE_FUNCTION("score function"),
        /** The model sums over the site exactly; the guide does not draw it. */
        SUMMED_OUT("summed out");

        private final String text;

        Estimator(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The form that an estimator takes: what lowering does with a site. */
    public enum Form {
        /** A differentiable draw. */
        PATHWISE(Estimator.PATHWISE, "pathwise"),
        /** Drawn, and weighed against the other particles. */
        LEAVE_ONE_OUT(Estimator.SCORE_FUNCTION, "leave-one-out"),
        /** Not drawn: each term meets one element, whose states become an axis. */
        SUMMED(Estimator.SCORE_FUNCTION, "summed over the states"),
        /** Drawn; each element's states are tried with the others held at their draws. */
        ONE_AT_A_TIME(Estimator.SCORE_FUNCTION, "summed over the states, one element at a time"),
        /** Drawn for all particles together, so that they rarely agree on the rarer value. */
        ANTITHETIC(Estimator.SCORE_FUNCTION, "antithetic, leave-one-out"),
        /** Summed out of the model. */
        MARGINAL(Estimator.SUMMED_OUT, "exact");

        private final Estimator estimator;
        private final String text;

        Form(Estimator estimator, String text) {
            this.estimator = estimator;
            this.text = text;
        }

        /** The kind of estimator that it is a form of. */
        public Estimator estimator() {
            return estimator;
        }

        /** What the site table calls it, where nothing more is to be said. */
        public String text() {
            return text;
        }

        /** Whether the guide draws a value that is held fixed when the gradient is taken. */
        public boolean isHeld() {
            return this == LEAVE_ONE_OUT || this == ONE_AT_A_TIME || this == ANTITHETIC;
        }

        /** Whether it compares particles, so that there must be at least two. */
        public boolean comparesParticles() {
            return this == LEAVE_ONE_OUT || this == ANTITHETIC;
        }
    }

    /**
     * One latent's estimator.
     *
     * @param drawnFrom the distribution that the guide draws it from, as reports call it; empty
     *     where the guide does not draw it
     * @param method the form as the site table calls it: {@code location-scale}, {@code implicit in
     *     alpha}, {@code leave-one-out}
     * @param reasons why, in clauses: first why not another estimator, then why not a cheaper form
     *     of it; empty where there is nothing to explain
     * @param hint what the script could ask for instead, in a clause; empty where nothing is better
     *     for certain
     * @param witness the script's place that forbids a pathwise gradient
     * @param reach the model's terms and other guide sites that depend on this one
     */
    public record Site(
            Latent latent,
            String drawnFrom,
            Form form,
            String method,
            List<String> reasons,
            Optional<String> hint,
            Optional<Span> witness,
            List<Reach> reach) {
        public Site {
            reasons = List.copyOf(reasons);
            reach = List.copyOf(reach);
        }

        Site(
                Latent latent,
                String drawnFrom,
                Form form,
                String method,
                List<String> reasons,
                Optional<Span> witness,
                List<Reach> reach) {
            this(latent, drawnFrom, form, method, reasons, Optional.empty(), witness, reach);
        }

        /** The same with a hint. */
        Site with(String better) {
            return new Site(
                    latent, drawnFrom, form, method, reasons, Optional.of(better), witness, reach);
        }

        /** Why, and what would be better, in one line; empty where there is nothing to explain. */
        public String reason() {
            return Stream.concat(reasons.stream(), hint.stream()).collect(Collectors.joining("; "));
        }

        public Estimator estimator() {
            return form.estimator();
        }

        /** Whether the guide estimates it by a point instead of a distribution. */
        public boolean isPoint() {
            return drawnFrom.equals(PointMass.NAME);
        }
    }

    /** Something whose log density depends on a site. */
    public sealed interface Target {

        /** A term of the model. */
        record ModelTerm(Statement.Term term) implements Target {}

        /**
         * The guide's log density of another latent.
         *
         * @param piece which piece of the guide's sampling statements for it, from 0
         */
        record GuideSite(Symbol latent, int piece) implements Target {}
    }

    /**
     * How a site reaches a target, along each dimension of the site's plates (the latent's
     * dimensions without its event, by position).
     *
     * @param alignments dimension by dimension; a dimension that is not among the keys meets all of
     *     the target
     */
    public record Reach(Target target, Map<Integer, Alignment> alignments) {
        public Reach {
            alignments = Map.copyOf(alignments);
        }

        /** Whether each element of the target meets one element of the site along a dimension. */
        public boolean isSingle(int position) {
            Alignment alignment = alignments.get(position);
            return alignment != null && alignment.isSingle();
        }
    }

    /** How one dimension of a site lies along its target. */
    public sealed interface Alignment {

        /** Whether each element of the target meets one element of the site along the dimension. */
        default boolean isSingle() {
            return !(this instanceof Along(_, List<Integer> offsets)) || offsets.size() == 1;
        }

        /**
         * Iteration {@code i} of the loop depends on element {@code i + offset} for each of the
         * offsets only.
         */
        record Along(Loop loop, List<Integer> offsets) implements Alignment {
            public Along {
                offsets = List.copyOf(offsets);
            }
        }

        /**
         * Each element of the target depends on the element of the site that the index (of data
         * alone) names.
         */
        record Gathered(org.pathwise.compiler.core.Expr index) implements Alignment {}

        /**
         * The target has the same dimension at this place of its value's shape, and element meets
         * element: {@code x ~ Normal(theta, 1)} without a loop.
         */
        record Elementwise(int position) implements Alignment {}
    }
}
