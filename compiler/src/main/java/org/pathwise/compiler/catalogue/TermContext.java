package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes terms as array operations. Every dimension of a term lies on the axis of its label, the
 * second of the same label on an axis of its own.
 */
final class TermContext implements BuiltIn.Context {
    private record Place(Dimension label, int repetition) {}

    private final Builder builder;
    private final List<Value> parameters;
    private final Map<Place, Axis> axes = new HashMap<>();
    private final Map<String, Integer> extents = new HashMap<>();
    private final Map<Term, Value> known = new HashMap<>();

    TermContext(Builder builder, List<Value> parameters, List<List<Dimension>> labels) {
        this.builder = builder;
        this.parameters = parameters;
        for (int i = 0; i < parameters.size(); i++) {
            place(labels.get(i), parameters.get(i).shape());
        }
    }

    /** States on which axes the dimensions of these labels lie. */
    void place(List<Dimension> labels, List<Axis> shape) {
        for (int i = 0; i < labels.size(); i++) {
            Dimension label = labels.get(i);
            axes.putIfAbsent(placeOf(labels, i), shape.get(i));
            int extent = shape.get(i).extent();
            label.name().ifPresent(name -> extents.put(name, extent));
        }
    }

    private static Place placeOf(List<Dimension> labels, int position) {
        Dimension label = labels.get(position);
        int before = (int) labels.subList(0, position).stream().filter(label::equals).count();
        return new Place(label, before);
    }

    Value value(Term term) {
        Value before = known.get(term);
        if (before != null) {
            return before;
        }
        Value value = canonical(compute(term), term.shape());
        known.put(term, value);
        return value;
    }

    Variable variable(Term term) {
        return value(term).variable();
    }

    private Value compute(Term term) {
        return switch (term) {
            case Term.Noise _ -> throw new IllegalArgumentException("noise has no value yet");
            case Term.Parameter(int index, _) -> parameters.get(index);
            case Term.Constant(double number) -> Value.scalar(builder.constant(number));
            case Term.Extent(Dimension dimension) ->
                    Value.scalar(builder.constant(dimension.evaluate(extents)));
            case Term.Apply apply ->
                    apply.function()
                            .lowering()
                            .lower(this, apply.arguments().stream().map(this::value).toList());
            case Term.Choice choice -> {
                List<Value> parts = choice.children().stream().map(this::value).toList();
                Variable chosen =
                        builder.select(
                                parts.get(0).variable(),
                                parts.get(1).variable(),
                                parts.get(2).variable());
                yield new Value(chosen, Entries.widest(parts));
            }
            case Term.Element element -> {
                Algebra a = new Algebra(builder);
                Value array = value(element.array());
                List<Variable> indices = element.indices().stream().map(this::variable).toList();
                yield Value.scalar(
                        builder.bind(
                                "element",
                                new Operation.Gather(a.full(array), array.shape(), indices)));
            }
        };
    }

    private Value canonical(Value value, List<Dimension> labels) {
        List<Axis> places = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Axis own = value.shape().get(i);
            places.add(axes.computeIfAbsent(placeOf(labels, i), _ -> own));
        }
        return new Value(Products.rename(this, value.variable(), value.shape(), places), places);
    }

    @Override
    public Builder builder() {
        return builder;
    }

    @Override
    public Axis fresh(Dimension dimension) {
        return builder.names().axis(dimension.toString(), dimension.evaluate(extents));
    }

    @Override
    public Axis freshLike(Axis axis) {
        return builder.names().axis(axis.dimension(), axis.extent());
    }
}
