package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dimensions that the labels of a distribution stand for in one call: {@code K} of {@code
 * MultivariateNormal(mu, Sigma)} is the dimension of mu, and Sigma must have it twice.
 */
final class Labels {
    private record Bound(Dimension dimension, Expr argument) {}

    private final Context context;
    private final Distribution form;
    private final Map<String, Bound> bound = new HashMap<>();

    Labels(Context context, Distribution form) {
        this.context = context;
        this.form = form;
    }

    /** Binds the labels of a parameter to an argument's last dimensions; false after an error. */
    boolean bind(Expr argument, Distribution.Parameter parameter) {
        List<Dimension> shape = argument.type().shape();
        List<Dimension> own = shape.subList(shape.size() - parameter.rank(), shape.size());
        for (int i = 0; i < own.size(); i++) {
            Bound now = new Bound(own.get(i), argument);
            Bound before = bound.putIfAbsent(parameter.dimensions().get(i), now);
            if (before != null && !before.dimension().equals(now.dimension())) {
                context.report(
                        DrawErrors.lengthsDiffer(
                                argument,
                                now.dimension(),
                                before.argument(),
                                before.dimension(),
                                form));
                return false;
            }
        }
        return true;
    }

    /**
     * The dimensions of one value, or null after an error.
     *
     * @param drawn the shape of what is drawn, as far as it is known: it gives the dimensions that
     *     no argument does
     */
    @Nullable List<Dimension> event(List<Dimension> drawn, Span span) {
        List<Dimension> event = new ArrayList<>();
        int before = drawn.size() - form.rank();
        for (int i = 0; i < form.rank(); i++) {
            Bound label = bound.get(form.dimensions().get(i));
            if (label != null) {
                event.add(label.dimension());
            } else if (before >= 0) {
                event.add(drawn.get(before + i));
            } else {
                context.report(DrawErrors.unknownEvent(span, form));
                return null;
            }
        }
        return event;
    }
}
