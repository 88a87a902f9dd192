package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms of the model with one element of a site at each of its states and the others at their
 * draws: what a local expectation gradient needs (Titsias and Lázaro-Gredilla 2015, "Local
 * Expectation Gradients for Black Box Variational Inference", eq. 9).
 *
 * <p>The element that is tried is an axis too, a <em>lane</em>, for each of the site's plates along
 * which elements meet; the model is lowered once more with the site's value over lanes and states.
 */
final class LocalCosts {
    private final Scope scope;
    private final LowerStatement statements;
    private final List<Axis> plates;
    private final List<Axis> lanes = new ArrayList<>();

    /** Prepares the site's value and what is defined from it. */
    LocalCosts(CoreProgram core, Scope outer, Plan.Site planned, GuideSite site) {
        this.scope = outer.with(outer.builder(), outer.environment().copy());
        this.statements = new LowerStatement(scope);
        this.plates = site.plates();
        Builder builder = scope.builder();
        Variable isTried = builder.constant(1);
        for (int i = 0; i < plates.size(); i++) {
            if (meets(planned, i)) {
                Axis lane = scope.freshLike(plates.get(i));
                lanes.add(lane);
                Variable here =
                        builder.apply(
                                Function.EQUAL,
                                builder.bind("element", new Operation.Position(plates.get(i))),
                                builder.bind("lane", new Operation.Position(lane)));
                isTried = builder.multiply(isTried, here);
            } else {
                lanes.add(plates.get(i));
            }
        }
        Variable states = site.masses().orElseThrow().states().values(builder);
        Variable tried = builder.select(isTried, states, site.value().variable());
        Symbol symbol = planned.latent().symbol();
        scope.environment().put(symbol, new Value(tried, site.value().shape()));
        redefine(core, symbol);
    }

    private static boolean meets(Plan.Site planned, int plate) {
        return planned.reach().stream().anyMatch(reach -> !reach.isSingle(plate));
    }

    /** A reach in which all elements along the lanes meet, as they do where all are tried. */
    Plan.Reach withoutLanes(Plan.Reach reach) {
        Map<Integer, Plan.Alignment> alignments = new HashMap<>(reach.alignments());
        for (int i = 0; i < plates.size(); i++) {
            if (!lanes.get(i).equals(plates.get(i))) {
                alignments.remove(i);
            }
        }
        return new Plan.Reach(reach.target(), alignments);
    }

    private void redefine(CoreProgram core, Symbol site) {
        Set<Symbol> changed = new HashSet<>(Set.of(site));
        for (Statement statement : core.model()) {
            Set<Symbol> defined = defined(statement, changed);
            if (!defined.isEmpty()) {
                changed.addAll(defined);
                statements.define(statement);
            }
        }
    }

    /** What a statement defines, if it reads something that has changed. */
    private static Set<Symbol> defined(Statement statement, Set<Symbol> changed) {
        List<Statement.Definition> definitions =
                switch (statement) {
                    case Statement.Definition definition -> List.of(definition);
                    case Statement.Recursion recursion -> recursion.definitions();
                    case Statement.Sample _, Statement.Term _ -> List.of();
                };
        boolean reads =
                definitions.stream()
                        .flatMap(definition -> definition.pieces().stream())
                        .flatMap(piece -> Exprs.symbols(piece.content()).stream())
                        .anyMatch(changed::contains);
        Set<Symbol> defined = new HashSet<>();
        if (reads) {
            definitions.forEach(definition -> defined.add(definition.symbol()));
        }
        return defined;
    }

    /** A term over its own axes, the lanes, and the states. */
    LowerStatement.Lowered term(Statement.Term term, boolean onSupport) {
        return statements.term(term, onSupport);
    }

    /** Over the site's plates: the element that is tried takes the place of its lane. */
    Variable onPlates(Variable cost) {
        return scope.rename(cost, lanes, plates);
    }
}
