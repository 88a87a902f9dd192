package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns an expression into array operations; the result's dimensions lie on their canonical axes.
 */
class LowerExpression {
    private final Scope scope;

    LowerExpression(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** The same lowering inside a further loop. */
    LowerExpression inside(Loop loop) {
        return new LowerExpression(scope.inside(List.of(loop)));
    }

    /** The value of an expression. */
    final Value lower(Expr expr) {
        int before = scope.builder().size();
        Value value = scope.canonical(compute(expr), expr.type().shape());
        scope.origins().note(scope.builder().since(before), expr.span());
        return value;
    }

    final List<Value> lower(List<Expr> exprs) {
        return exprs.stream().map(this::lower).toList();
    }

    /** The value of an expression, on any axes. */
    protected Value compute(Expr expr) {
        Builder builder = scope.builder();
        return switch (expr) {
            case Expr.Literal literal -> Value.scalar(builder.constant(literal.value()));
            case Expr.Size size ->
                    Value.scalar(builder.constant(scope.axes().extent(size.dimension())));
            case Expr.Reference reference -> scope.environment().get(reference.symbol());
            case Expr.LoopIndex(Loop loop, _, _) -> Value.scalar(index(loop));
            case Expr.Apply apply ->
                    apply.function().lowering().lower(scope, lower(apply.arguments()));
            case Expr.Conditional conditional -> {
                Variable chosen =
                        builder.select(
                                lower(conditional.condition()).variable(),
                                lower(conditional.then()).variable(),
                                lower(conditional.otherwise()).variable());
                yield new Value(chosen, scope.axes().canonical(conditional.type()));
            }
            case Expr.Index index -> index(index);
            case Expr.Comprehension comprehension -> {
                LowerExpression inner = inside(comprehension.loop());
                Value body = inner.lower(comprehension.body());
                List<Axis> shape = new ArrayList<>(List.of(scope.axes().of(comprehension.loop())));
                shape.addAll(body.shape());
                yield new Value(body.variable(), shape);
            }
            case Expr.ArrayLiteral literal -> literal(literal);
            case Expr.LogDensity density ->
                    Value.scalar(
                            new LowerDensity(this).total(density.distribution(), density.value()));
        };
    }

    /** A loop's variable. */
    private Variable index(Loop loop) {
        Builder builder = scope.builder();
        Optional<Variable> numbers = scope.rows().numbers(scope, loop);
        if (numbers.isPresent()) {
            return numbers.get();
        }
        Variable position =
                builder.bind(loop.name(), new Operation.Position(scope.axes().of(loop)));
        int shift = scope.lower(loop) - 1;
        return shift == 0 ? position : builder.add(position, builder.constant(shift));
    }

    private Value literal(Expr.ArrayLiteral literal) {
        List<Value> elements = lower(literal.elements());
        Dimension one = Dimension.of(1);
        List<Axis> parts = elements.stream().map(_ -> scope.fresh(one)).toList();
        Axis along = scope.fresh(literal.type().shape().getFirst());
        if (along.extent() != parts.size()) {
            throw new DataFault(
                    literal.span(),
                    "this list has "
                            + parts.size()
                            + " elements, but "
                            + along.dimension()
                            + " is "
                            + along.extent());
        }
        Variable all =
                scope.builder()
                        .bind(
                                "list",
                                new Operation.Concatenate(
                                        elements.stream().map(Value::variable).toList(),
                                        parts,
                                        along));
        List<Axis> shape = new ArrayList<>(List.of(along));
        shape.addAll(
                scope.axes().canonical(literal.type().shape().subList(1, literal.type().rank())));
        return new Value(all, shape);
    }

    private Value index(Expr.Index index) {
        Optional<Value> elsewhere = scope.rows().elsewhere(index);
        Value base =
                elsewhere
                        .or(() -> scope.environment().neighbour(index))
                        .orElseGet(() -> lower(index.base()));
        Variable variable = base.variable();
        List<Axis> shape = new ArrayList<>();
        List<Axis> gathered = new ArrayList<>();
        List<Variable> indices = new ArrayList<>();
        // Fresh axes first, so that what is read and what it is read by cannot meet by accident.
        List<Axis> own = base.shape().stream().map(scope::freshLike).toList();
        variable = scope.rename(variable, base.shape(), own);
        for (int i = 0; i < index.subscripts().size(); i++) {
            Axis axis = own.get(i);
            switch (index.subscripts().get(i)) {
                case Subscript.All _ -> shape.add(axis);
                case Subscript.Range(Dimension lower, Dimension upper) -> {
                    Axis part = scope.fresh(upper.minus(lower).plus(1));
                    variable = slice(variable, axis, part, scope.axes().extent(lower) - 1, index);
                    shape.add(part);
                }
                case Subscript.At(Expr at) -> {
                    Affine affine = scope.affine(at).orElse(null);
                    boolean byNumber =
                            elsewhere.isPresent()
                                    && affine != null
                                    && affine.loop().filter(scope.rows()::has).isPresent();
                    if (affine != null && affine.loop().isPresent() && !byNumber) {
                        Loop loop = affine.loop().get();
                        Axis along = scope.axes().of(loop);
                        if (!variable.has(along)) {
                            variable =
                                    slice(
                                            variable,
                                            axis,
                                            along,
                                            scope.lower(loop) - 1 + affine.offset(),
                                            index);
                            continue;
                        }
                    }
                    if (affine != null && affine.loop().isEmpty()) {
                        checkRange(affine.offset() - 1, 1, axis, index);
                    }
                    Value chosen = lower(at);
                    List<Axis> fresh = chosen.shape().stream().map(scope::freshLike).toList();
                    if (variable.has(axis)) {
                        gathered.add(axis);
                        indices.add(scope.rename(chosen.variable(), chosen.shape(), fresh));
                    }
                    shape.addAll(fresh);
                }
            }
        }
        shape.addAll(own.subList(index.subscripts().size(), own.size()));
        if (!gathered.isEmpty()) {
            variable =
                    scope.builder()
                            .bind(
                                    variable.name(),
                                    new Operation.Gather(variable, gathered, indices));
        }
        return new Value(variable, shape);
    }

    private Variable slice(Variable variable, Axis from, Axis to, int offset, Expr.Index index) {
        checkRange(offset, to.extent(), from, index);
        if (!variable.has(from)) {
            return variable;
        }
        return offset == 0 && from.extent() == to.extent()
                ? scope.rename(variable, List.of(from), List.of(to))
                : scope.builder()
                        .bind(variable.name(), new Operation.Slice(variable, from, to, offset));
    }

    private static void checkRange(int offset, int count, Axis axis, Expr.Index index) {
        if (count > 0 && (offset < 0 || offset + count > axis.extent())) {
            throw new DataFault(
                    index.span(),
                    "`"
                            + index.span().text()
                            + "` reads "
                            + (count == 1
                                    ? "element " + (offset + 1)
                                    : "elements " + (offset + 1) + " to " + (offset + count))
                            + ", but "
                            + axis.dimension()
                            + " is "
                            + axis.extent());
        }
    }
}
