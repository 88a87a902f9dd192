package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;

/** An array that a sequential loop fills along one of its dimensions, from seeds. */
final class Recurrent {
    private final Scope scope;
    private final Symbol symbol;
    private final Loop loop;
    private final List<Statement.Piece<Expr>> steps;
    private final int dimension;
    private final int offset;
    private final Symbol row;
    private final Symbol seedSymbol;
    private final List<Assembly.Placed> seedParts = new ArrayList<>();
    private final Value seeds;

    Recurrent(Scope scope, Statement.Definition definition, Loop loop) {
        this.scope = scope;
        this.symbol = definition.symbol();
        this.loop = loop;
        this.steps =
                definition.pieces().stream().filter(piece -> piece.loops().contains(loop)).toList();
        this.dimension = dimensionOf(steps.getFirst());
        this.offset = affine(steps.getFirst().targets().get(dimension)).offset();
        List<Dimension> shape = new ArrayList<>(symbol.type().shape());
        shape.remove(dimension);
        // Symbols of its own for the row and the seeds; negative ids cannot meet those of the
        // script.
        this.row =
                new Symbol(
                        -1 - 2 * symbol.id(),
                        symbol.name(),
                        symbol.kind(),
                        symbol.type().withShape(shape),
                        List.of(),
                        symbol.span());
        this.seedSymbol =
                new Symbol(
                        -2 - 2 * symbol.id(),
                        symbol.name(),
                        symbol.kind(),
                        symbol.type(),
                        List.of(),
                        symbol.span());
        Assembly assembly = new Assembly(scope, symbol);
        for (Statement.Piece<Expr> piece : definition.pieces()) {
            if (!piece.loops().contains(loop)) {
                Value value =
                        new LowerExpression(scope.inside(piece.loops())).lower(piece.content());
                seedParts.add(assembly.place(new Assembly.Part(piece.targets(), value)));
            }
        }
        this.seeds =
                seedParts.isEmpty()
                        ? new Value(
                                scope.builder().constant(0), scope.axes().canonical(symbol.type()))
                        : assembly.assemble(seedParts);
    }

    private int dimensionOf(Statement.Piece<Expr> piece) {
        for (int i = 0; i < piece.targets().size(); i++) {
            if (affine(piece.targets().get(i)).loop().filter(loop::equals).isPresent()) {
                return i;
            }
        }
        throw new IllegalStateException(symbol.name() + " is not indexed by " + loop.name());
    }

    private Affine affine(Expr target) {
        return scope.affine(target)
                .orElseThrow(() -> new IllegalStateException(target.span().text()));
    }

    Symbol symbol() {
        return symbol;
    }

    List<Statement.Piece<Expr>> steps() {
        return steps;
    }

    /** The dimension along which it is filled. */
    int dimension() {
        return dimension;
    }

    /** Iteration {@code t} fills element {@code t + offset}. */
    int offset() {
        return offset;
    }

    /** Stands for the part of the array that one step fills. */
    Symbol row() {
        return row;
    }

    /** Stands for the array with zeros where the steps will fill it. */
    Symbol seedSymbol() {
        return seedSymbol;
    }

    Value seeds() {
        return seeds;
    }

    /** The axes of the seeds besides the array's own: loops and particles. */
    List<Axis> around() {
        return seeds.variable().axes().stream()
                .filter(axis -> !seeds.shape().contains(axis))
                .toList();
    }

    /** The targets of a step within its row. */
    List<Expr> rowTargets(Statement.Piece<Expr> step) {
        List<Expr> targets = new ArrayList<>(step.targets());
        targets.remove(dimension);
        return targets;
    }

    /** The row that lies {@code lag} steps before the first, on the row's canonical axes. */
    Variable initial(int lag) {
        Axis whole = seeds.shape().get(dimension);
        int place = scope.lower(loop) - 1 + offset - lag;
        if (place < 0) {
            throw new DataFault(
                    symbol.span(),
                    "the loop over `"
                            + loop.name()
                            + "` begins by reading `"
                            + symbol.name()
                            + "` at element "
                            + (place + 1));
        }
        Variable row = seeds.variable();
        if (row.has(whole) && place < whole.extent()) {
            Axis single = scope.fresh(Dimension.of(1));
            Variable slice =
                    scope.builder()
                            .bind(row.name(), new Operation.Slice(row, whole, single, place));
            row = scope.builder().sum(slice, List.of(single));
        }
        return scope.rename(row, rest(seeds.shape()), scope.axes().canonical(this.row.type()));
    }

    private List<Axis> rest(List<Axis> axes) {
        List<Axis> rest = new ArrayList<>(axes);
        rest.remove(dimension);
        return rest;
    }

    /** The whole array, from the seeds and all steps' rows stacked along the scan's axis. */
    Value whole(Variable stacked, Axis scan) {
        List<Assembly.Place> places = new ArrayList<>();
        List<Axis> own = scope.axes().canonical(row.type());
        List<Axis> fresh = own.stream().map(scope::freshLike).toList();
        fresh.forEach(axis -> places.add(new Assembly.Place(axis, 0)));
        places.add(dimension, new Assembly.Place(scan, scope.lower(loop) - 1 + offset));
        List<Assembly.Placed> parts = new ArrayList<>(seedParts);
        parts.add(new Assembly.Placed(scope.rename(stacked, own, fresh), places));
        return new Assembly(scope, symbol).assemble(parts);
    }
}
