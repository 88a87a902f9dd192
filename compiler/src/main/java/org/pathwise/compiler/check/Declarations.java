package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;

/** The top level: functions, constants, data, and the dimensions that data types name. */
final class Declarations {
    private final Context context;
    private final Expressions expressions;
    private final List<Constant> constants = new ArrayList<>();
    private final List<DataInput> data = new ArrayList<>();
    private final Flow constantFlow = new Flow();

    Declarations(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    List<Constant> constants() {
        return constants;
    }

    List<DataInput> data() {
        return data;
    }

    /** Constants that are computed from others. */
    List<Statement> constantDefinitions() {
        return Assembly.of(constantFlow, context);
    }

    /** Declares everything but derived data, whose order counts. */
    void declare(Script script) {
        for (Item item : script.items()) {
            switch (item) {
                case Item.FunctionDeclaration function -> function(function);
                case Item.NetDeclaration net -> {
                    function(Nets.function(net));
                    context.nets.putIfAbsent(net.name().name(), net);
                }
                case Item.DistributionDeclaration distribution ->
                        expressions.ownDistributions().declare(distribution);
                case Item.DataDeclaration _,
                        Item.DerivedData _,
                        Item.ConstDeclaration _,
                        Item.ModelBlock _,
                        Item.GuideBlock _,
                        Item.GenerateBlock _ -> {}
            }
        }
        items(script, Item.ConstDeclaration.class).forEach(this::constant);
        List<Item.DataDeclaration> declared = items(script, Item.DataDeclaration.class);
        // Integer scalars come first: others may use them as sizes.
        declared.stream().filter(Declarations::isSize).forEach(this::data);
        declared.stream().filter(item -> !isSize(item)).forEach(this::dimensions);
        declared.stream().filter(item -> !isSize(item)).forEach(this::data);
        data.sort(java.util.Comparator.comparingInt(input -> input.symbol().span().start()));
    }

    private static <T extends Item> List<T> items(Script script, Class<T> kind) {
        return script.items().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void function(Item.FunctionDeclaration function) {
        Item.FunctionDeclaration before =
                context.functions.putIfAbsent(function.name().name(), function);
        if (before != null) {
            context.report(NameErrors.functionTwice(function.name(), before.name().span()));
        } else if (org.pathwise.compiler.catalogue.Catalogue.function(function.name().name())
                        .isPresent()
                || function.name().name().equals("log_density")) {
            context.report(NameErrors.functionIsBuiltIn(function.name()));
        }
    }

    // ---- Constants ----

    private void constant(Item.ConstDeclaration item) {
        Expr value = expressions.of(item.value(), place(constantFlow));
        Types.Declared declared =
                item.type() == null ? null : expressions.types().of(item.type(), place(null));
        Identifier name = item.name();
        if (value == null || item.type() != null && declared == null) {
            context.globals.declare(name.name(), new Entry.Poison(name.span()));
            return;
        }
        if (declared != null && !declared.type().shape().equals(value.type().shape())) {
            context.report(TypeErrors.declaredShape(value, name, declared.type()));
            return;
        }
        if (declared != null && value.type().element().compareTo(declared.type().element()) > 0) {
            context.report(TypeErrors.declaredElement(value, name, declared.type()));
            return;
        }
        if (value instanceof Expr.Literal literal) {
            number(
                    item,
                    literal.value(),
                    declared == null ? literal.type().element() : declared.type().element());
        } else if (Linear.of(value).flatMap(Linear::dimension).isPresent()) {
            alias(name, value);
        } else {
            expressions.calls().blocks().plain(name, value, item.span(), place(constantFlow));
        }
    }

    private void number(Item.ConstDeclaration item, double value, Element element) {
        Identifier name = item.name();
        boolean integer = element == Element.INT;
        Symbol symbol =
                context.supply.symbol(
                        name.name(),
                        Symbol.Kind.DATA,
                        new Type(element, List.of()),
                        List.of(),
                        name.span());
        // A size is at least 1, so that a smaller number can only be a value.
        Expr use =
                integer && value >= 1
                        ? new Expr.Size(Dimension.of(name.name()), Type.INT, name.span())
                        : new Expr.Reference(symbol, symbol.type(), name.span());
        if (context.declare(
                context.globals,
                name.name(),
                name.span(),
                new Entry.Value(use, "a constant", name.span()))) {
            context.ranges.declare(symbol, Range.ANY);
            if (use instanceof Expr.Size) {
                context.constantSizes.put(name.name(), (int) value);
            }
            constants.add(new Constant(name.name(), value, integer, symbol, item.span()));
        }
    }

    private void alias(Identifier name, Expr value) {
        context.declare(
                context.globals,
                name.name(),
                name.span(),
                new Entry.Value(value, "a constant", name.span()));
    }

    // ---- Data ----

    private static boolean isSize(Item.DataDeclaration item) {
        return item.type().base().name().equals("int") && item.type().shapes().isEmpty();
    }

    private Place place(@Nullable Flow flow) {
        return new Place(context.globals, List.of(), List.of(), flow, Place.Kind.TOP);
    }

    /** Makes the names in a data type's shape dimensions, unless they have a meaning. */
    private void dimensions(Item.DataDeclaration item) {
        for (Expression.Name name : Types.newDimensions(item.type(), place(null))) {
            Expr size = new Expr.Size(Dimension.of(name.name()), Type.INT, name.span());
            if (context.globals.lookup(name.name()) == null) {
                context.globals.declare(
                        name.name(), new Entry.Value(size, "a dimension", name.span()));
                context.sizes.add(name.name());
            }
        }
    }

    private void data(Item.DataDeclaration item) {
        Types.Declared declared = expressions.types().of(item.type(), place(null));
        Identifier name = item.name();
        if (declared == null) {
            context.globals.declare(name.name(), new Entry.Poison(name.span()));
            return;
        }
        Symbol symbol =
                context.supply.symbol(
                        name.name(), Symbol.Kind.DATA, declared.type(), List.of(), name.span());
        Expr use = new Expr.Reference(symbol, symbol.type(), name.span());
        if (!context.declare(
                context.globals,
                name.name(),
                name.span(),
                new Entry.Value(use, "data", name.span()))) {
            return;
        }
        context.supports.put(symbol, declared.bounded());
        context.ranges.declare(symbol, declared.support(), declared.bounded().bounds());
        data.add(new DataInput(symbol, declared.support(), declared.bounded().bounds()));
    }
}
