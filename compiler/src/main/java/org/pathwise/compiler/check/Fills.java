package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.Subscript;
import org.pathwise.compiler.check.Filling.Interval;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement.Piece;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Definitions of elements, {@code h[t] = ...}: their targets, and whether each element is defined
 * once.
 */
final class Fills {
    /** What a branch of an {@code if} statement fills: kept until the other branch is known. */
    record Branch(List<Part> parts) {}

    private record Part(Filling filling, Target target, Expr value, Span span) {}

    /** The checked left side of a definition or a draw. */
    record Target(List<Expr> indices, List<Interval> box, Span span) {}

    private final Context context;
    private final Expressions expressions;
    private @Nullable List<Part> branch;

    Fills(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /** The subscripts without those at the end that take the whole of a dimension. */
    static List<Subscript> indexed(List<Subscript> subscripts) {
        int end = subscripts.size();
        while (end > 0 && subscripts.get(end - 1) instanceof Subscript.All) {
            end--;
        }
        return subscripts.subList(0, end);
    }

    /** {@code name[subscripts] = value}. */
    void element(Statement.Definition definition, @Nullable Expr value, Place place) {
        Entry entry = place.scope().lookup(definition.name().name());
        if (!(entry instanceof Entry.Filled(Filling filling)) || filling.isDrawn()) {
            if (entry != null && !(entry instanceof Entry.Poison)) {
                context.report(
                        NameErrors.alreadyDefined(
                                definition.targetSpan(), definition.name().name(), entry));
            }
            return;
        }
        Target target = target(definition.subscripts(), definition.targetSpan(), place);
        if (target == null || value == null) {
            filling.poison();
        } else if (branch != null) {
            branch.add(new Part(filling, target, value, definition.span()));
        } else {
            boolean fixed = definition.type() != null || filling.announcedPieces() == 1;
            add(filling, target, value, fixed, definition.span(), place);
        }
    }

    /**
     * The indices of a target: shifted loop variables or numbers, each loop around it once. Null
     * after an error.
     */
    @Nullable Target target(List<Subscript> subscripts, Span span, Place place) {
        List<Expr> indices = new ArrayList<>();
        List<Interval> box = new ArrayList<>();
        Set<Loop> met = new HashSet<>();
        for (Subscript subscript : indexed(subscripts)) {
            if (!(subscript instanceof Subscript.At(Expression at))
                    || at instanceof Expression.Range) {
                context.report(BlockErrors.badTarget(subscript.span()));
                return null;
            }
            Expr index = expressions.of(at, place);
            if (index == null) {
                return null;
            }
            Optional<Linear> linear = Linear.of(index);
            boolean usable =
                    linear.isPresent()
                            && (linear.get().dimension().isPresent()
                                    || linear.get().shiftedLoop().filter(met::add).isPresent());
            if (!usable) {
                context.report(BlockErrors.badTarget(at.span()));
                return null;
            }
            Interval interval = new Interval(linear.get().smallest(), linear.get().greatest());
            if (!Linear.mayBeAtMost(Dimension.of(1), interval.lower())) {
                context.report(BlockErrors.targetBelowOne(at.span(), interval.lower()));
                return null;
            }
            indices.add(index);
            box.add(interval);
        }
        for (Loop loop : place.loops()) {
            if (!met.contains(loop)) {
                context.report(
                        place.block() == Place.Kind.FUNCTION
                                ? Unsupported.localArray(span)
                                : BlockErrors.notIndexedByLoop(span, loop));
                return null;
            }
        }
        return new Target(indices, box, span);
    }

    private void add(
            Filling filling, Target target, Expr value, boolean fixed, Span span, Place place) {
        Flow flow = place.flow();
        if (filling.isPoisoned() || flow == null || !isFirst(filling, target)) {
            return;
        }
        // Elements of several pieces are real unless a type says otherwise: `h[1] = 0` starts a
        // real recursion.
        Type type = fixed ? value.type() : value.type().withElement(Element.REAL);
        Symbol symbol = filling.symbol();
        if (symbol == null) {
            List<Dimension> shape = new ArrayList<>(filling.extents());
            shape.addAll(type.shape());
            Symbol.Kind kind =
                    place.block() == Place.Kind.GENERATE
                            ? Symbol.Kind.GENERATED
                            : Symbol.Kind.DEFINITION;
            symbol =
                    context.supply.symbol(
                            filling.name(), kind, type.withShape(shape), List.of(), target.span());
            filling.introduce(symbol, type);
        } else if (filling.element() != null && !type.shape().equals(filling.element().shape())) {
            context.report(BlockErrors.piecesDiffer(target.span(), value.type(), filling));
            filling.poison();
            return;
        }
        filling.add(new Filling.Piece(target.box(), target.indices(), value, target.span()));
        context.define(symbol, value);
        flow.add(
                new Flow.Defines(
                        symbol, new Piece<>(place.loops(), target.indices(), value, span)));
    }

    /** Whether no earlier piece fills an element of this one too; reports if one does. */
    boolean isFirst(Filling filling, Target target) {
        for (Filling.Piece piece : filling.pieces()) {
            if (Coverage.surelyOverlap(piece.box(), target.box())) {
                context.report(BlockErrors.elementTwice(target.span(), filling, piece.span()));
                filling.poison();
                return false;
            }
        }
        return true;
    }

    /** Whether every element is filled once, at the end of the block; reports if not. */
    void checkComplete(Filling filling, Place place) {
        if (filling.isPoisoned() || filling.pieces().isEmpty()) {
            return;
        }
        List<List<Interval>> boxes = filling.pieces().stream().map(Filling.Piece::box).toList();
        if (!Coverage.isPartition(boxes, filling.extents())) {
            context.report(BlockErrors.elementsMissing(filling, place.block()));
        }
    }

    // ---- Branches ----

    /** What a branch fills. */
    Branch branch(Runnable body) {
        List<Part> around = branch;
        List<Part> parts = new ArrayList<>();
        branch = parts;
        body.run();
        branch = around;
        return new Branch(parts);
    }

    /** Elements that both branches define are one definition that chooses. */
    void join(Branch then, Branch otherwise, Expr condition, Span span, Place place) {
        List<Part> left = new ArrayList<>(otherwise.parts());
        for (Part part : then.parts()) {
            Optional<Part> partner =
                    left.stream().filter(other -> isSameElement(part, other)).findFirst();
            if (partner.isEmpty()) {
                oneBranch(part);
                continue;
            }
            left.remove(partner.get());
            Expr chosen = expressions.choose(condition, part.value(), partner.get().value(), span);
            if (chosen == null) {
                part.filling().poison();
            } else if (branch != null) {
                branch.add(new Part(part.filling(), part.target(), chosen, span));
            } else {
                add(
                        part.filling(),
                        part.target(),
                        chosen,
                        part.filling().announcedPieces() == 1,
                        span,
                        place);
            }
        }
        left.forEach(this::oneBranch);
    }

    private static boolean isSameElement(Part a, Part b) {
        if (a.filling() != b.filling()
                || a.target().indices().size() != b.target().indices().size()) {
            return false;
        }
        for (int i = 0; i < a.target().indices().size(); i++) {
            if (!Linear.of(a.target().indices().get(i))
                    .equals(Linear.of(b.target().indices().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private void oneBranch(Part part) {
        if (!part.filling().isPoisoned()) {
            context.report(BlockErrors.oneBranch(part.target().span(), part.filling().name()));
            part.filling().poison();
        }
    }
}
