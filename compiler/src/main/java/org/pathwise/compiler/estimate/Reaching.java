package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Shapes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * What each site reaches: the cost of its score function. A dimension without an alignment meets
 * all of a target, which is never wrong but noisier; an alignment must name every element that the
 * target depends on.
 */
final class Reaching {
    private final CoreProgram program;
    private final Map<Symbol, Drawing> drawings;
    private final Dependence dependence;

    Reaching(CoreProgram program, Map<Symbol, Drawing> drawings, Dependence dependence) {
        this.program = program;
        this.drawings = drawings;
        this.dependence = dependence;
    }

    /**
     * A target with the loops it stands in and the dimensions of its value that are not its event.
     */
    private record Place(Plan.Target target, List<Loop> loops, List<Dimension> value) {}

    List<Plan.Reach> of(Symbol site) {
        List<Plan.Reach> reach = new ArrayList<>();
        for (Statement.Term term : program.terms()) {
            add(
                    reach,
                    site,
                    dependence.of(term),
                    new Place(new Plan.Target.ModelTerm(term), term.loops(), value(term)));
        }
        for (Drawing drawing : drawings.values()) {
            Symbol latent = drawing.latent().symbol();
            if (!latent.equals(site)) {
                guide(reach, site, drawing);
            }
        }
        return reach;
    }

    private void guide(List<Plan.Reach> reach, Symbol site, Drawing drawing) {
        switch (drawing) {
            case Drawing.Written(Latent latent, Statement.Sample sample) -> {
                for (int i = 0; i < sample.pieces().size(); i++) {
                    Statement.Piece<Draw> piece = sample.pieces().get(i);
                    List<Dimension> value =
                            latent.symbol()
                                    .type()
                                    .shape()
                                    .subList(piece.targets().size(), drawing.plates());
                    Place place =
                            new Place(
                                    new Plan.Target.GuideSite(latent.symbol(), i),
                                    piece.loops(),
                                    value);
                    add(reach, site, dependence.ofGuide(sample, i), place);
                }
            }
            case Drawing.Automatic(Latent latent) -> {
                List<Dimension> value = latent.symbol().type().shape().subList(0, drawing.plates());
                Place place =
                        new Place(new Plan.Target.GuideSite(latent.symbol(), 0), List.of(), value);
                add(reach, site, dependence.ofGuide(latent), place);
            }
        }
    }

    private static List<Dimension> value(Statement.Term term) {
        return switch (term.content()) {
            case Statement.Density(_, Expr value, Draw draw) -> {
                List<Dimension> shape = value.type().shape();
                yield shape.subList(0, shape.size() - draw.distribution().rank());
            }
            case Statement.Factor(Expr value) -> value.type().shape();
        };
    }

    private static void add(List<Plan.Reach> reach, Symbol site, Reads reads, Place place) {
        List<Access> accesses = reads.sites().get(site);
        if (accesses != null) {
            reach.add(new Plan.Reach(place.target(), alignments(accesses, place)));
        }
    }

    /** Each loop and each dimension of the target serves one dimension of the site at most. */
    private static Map<Integer, Plan.Alignment> alignments(List<Access> accesses, Place place) {
        Map<Integer, Plan.Alignment> alignments = new HashMap<>();
        Set<Object> used = new HashSet<>();
        for (int i = 0; i < accesses.size(); i++) {
            if (!(accesses.get(i) instanceof Access.Gather)) {
                Optional<Plan.Alignment> alignment = direct(accesses.get(i), place);
                if (alignment.isPresent() && used.add(axis(alignment.get()))) {
                    alignments.put(i, alignment.get());
                }
            }
        }
        for (int i = 0; i < accesses.size(); i++) {
            if (accesses.get(i) instanceof Access.Gather gather
                    && uses(gather).stream().noneMatch(used::contains)) {
                Optional<Expr> index = index(gather, place);
                if (index.isPresent()) {
                    alignments.put(i, new Plan.Alignment.Gathered(index.get()));
                }
            }
        }
        return alignments;
    }

    private static Optional<Plan.Alignment> direct(Access access, Place place) {
        return switch (access) {
            case Access.Loopwise(Loop loop, SortedSet<Integer> offsets) ->
                    place.loops().contains(loop)
                            ? Optional.of(new Plan.Alignment.Along(loop, List.copyOf(offsets)))
                            : Optional.empty();
            case Access.Positional(int position, SortedSet<Integer> offsets) ->
                    Access.isInPlace(offsets) && position < place.value().size()
                            ? Optional.of(new Plan.Alignment.Elementwise(position))
                            : Optional.empty();
            case Access.All _, Access.Gather _ -> Optional.empty();
        };
    }

    private static Object axis(Plan.Alignment alignment) {
        return switch (alignment) {
            case Plan.Alignment.Along along -> along.loop();
            case Plan.Alignment.Elementwise elementwise -> elementwise.position();
            case Plan.Alignment.Gathered gathered -> gathered.index();
        };
    }

    private static Set<Object> uses(Access.Gather gather) {
        Set<Object> uses = new HashSet<>();
        for (Loop loop : Loops.of(gather.index())) {
            Integer position = gather.bound().get(loop);
            uses.add(position == null ? loop : position);
        }
        return uses;
    }

    /**
     * The index as an expression over the target's loops and dimensions, where there is a simple
     * one.
     */
    private static Optional<Expr> index(Access.Gather gather, Place place) {
        Set<Loop> loops = Loops.of(gather.index());
        if (gather.bound().isEmpty()) {
            return place.loops().containsAll(loops)
                    ? Optional.of(gather.index())
                    : Optional.empty();
        }
        if (gather.bound().size() != 1 || loops.size() != 1 || Shapes.repeats(place.value())) {
            return Optional.empty();
        }
        Loop loop = gather.bound().keySet().iterator().next();
        int position = gather.bound().values().iterator().next();
        boolean isVector =
                gather.index() instanceof Expr.Index(Expr base, List<Subscript> subscripts, _, _)
                        && base instanceof Expr.Reference vector
                        && subscripts.size() == 1
                        && subscripts.getFirst() instanceof Subscript.At(Expr at)
                        && at instanceof Expr.LoopIndex own
                        && own.loop().equals(loop)
                        && position < place.value().size()
                        && vector.type().shape().equals(List.of(place.value().get(position)));
        return isVector ? Optional.of(((Expr.Index) gather.index()).base()) : Optional.empty();
    }
}
