package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An array some of whose missing elements are latent.
 *
 * @param whole the array as it was given; its missing elements are placeholders
 * @param filled what takes its place everywhere
 * @param latent a vector of the latent elements
 * @param definition of {@code filled}
 * @param inputs data that the definition needs
 * @param values of those data
 * @param size the dimension of {@code latent}
 * @param positions which elements are latent, row-major, ascending
 */
record Fill(
        Symbol whole,
        Symbol filled,
        Latent latent,
        Statement.Definition definition,
        List<DataInput> inputs,
        Map<String, double[]> values,
        String size,
        List<Integer> positions) {

    /** The dimension along which the latent elements of an array lie. */
    static String size(Symbol whole) {
        return "missing " + whole.name();
    }

    /**
     * Writes it: {@code filled = if seen then whole else latent[index]}.
     *
     * @param bounds of the latent's support
     * @param loops of the bounds, with {@code targets}: as in {@link Latent}
     */
    static Fill of(
            Symbol whole,
            Mask mask,
            List<Integer> positions,
            ElementSupport support,
            Optional<Bounds> bounds,
            Observations.Site site,
            NewSymbols names) {
        Span span = whole.span();
        Dimension dimension = Dimension.of(size(whole));
        Symbol drawn =
                names.symbol(
                        whole.name(),
                        Symbol.Kind.LATENT,
                        Type.real(dimension),
                        site.density().value().span());
        Latent latent =
                new Latent(
                        drawn,
                        support.interval(),
                        bounds.map(Bounds::exprs).orElse(List.of()),
                        bounds.map(Bounds::loops).orElse(List.of()),
                        bounds.map(Bounds::targets).orElse(List.of()),
                        site.density().draw().distribution().name(),
                        Optional.empty(),
                        site.density().value().span());
        Symbol filled = names.like(whole, whole.name(), Symbol.Kind.IMPUTED);
        List<DataInput> inputs = new ArrayList<>();
        Map<String, double[]> values = new LinkedHashMap<>();
        bounds.ifPresent(
                computed -> {
                    inputs.addAll(computed.inputs());
                    values.putAll(computed.values());
                });
        Expr vector = new Expr.Reference(drawn, drawn.type(), span);
        Expr content;
        if (whole.type().isScalar()) {
            Expr first = new Expr.Literal(1, Type.INT, span);
            content = new Expr.Index(vector, List.of(new Subscript.At(first)), Type.REAL, span);
        } else {
            Symbol index =
                    names.symbol(
                            "element of " + whole.name(),
                            Symbol.Kind.DATA,
                            whole.type().withElement(Element.INT),
                            span);
            inputs.add(new DataInput(index, Support.COUNT, List.of()));
            values.put(index.name(), indices(mask, positions));
            content =
                    new Expr.Conditional(
                            Seen.reference(mask.seen(), span),
                            Seen.reference(whole, span),
                            new Expr.Index(
                                    vector,
                                    List.of(new Subscript.At(Seen.reference(index, span))),
                                    whole.type(),
                                    span),
                            whole.type(),
                            span);
        }
        var piece = new Statement.Piece<>(List.of(), List.of(), content, span);
        return new Fill(
                whole,
                filled,
                latent,
                new Statement.Definition(filled, List.of(piece), span),
                inputs,
                values,
                size(whole),
                positions);
    }

    /** For each element of the array its place among the latent ones. */
    private static double[] indices(Mask mask, List<Integer> positions) {
        double[] indices = new double[mask.size()];
        // What is not latent reads some latent element, which does not count: not always the same.
        for (int i = 0; i < indices.length; i++) {
            indices[i] = 1 + i % positions.size();
        }
        for (int i = 0; i < positions.size(); i++) {
            indices[positions.get(i)] = i + 1;
        }
        return indices;
    }
}
