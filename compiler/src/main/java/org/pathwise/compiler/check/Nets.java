package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.FunctionBody;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.catalogue.Dropout;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.core.Weight;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Nets: functions whose layers own weights. A net is inlined as any function; a layer of its body,
 * told by its place in the script, makes its weights at the first call and finds them at every
 * other.
 */
final class Nets {
    /** The layers, which only the body of a net can hold. */
    static final Set<String> LAYERS = Set.of("dense", "layer_norm", "dropout");

    /** Activations that let half of a signal through. */
    private static final Set<String> RECTIFIERS = Set.of("relu", "softplus", "gelu");

    private static final double STABILISER = 1e-5;

    private final Context context;
    private final Expressions expressions;
    private final Map<Span, Map<String, Symbol>> layers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int dropouts;

    /** The layers whose result goes straight into a rectifier. */
    private final Set<Span> rectified = new HashSet<>();

    Nets(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /** A net as the function that it is inlined as. */
    static Item.FunctionDeclaration function(Item.NetDeclaration net) {
        return new Item.FunctionDeclaration(
                net.name(),
                net.parameters(),
                net.result(),
                new FunctionBody.Statements(net.body()),
                net.span());
    }

    /** Notes that the argument of a rectifier is a layer, before the argument is looked at. */
    void noteActivation(Expression.Call call) {
        if (RECTIFIERS.contains(call.function().name())
                && call.arguments().size() == 1
                && call.arguments().getFirst().value() instanceof Expression.Call layer
                && layer.function().name().equals("dense")) {
            rectified.add(layer.span());
        }
    }

    /** The result of a layer, or null after an error. */
    @Nullable Expr layer(Expression.Call call, List<Expr> arguments, Place place) {
        String name = call.function().name();
        Item.NetDeclaration net =
                context.nets.values().stream()
                        .filter(candidate -> holds(candidate.span(), call.span()))
                        .findFirst()
                        .orElse(null);
        if (net == null) {
            context.report(
                    name.equals("dropout")
                            ? NetErrors.dropoutOutsideNet(call.span())
                            : NetErrors.layerOutsideNet(call.span(), name));
            return null;
        }
        return switch (name) {
            case "dense" -> dense(call, net.name().name(), arguments);
            case "layer_norm" -> layerNorm(call, net.name().name(), arguments, place);
            case "dropout" -> dropout(call, arguments, place);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * {@code dropout(rate, x)}: x, of which each element is 0 with a probability while the net is
     * trained, and the others are scaled so that the mean stays. Each call has noise of its own.
     */
    private @Nullable Expr dropout(Expression.Call call, List<Expr> arguments, Place place) {
        if (arguments.size() != 2) {
            context.report(NetErrors.arguments(call.span(), "dropout(rate, x)", arguments.size()));
            return null;
        }
        Expr x = arguments.get(1);
        if (!(arguments.get(0) instanceof Expr.Literal(double rate, Type _, Span _))
                || rate < 0
                || rate >= 1) {
            context.report(NetErrors.rateExpected(arguments.get(0)));
            return null;
        }
        if (x.type().element() == Element.BOOL) {
            context.report(NetErrors.numbersExpected(x));
            return null;
        }
        dropouts++;
        List<Dimension> shape = x.type().shape();
        Expr factors =
                new Expr.Apply(
                        Dropout.factors(dropouts, shape, rate),
                        List.of(arguments.get(0)),
                        new Type(Element.REAL, shape),
                        call.span());
        Expr dropped = apply(".*", x, factors, call);
        return dropped == null
                ? null
                : expressions
                        .calls()
                        .blocks()
                        .hoist(internal(call, String.valueOf(dropouts)), dropped, place);
    }

    private static boolean holds(Span outer, Span inner) {
        return outer.source().equals(inner.source())
                && outer.start() <= inner.start()
                && inner.end() <= outer.end();
    }

    /** {@code dense(n, x)}: {@code W x + b}, for each row of x. */
    private @Nullable Expr dense(Expression.Call call, String net, List<Expr> arguments) {
        if (arguments.size() != 2) {
            context.report(NetErrors.arguments(call.span(), "dense(n, x)", arguments.size()));
            return null;
        }
        Dimension outputs = size(arguments.get(0));
        Expr x = arguments.get(1);
        if (outputs == null) {
            context.report(NetErrors.sizeExpected(arguments.get(0)));
            return null;
        }
        if (x.type().rank() < 1 || x.type().rank() > 2) {
            context.report(NetErrors.inputShape(x, "dense"));
            return null;
        }
        Dimension inputs = x.type().shape().getLast();
        double gain = rectified.contains(call.span()) ? 2 : 1;
        Map<String, Symbol> own = own(call, net);
        Expr weight = weight(own, "weight", Type.real(outputs, inputs), call, net, inputs, gain);
        Expr bias = weight(own, "bias", Type.real(outputs), call, net, 0);
        if (weight == null || bias == null) {
            return null;
        }
        Expr product =
                x.type().rank() == 1
                        ? apply("*", weight, x, call)
                        : apply("*", x, apply("'", weight, null, call), call);
        return apply("+", product, bias, call);
    }

    /**
     * {@code layer_norm(x)}: a vector shifted and scaled to mean 0 and variance 1, times a gain and
     * plus a shift that are learnt (Ba, Kiros and Hinton 2016, arXiv:1607.06450, equation 4).
     */
    private @Nullable Expr layerNorm(
            Expression.Call call, String net, List<Expr> arguments, Place place) {
        if (arguments.size() != 1) {
            context.report(NetErrors.arguments(call.span(), "layer_norm(x)", arguments.size()));
            return null;
        }
        Expr x = arguments.getFirst();
        if (x.type().rank() != 1) {
            context.report(NetErrors.inputShape(x, "layer_norm"));
            return null;
        }
        Type type = Type.real(x.type().shape().getFirst());
        Map<String, Symbol> own = own(call, net);
        Expr gain = weight(own, "gain", type, call, net, 1);
        Expr shift = weight(own, "shift", type, call, net, 0);
        Blocks blocks = expressions.calls().blocks();
        Expr input = blocks.hoist(internal(call, "input"), x, place);
        Expr difference = apply("-", input, apply("mean", input, null, call), call);
        Expr centred =
                difference == null
                        ? null
                        : blocks.hoist(internal(call, "centred"), difference, place);
        Expr variance = apply("mean", apply("square", centred, null, call), null, call);
        Expr stabiliser = new Expr.Literal(STABILISER, Type.REAL, call.span());
        Expr deviation = apply("sqrt", apply("+", variance, stabiliser, call), null, call);
        Expr standard = apply("/", centred, deviation, call);
        return gain == null || shift == null
                ? null
                : apply("+", apply(".*", standard, gain, call), shift, call);
    }

    /** The name of something inside a layer, with a dot so that no result shows it. */
    private static Identifier internal(Expression.Call call, String part) {
        Identifier layer = call.function();
        return new Identifier(layer.name() + "." + part, layer.span());
    }

    private @Nullable Expr apply(
            String function, @Nullable Expr a, @Nullable Expr b, Expression.Call call) {
        if (a == null) {
            return null;
        }
        return expressions.apply(function, b == null ? List.of(a) : List.of(a, b), call.span());
    }

    private static @Nullable Dimension size(Expr expr) {
        return switch (expr) {
            case Expr.Size size -> size.dimension();
            case Expr.Literal literal
                    when literal.type().equals(Type.INT) && literal.value() >= 1 ->
                    Dimension.of((int) literal.value());
            default -> null;
        };
    }

    private Map<String, Symbol> own(Expression.Call call, String net) {
        return layers.computeIfAbsent(
                call.span(),
                _ -> {
                    counts.merge(net, 1, Integer::sum);
                    return new LinkedHashMap<>();
                });
    }

    private @Nullable Expr weight(
            Map<String, Symbol> own,
            String part,
            Type type,
            Expression.Call call,
            String net,
            double start) {
        return weight(own, part, type, call, net, symbol -> Weight.constant(symbol, start));
    }

    private @Nullable Expr weight(
            Map<String, Symbol> own,
            String part,
            Type type,
            Expression.Call call,
            String net,
            Dimension fanIn,
            double gain) {
        return weight(own, part, type, call, net, symbol -> Weight.fanIn(symbol, fanIn, gain));
    }

    /** A weight of a layer: made at its first call, and the same at every other. */
    private @Nullable Expr weight(
            Map<String, Symbol> own,
            String part,
            Type type,
            Expression.Call call,
            String net,
            Function<Symbol, Weight> start) {
        Symbol before = own.get(part);
        if (before == null) {
            String name = net + "." + counts.get(net) + "." + part;
            before =
                    context.supply.symbol(
                            name, Symbol.Kind.WEIGHT, type, List.of(), call.function().span());
            own.put(part, before);
            context.weights.add(start.apply(before));
            context.setRandom(before);
            context.ranges.declare(before, Range.ANY);
        } else if (!before.type().equals(type)) {
            context.report(NetErrors.inputsDiffer(call.span(), net, before.type(), type));
            return null;
        }
        type.shape().forEach(dimension -> context.sizes.addAll(dimension.coefficients().keySet()));
        return new Expr.Reference(before, type, call.function().span());
    }
}
