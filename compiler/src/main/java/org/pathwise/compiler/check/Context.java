package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.core.Weight;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known so far about the script that is being checked. */
final class Context {
    /** The support that a declaration states, with the expressions of its computed bounds. */
    record Bounded(Support support, List<Expr> bounds) {
        Bounded {
            bounds = List.copyOf(bounds);
        }
    }

    final Supply supply = new Supply();
    final Reporter reporter;
    final Ranges ranges = new Ranges();

    /** Data, derived data, constants and dimensions. */
    final Scope globals = new Scope(null);

    /** The names of dimensions that something uses as one. */
    final Set<String> sizes = new LinkedHashSet<>();

    /** Names used anywhere: of data, and of sizes. */
    final Set<String> used = new HashSet<>();

    final Map<String, Item.FunctionDeclaration> functions = new LinkedHashMap<>();

    /** The nets among the functions. */
    final Map<String, Item.NetDeclaration> nets = new LinkedHashMap<>();

    /** The weights that layers made. */
    final List<Weight> weights = new ArrayList<>();

    /** The loop of each {@code for} statement whose range is in order. */
    final Map<Statement.For, Loop> loops = new IdentityHashMap<>();

    /** Where the elements of data, latents and parameters of the guide are declared to lie. */
    final Map<Symbol, Bounded> supports = new HashMap<>();

    /** The model's latents. */
    final Map<Symbol, Latent> latents = new LinkedHashMap<>();

    /** The default of each integer constant that can be a size. */
    final Map<String, Integer> constantSizes = new LinkedHashMap<>();

    /** What each symbol that is not data depends on. */
    private final Map<Symbol, Set<Symbol>> roots = new HashMap<>();

    private final List<Runnable> delayed = new ArrayList<>();

    Context(Diagnostics diagnostics) {
        this.reporter = new Reporter(diagnostics);
    }

    void report(Diagnostic diagnostic) {
        reporter.report(diagnostic);
    }

    /** The latents, parameters and draws that an expression's value depends on. */
    Set<Symbol> roots(Expr expr) {
        Set<Symbol> result = new LinkedHashSet<>();
        for (Symbol symbol : Exprs.symbols(expr)) {
            result.addAll(roots(symbol));
        }
        return result;
    }

    Set<Symbol> roots(Symbol symbol) {
        return roots.getOrDefault(symbol, Set.of());
    }

    /** States that a symbol is random, or to be fitted, by itself. */
    void setRandom(Symbol symbol) {
        roots.put(symbol, Set.of(symbol));
    }

    /** Adds an expression that gives elements of a defined symbol. */
    void define(Symbol symbol, Expr content) {
        Set<Symbol> all = new LinkedHashSet<>(roots(symbol));
        all.addAll(roots(content));
        roots.put(symbol, all);
        ranges.define(symbol, content);
    }

    /**
     * The dimension of a list of so many elements: a constant's where just one has this value, so
     * that {@code [5, 5]} has the shape {@code [K]} beside {@code const K = 2}.
     */
    Dimension lengthOf(int elements) {
        List<String> names =
                constantSizes.entrySet().stream()
                        .filter(constant -> constant.getValue() == elements)
                        .map(Map.Entry::getKey)
                        .toList();
        if (names.size() != 1) {
            return Dimension.of(elements);
        }
        sizes.add(names.getFirst());
        return Dimension.of(names.getFirst());
    }

    /** Keeps a check until the block is complete and every range is known. */
    void later(Runnable check) {
        delayed.add(check);
    }

    void runDelayed() {
        List<Runnable> checks = List.copyOf(delayed);
        delayed.clear();
        checks.forEach(Runnable::run);
    }

    /** Declares a name in a scope unless it has a meaning already. */
    boolean declare(Scope scope, String name, Span span, Entry entry) {
        Entry before = scope.lookup(name);
        if (before != null) {
            if (!(before instanceof Entry.Poison)) {
                report(NameErrors.alreadyDefined(span, name, before));
            }
            return false;
        }
        scope.declare(name, entry);
        return true;
    }
}
