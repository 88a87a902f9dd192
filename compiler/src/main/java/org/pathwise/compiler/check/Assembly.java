package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Statement.Definition;
import org.pathwise.compiler.core.Statement.Piece;
import org.pathwise.compiler.core.Statement.Sample;
import org.pathwise.compiler.core.Statement.Term;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders the units of a block: pieces of one symbol come together, a symbol stands before its uses,
 * and symbols that depend on each other become one recursion. Otherwise the order of the text is
 * kept.
 */
final class Assembly {
    /**
     * All pieces that fill one symbol.
     *
     * @param positions where each definition stands in the order of the text
     */
    record Group(
            Symbol symbol,
            List<Piece<Expr>> definitions,
            List<Piece<Draw>> draws,
            List<Integer> positions) {
        /** What its pieces read. */
        Set<Symbol> reads() {
            Set<Symbol> read = new LinkedHashSet<>();
            definitions.forEach(piece -> read.addAll(Exprs.symbols(piece.content())));
            draws.forEach(
                    piece ->
                            piece.content()
                                    .arguments()
                                    .forEach(argument -> read.addAll(Exprs.symbols(argument))));
            return read;
        }
    }

    private final Context context;
    private final Map<Symbol, Group> groups = new LinkedHashMap<>();
    private final List<Statement> result = new ArrayList<>();

    // Tarjan's strongly connected components: each is complete when everything it reads is.
    private final Map<Symbol, Integer> order = new HashMap<>();
    private final Map<Symbol, Integer> lowest = new HashMap<>();
    private final List<Symbol> open = new ArrayList<>();
    private final Set<Symbol> done = new HashSet<>();

    private Assembly(Context context) {
        this.context = context;
    }

    static List<Statement> of(Flow flow, Context context) {
        Assembly assembly = new Assembly(context);
        assembly.group(flow.units());
        assembly.arrange(flow.units());
        return assembly.result;
    }

    private void group(List<Flow.Unit> units) {
        for (int i = 0; i < units.size(); i++) {
            switch (units.get(i)) {
                case Flow.Defines(Symbol symbol, Piece<Expr> piece) -> {
                    groupOf(symbol).definitions().add(piece);
                    groupOf(symbol).positions().add(i);
                }
                case Flow.Draws(Symbol symbol, Piece<Draw> piece) ->
                        groupOf(symbol).draws().add(piece);
                case Flow.Adds _ -> {}
            }
        }
    }

    private Group groupOf(Symbol symbol) {
        return groups.computeIfAbsent(
                symbol, s -> new Group(s, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    private void arrange(List<Flow.Unit> units) {
        for (Flow.Unit unit : units) {
            switch (unit) {
                case Flow.Defines(Symbol symbol, Piece<Expr> _) -> visit(symbol);
                case Flow.Draws(Symbol symbol, Piece<Draw> _) -> visit(symbol);
                case Flow.Adds(Term term) -> {
                    reads(term).forEach(this::visit);
                    result.add(term);
                }
            }
        }
    }

    private static Set<Symbol> reads(Term term) {
        Set<Symbol> read = new LinkedHashSet<>();
        term.guard().ifPresent(guard -> read.addAll(Exprs.symbols(guard)));
        switch (term.content()) {
            case Statement.Density density -> {
                read.addAll(Exprs.symbols(density.value()));
                density.draw()
                        .arguments()
                        .forEach(argument -> read.addAll(Exprs.symbols(argument)));
            }
            case Statement.Factor factor -> read.addAll(Exprs.symbols(factor.value()));
        }
        return read;
    }

    private void visit(Symbol symbol) {
        Group group = groups.get(symbol);
        if (group == null || order.containsKey(symbol)) {
            return;
        }
        order.put(symbol, order.size());
        lowest.put(symbol, order.get(symbol));
        open.add(symbol);
        for (Symbol read : group.reads()) {
            if (!groups.containsKey(read)) {
                continue;
            }
            visit(read);
            if (!done.contains(read)) {
                lowest.merge(symbol, lowest.get(read), Math::min);
            }
        }
        if (lowest.get(symbol).equals(order.get(symbol))) {
            int first = open.indexOf(symbol);
            List<Symbol> component = List.copyOf(open.subList(first, open.size()));
            open.subList(first, open.size()).clear();
            done.addAll(component);
            emit(component);
        }
    }

    private void emit(List<Symbol> component) {
        List<Group> members = component.stream().map(this::groupOf).toList();
        boolean cyclic =
                members.size() > 1
                        || members.getFirst().reads().contains(members.getFirst().symbol());
        if (!cyclic) {
            result.add(statement(members.getFirst()));
            return;
        }
        Optional<Group> drawn =
                members.stream().filter(group -> !group.draws().isEmpty()).findFirst();
        if (drawn.isPresent()) {
            context.report(
                    Unsupported.sequentialDraw(
                            drawn.get().draws().getLast().span(), drawn.get().symbol()));
            return;
        }
        new Recursions(context, members).recursion().ifPresent(result::add);
    }

    private static Statement statement(Group group) {
        return group.draws().isEmpty()
                ? definition(group)
                : new Sample(group.symbol(), group.draws(), group.draws().getFirst().span());
    }

    static Definition definition(Group group) {
        return new Definition(
                group.symbol(), group.definitions(), group.definitions().getFirst().span());
    }
}
