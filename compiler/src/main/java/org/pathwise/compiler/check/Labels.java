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
 * MultivariateNormal(mu, Sigma)} is the dimension of mu, and Sigma must have it twice. A label may
 * be a difference, {@code K-1}: a parameter that has it has one element less than K.
 */
final class Labels {
    /** What a name stands for, with the argument that says so and its own dimension. */
    private record Bound(Dimension dimension, Expr argument, Dimension own) {}

    /** {@code K-1} as the name K and -1. */
    private record Label(String name, int offset) {
        static Label of(String text) {
            int minus = text.indexOf('-');
            return minus < 0
                    ? new Label(text, 0)
                    : new Label(text.substring(0, minus), Integer.parseInt(text.substring(minus)));
        }
    }

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
            Label label = Label.of(parameter.dimensions().get(i));
            Bound now = new Bound(own.get(i).plus(-label.offset()), argument, own.get(i));
            Bound before = bound.putIfAbsent(label.name(), now);
            if (before != null && !before.dimension().equals(now.dimension())) {
                context.report(
                        DrawErrors.lengthsDiffer(
                                argument, now.own(), before.argument(), before.own(), form));
                return false;
            }
        }
        return true;
    }

    /** As {@link #bind}, but the first argument wins and nothing is reported. */
    void learn(Expr argument, Distribution.Parameter parameter) {
        List<Dimension> shape = argument.type().shape();
        List<Dimension> own = shape.subList(shape.size() - parameter.rank(), shape.size());
        for (int i = 0; i < own.size(); i++) {
            Label label = Label.of(parameter.dimensions().get(i));
            bound.putIfAbsent(
                    label.name(),
                    new Bound(own.get(i).plus(-label.offset()), argument, own.get(i)));
        }
    }

    /** What a label stands for: by an argument, else by what is drawn; null if neither says. */
    @Nullable Dimension dimension(String text, List<Dimension> drawn) {
        Label label = Label.of(text);
        Bound argument = bound.get(label.name());
        if (argument != null) {
            return argument.dimension().plus(label.offset());
        }
        int place = form.dimensions().indexOf(label.name());
        int before = drawn.size() - form.rank();
        return place >= 0 && before >= 0 ? drawn.get(before + place).plus(label.offset()) : null;
    }

    /**
     * The dimensions of a parameter's values, from other arguments or from what is drawn; null
     * where they do not say.
     */
    @Nullable List<Dimension> shape(Distribution.Parameter parameter, List<Dimension> drawn) {
        List<Dimension> shape = new ArrayList<>();
        for (String label : parameter.dimensions()) {
            Dimension dimension = dimension(label, drawn);
            if (dimension == null) {
                return null;
            }
            shape.add(dimension);
        }
        return shape;
    }

    /**
     * The dimensions of one value, or null after an error.
     *
     * @param drawn the shape of what is drawn, as far as it is known: it gives the dimensions that
     *     no argument does
     */
    @Nullable List<Dimension> event(List<Dimension> drawn, Span span) {
        List<Dimension> event = new ArrayList<>();
        for (String label : form.dimensions()) {
            Dimension dimension = dimension(label, drawn);
            if (dimension == null) {
                context.report(DrawErrors.unknownEvent(span, form));
                return null;
            }
            event.add(dimension);
        }
        return event;
    }
}
