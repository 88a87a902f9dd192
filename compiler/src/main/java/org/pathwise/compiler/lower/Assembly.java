package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts the pieces of a definition, each over the loops it stands in, together into the whole array.
 */
final class Assembly {
    private final Scope scope;
    private final Symbol symbol;
    private final List<Axis> axes;

    Assembly(Scope scope, Symbol symbol) {
        this.scope = scope;
        this.symbol = symbol;
        this.axes = scope.axes().canonical(symbol.type());
    }

    /**
     * Where a part lies along one dimension of the whole: on {@code axis}, from {@code offset}
     * (counted from 0).
     */
    record Place(Axis axis, int offset) {}

    /** A part with its place along every dimension of the whole. */
    record Placed(Variable variable, List<Place> places) {
        Placed {
            places = List.copyOf(places);
        }
    }

    /**
     * A piece: where it goes, and its value, whose shape is the symbol's without the targets'
     * dimensions.
     */
    record Part(List<Expr> targets, Value value) {}

    /** The whole array; elements that no part covers are 0. */
    Value whole(List<Part> parts) {
        return assemble(parts.stream().map(this::place).toList());
    }

    /** The whole array of parts whose places are known. */
    Value assemble(List<Placed> placed) {
        if (placed.size() == 1 && covers(placed.getFirst())) {
            Placed only = placed.getFirst();
            return new Value(
                    scope.rename(
                            only.variable(),
                            only.places().stream().map(Place::axis).toList(),
                            axes),
                    axes);
        }
        Optional<Integer> along = onlyPartialDimension(placed);
        return new Value(along.isPresent() ? concatenate(placed, along.get()) : add(placed), axes);
    }

    /** Finds a part's place. */
    Placed place(Part part) {
        List<Expr> targets = part.targets();
        int fixed = targets.size();
        List<Place> places = new ArrayList<>();
        Variable variable = part.value().variable();
        // The value's own dimensions may need other axes than the whole's: the targets' dimensions
        // shift them.
        List<Axis> own = part.value().shape();
        List<Axis> fresh = own.stream().map(scope::freshLike).toList();
        variable = scope.rename(variable, own, fresh);
        for (int i = 0; i < fixed; i++) {
            Expr target = targets.get(i);
            Affine affine =
                    scope.affine(target)
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "target " + target.span().text()));
            Place place;
            if (affine.loop().isPresent()) {
                Loop loop = affine.loop().get();
                place = new Place(scope.axes().of(loop), scope.lower(loop) - 1 + affine.offset());
            } else {
                place = new Place(scope.fresh(Dimension.of(1)), affine.offset() - 1);
            }
            int end = place.offset() + place.axis().extent();
            if (place.axis().extent() > 0 && (place.offset() < 0 || end > axes.get(i).extent())) {
                throw new DataFault(
                        target.span(),
                        "`"
                                + symbol.name()
                                + "` is defined at element "
                                + (place.offset() < 0 ? place.offset() + 1 : end)
                                + ", but "
                                + axes.get(i).dimension()
                                + " is "
                                + axes.get(i).extent());
            }
            places.add(place);
        }
        fresh.forEach(axis -> places.add(new Place(axis, 0)));
        return new Placed(variable, places);
    }

    private boolean covers(Placed placed) {
        for (int i = 0; i < axes.size(); i++) {
            if (!coversDimension(placed, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean coversDimension(Placed placed, int i) {
        Place place = placed.places().get(i);
        return place.offset() == 0 && place.axis().extent() == axes.get(i).extent();
    }

    /** The dimension along which the parts stand one behind the other without gaps, if they do. */
    private Optional<Integer> onlyPartialDimension(List<Placed> placed) {
        Integer found = null;
        for (int i = 0; i < axes.size(); i++) {
            int dimension = i;
            if (!placed.stream().allMatch(part -> coversDimension(part, dimension))) {
                if (found != null) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        if (found == null) {
            return Optional.empty();
        }
        int dimension = found;
        int next = 0;
        for (Placed part : inOrder(placed, dimension)) {
            Place place = part.places().get(dimension);
            if (place.offset() != next) {
                return Optional.empty();
            }
            next += place.axis().extent();
        }
        return next == axes.get(dimension).extent() ? Optional.of(dimension) : Optional.empty();
    }

    private static List<Placed> inOrder(List<Placed> placed, int dimension) {
        return placed.stream()
                .sorted(Comparator.comparingInt(part -> part.places().get(dimension).offset()))
                .toList();
    }

    private Variable concatenate(List<Placed> placed, int dimension) {
        List<Variable> variables = new ArrayList<>();
        List<Axis> along = new ArrayList<>();
        for (Placed part : inOrder(placed, dimension)) {
            List<Axis> from = new ArrayList<>(part.places().stream().map(Place::axis).toList());
            List<Axis> to = new ArrayList<>(axes);
            // A loop's axis may stand in several parts: each part gets one of its own.
            Axis own = scope.freshLike(from.get(dimension));
            to.set(dimension, own);
            variables.add(scope.rename(part.variable(), from, to));
            along.add(own);
        }
        return scope.builder()
                .bind(
                        symbol.name(),
                        new Operation.Concatenate(variables, along, axes.get(dimension)));
    }

    private Variable add(List<Placed> placed) {
        Variable sum = null;
        for (Placed part : placed) {
            Variable padded = part.variable();
            for (int i = 0; i < axes.size(); i++) {
                Place place = part.places().get(i);
                if (coversDimension(part, i)) {
                    padded = scope.rename(padded, List.of(place.axis()), List.of(axes.get(i)));
                } else {
                    padded =
                            scope.builder()
                                    .bind(
                                            symbol.name(),
                                            new Operation.Pad(
                                                    scope.builder()
                                                            .broadcast(
                                                                    padded, List.of(place.axis())),
                                                    place.axis(),
                                                    axes.get(i),
                                                    place.offset()));
                }
            }
            sum = sum == null ? padded : scope.builder().add(sum, padded);
        }
        return sum == null ? scope.builder().constant(0) : sum;
    }
}
