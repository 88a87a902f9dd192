package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Block;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DiscreteFamily;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks scripts. */
public final class Checker {
    private final Context context;
    private final Script script;
    private final Expressions expressions;
    private final Declarations declarations;

    private Checker(Script script, Diagnostics diagnostics) {
        this.script = script;
        this.context = new Context(diagnostics);
        this.expressions = new Expressions(context);
        this.declarations = new Declarations(context, expressions);
    }

    /**
     * The typed program of a script, or nothing when it holds an error. Every error that was found,
     * and the warnings, are in {@code diagnostics}; errors that were there before do not matter.
     */
    public static Optional<CoreProgram> check(Script script, Diagnostics diagnostics) {
        long before = diagnostics.errorCount();
        CoreProgram program = new Checker(script, diagnostics).program();
        return diagnostics.errorCount() == before ? Optional.of(program) : Optional.empty();
    }

    private CoreProgram program() {
        declarations.declare(script);
        Flow derivedFlow = new Flow();
        Place top = new Place(context.globals, List.of(), List.of(), derivedFlow, Place.Kind.TOP);
        for (Item.DerivedData item : items(Item.DerivedData.class)) {
            context.globals.hide(
                    item.name().name(), item.name().span(), Scope.Reason.DEFINED_LATER);
        }
        items(Item.DerivedData.class).forEach(item -> blocks().derived(item, top));
        expressions.ownDistributions().deriveAll();
        context.runDelayed();
        List<Statement> derived = Assembly.of(derivedFlow, context);

        Scope modelScope = context.globals.inner();
        List<Statement> model = block(only(Item.ModelBlock.class), modelScope, Place.Kind.MODEL);
        Guide guide = guide(modelScope);
        List<Statement> generate =
                block(only(Item.GenerateBlock.class), modelScope.inner(), Place.Kind.GENERATE);
        CoreProgram program =
                new CoreProgram(
                        script.source(),
                        context.sizes,
                        declarations.constants(),
                        declarations.data(),
                        with(declarations.constantDefinitions(), derived),
                        context.weights,
                        List.copyOf(context.latents.values()),
                        model,
                        guide,
                        generate);
        if (!context.reporter.hasErrors()) {
            new Advice(context, program).give();
        }
        return program;
    }

    private Blocks blocks() {
        return expressions.calls().blocks();
    }

    private static <T> List<T> with(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private Guide guide(Scope modelScope) {
        Block body = only(Item.GuideBlock.class);
        if (body == null) {
            requireFamilies(Set.of());
            return Guide.AUTOMATIC;
        }
        Scope scope = context.globals.inner();
        modelScope
                .own()
                .forEach(
                        (name, entry) ->
                                scope.hide(
                                        name,
                                        entry.span(),
                                        entry instanceof Entry.Filled(Filling filling)
                                                        && filling.isDrawn()
                                                ? Scope.Reason.NOT_YET_DRAWN_BY_GUIDE
                                                : Scope.Reason.DEFINED_IN_MODEL));
        List<Statement> statements = block(body, scope, Place.Kind.GUIDE);
        requireFamilies(drawn(statements));
        return new Guide(blocks().parameters(), statements, List.of());
    }

    private static Set<Symbol> drawn(List<Statement> statements) {
        return statements.stream()
                .filter(Statement.Sample.class::isInstance)
                .map(statement -> ((Statement.Sample) statement).symbol())
                .collect(Collectors.toSet());
    }

    /** Reports the discrete latents that neither this guide nor the automatic one can draw. */
    private void requireFamilies(Set<Symbol> drawn) {
        for (Latent latent : context.latents.values()) {
            if (latent.support().isDiscrete()
                    && !drawn.contains(latent.symbol())
                    && DiscreteFamily.of(latent).isEmpty()) {
                context.report(GuideErrors.noFamily(latent));
            }
        }
    }

    private List<Statement> block(@Nullable Block body, Scope scope, Place.Kind kind) {
        if (body == null) {
            return List.of();
        }
        Flow flow = new Flow();
        List<Expr> noGuards = List.of();
        blocks().block(body.statements(), new Place(scope, List.of(), noGuards, flow, kind));
        context.runDelayed();
        return Assembly.of(flow, context);
    }

    private <T extends Item> List<T> items(Class<T> kind) {
        return script.items().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The body of the only block of a kind; reports a second one, and a missing model. */
    private @Nullable Block only(Class<? extends Item> kind) {
        List<? extends Item> found = items(kind);
        for (int i = 1; i < found.size(); i++) {
            context.report(
                    NameErrors.secondBlock(keyword(found.get(i)), keyword(found.getFirst())));
        }
        if (found.isEmpty()) {
            if (kind == Item.ModelBlock.class) {
                context.report(NameErrors.noModel(script.source()));
            }
            return null;
        }
        return switch (found.getFirst()) {
            case Item.ModelBlock model -> model.body();
            case Item.GuideBlock guide -> guide.body();
            case Item.GenerateBlock generate -> generate.body();
            case Item other -> throw new IllegalArgumentException("no block: " + other);
        };
    }

    /** The first word of a block. */
    private static Span keyword(Item item) {
        Span whole = item.span();
        int end = whole.start();
        while (end < whole.end() && Character.isLetter(whole.source().text().charAt(end))) {
            end++;
        }
        return whole.source().span(whole.start(), end);
    }
}
