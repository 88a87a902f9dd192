package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.VonMises;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What breaks pathwise gradients, draw by draw: the first place in model or guide where a log
 * density is not locally Lipschitz in it.
 *
 * <p>A site's own value is enough to look at: where it flows into a later draw, that draw is either
 * pathwise and so all right downstream, or held fixed and so only the guide's density counts.
 */
final class Faults {
    private final CoreProgram program;
    private final Map<Symbol, Drawing> drawings;
    private final Smoothness smoothness;
    private final DensityFlow densities;
    private final Map<Symbol, Fault> ofDraws = new LinkedHashMap<>();
    private final List<Broken> ofParameters = new ArrayList<>();

    /** A parameter of the guide, and the draw that it has no usable gradient for. */
    record Broken(Symbol parameter, Span draw, Fault fault) {}

    /** A draw whose support moves with a parameter. */
    record Moving(Symbol parameter, Span draw) {}

    private Faults(CoreProgram program, Map<Symbol, Drawing> drawings, Set<Span> smoothed) {
        this.program = program;
        this.drawings = drawings;
        this.smoothness = new Smoothness(Ranges.of(program), Definitions.plain(program), smoothed);
        this.densities = new DensityFlow(smoothness);
    }

    static Faults of(CoreProgram program, Map<Symbol, Drawing> drawings) {
        return of(program, drawings, Set.of());
    }

    /**
     * Those that there would be if smooth functions took the place of some steps.
     *
     * @param smoothed where these steps are
     */
    static Faults of(CoreProgram program, Map<Symbol, Drawing> drawings, Set<Span> smoothed) {
        Faults faults = new Faults(program, drawings, smoothed);
        program.latents().forEach(latent -> faults.smoothness.root(latent.symbol()));
        program.weights().forEach(weight -> faults.smoothness.root(weight.symbol()));
        program.guide()
                .parameters()
                .forEach(parameter -> faults.smoothness.root(parameter.symbol()));
        faults.follow();
        List<Symbol> angles =
                drawings.values().stream()
                        .filter(faults::isMovingAngle)
                        .map(drawing -> drawing.latent().symbol())
                        .toList();
        if (!angles.isEmpty()) {
            angles.forEach(faults.smoothness::circular);
            faults.follow();
        }
        program.terms().forEach(term -> faults.add(faults.of(term), term.span()));
        drawings.values().forEach(faults::guide);
        return faults;
    }

    /**
     * Whether a draw is an angle around a direction that is fitted, or drawn: it lies within half a
     * turn of it, and so is not on one interval. Around a fixed direction it is like other draws.
     */
    private boolean isMovingAngle(Drawing drawing) {
        return drawing instanceof Drawing.Written(Latent _, Statement.Sample sample)
                && sample.pieces().stream()
                        .map(Statement.Piece::content)
                        .filter(draw -> draw.distribution().name().equals(VonMises.NAME))
                        .map(draw -> smoothness.of(draw.arguments().get(VonMises.MU)))
                        .anyMatch(direction -> !direction.roots().isEmpty());
    }

    private void follow() {
        smoothness.follow(program.model());
        smoothness.follow(program.guide().statements());
    }

    /** The first fault on the way of a draw. */
    Optional<Fault> of(Symbol latent) {
        return Optional.ofNullable(ofDraws.get(latent));
    }

    /** The jumps between parameters of the guide and its draws. */
    List<Broken> ofParameters() {
        return ofParameters;
    }

    private Flow of(Statement.Term term) {
        return switch (term.content()) {
            case Statement.Factor(Expr value) -> smoothness.ofFactor(value, term.guard());
            case Statement.Density(Optional<Symbol> latent, Expr value, Draw draw) -> {
                // Data are checked to lie on the support, and a latent's own support lies within
                // its prior's.
                Flow density =
                        densities.of(draw, value, bound -> follows(latent, draw, bound), false);
                yield term.guard()
                        .map(guard -> density.or(smoothness.ofGuard(guard)))
                        .orElse(density);
            }
        };
    }

    /**
     * Whether a latent moves with its prior's bound: the automatic guide draws it through a
     * transform whose bounds are the same expressions, so that it never crosses them. What the
     * user's guide draws, and what is observed, stays where it is when the bound moves past it.
     */
    private boolean follows(Optional<Symbol> latent, Draw draw, int parameter) {
        if (latent.isEmpty()
                || !(drawings.get(latent.get()) instanceof Drawing.Automatic(Latent drawn))) {
            return false;
        }
        return draw.distribution().support() instanceof Support.Interval(Bound lower, Bound upper)
                && drawn.support() instanceof Support.Interval(Bound ownLower, Bound ownUpper)
                && (follows(parameter, lower, ownLower, draw, drawn)
                        || follows(parameter, upper, ownUpper, draw, drawn));
    }

    private static boolean follows(
            int parameter, Bound bound, Bound own, Draw draw, Latent latent) {
        return bound instanceof Bound.Computed(int index, String _)
                && index == parameter
                && own instanceof Bound.Computed(int place, String _)
                && Exprs.same(draw.arguments().get(index), latent.bounds().get(place));
    }

    private void guide(Drawing drawing) {
        switch (drawing) {
            case Drawing.Written(Latent _, Statement.Sample sample) ->
                    sample.pieces()
                            .forEach(
                                    piece ->
                                            add(
                                                    densities.ofArguments(piece.content()),
                                                    piece.span()));
            case Drawing.Automatic(Latent latent) ->
                    latent.bounds().forEach(bound -> add(smoothness.of(bound), bound.span()));
        }
    }

    private void add(Flow flow, Span place) {
        flow.roots()
                .forEach(
                        (root, fault) ->
                                fault.ifPresent(
                                        found -> {
                                            if (!root.kind().isFitted()) {
                                                ofDraws.putIfAbsent(root, found);
                                            } else if (found.kind().isBreak()) {
                                                ofParameters.add(new Broken(root, place, found));
                                            }
                                        }));
    }

    /**
     * Whether an argument of a guide's draw depends on what is fitted, or on another continuous
     * draw.
     */
    boolean moves(Draw draw, int parameter) {
        return smoothness.of(draw.arguments().get(parameter)).roots().keySet().stream()
                .anyMatch(
                        root ->
                                root.kind().isFitted()
                                        || !drawings.containsKey(root)
                                        || !java.util.Objects.requireNonNull(drawings.get(root))
                                                .latent()
                                                .support()
                                                .isDiscrete());
    }

    /** Whether a gradient passes through a draw: whether anything that moves flows into it. */
    boolean moves(Drawing drawing) {
        return switch (drawing) {
            case Drawing.Automatic _ -> true;
            case Drawing.Written(Latent _, Statement.Sample sample) ->
                    sample.pieces().stream()
                            .map(Statement.Piece::content)
                            .anyMatch(
                                    draw ->
                                            IntStream.range(0, draw.arguments().size())
                                                    .anyMatch(i -> moves(draw, i)));
        };
    }

    /** The fault of a site on which the support of a later draw depends. */
    Optional<Fault> supportOf(Drawing later, Symbol site) {
        Symbol moved = later.latent().symbol();
        return bounds(later).stream()
                .filter(bound -> smoothness.of(bound.value()).roots().containsKey(site))
                .map(bound -> new Fault(Fault.Kind.SUPPORT, moved.name(), bound.span()))
                .findFirst();
    }

    /** The parameter of the guide that moves a draw's support. */
    Optional<Moving> movingSupport(Drawing drawing) {
        for (Ends bound : bounds(drawing)) {
            for (Symbol root : smoothness.of(bound.value()).roots().keySet()) {
                if (root.kind().isFitted()) {
                    return Optional.of(new Moving(root, bound.span()));
                }
            }
        }
        return Optional.empty();
    }

    private record Ends(Expr value, Span span) {}

    /** The computed ends of the set that the guide draws from. */
    private static List<Ends> bounds(Drawing drawing) {
        List<Ends> bounds = new ArrayList<>();
        switch (drawing) {
            case Drawing.Written(Latent _, Statement.Sample sample) -> {
                for (Statement.Piece<Draw> piece : sample.pieces()) {
                    Draw draw = piece.content();
                    draw.distribution()
                            .endsOfDraws()
                            .forEach(
                                    index ->
                                            bounds.add(
                                                    new Ends(
                                                            draw.arguments().get(index),
                                                            draw.span())));
                }
            }
            case Drawing.Automatic(Latent latent) ->
                    latent.bounds().forEach(bound -> bounds.add(new Ends(bound, bound.span())));
        }
        return bounds;
    }
}
