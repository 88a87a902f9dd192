package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.minibatch.Batches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Puts data into scope, and turns the model's statements into definitions and terms. */
final class LowerModel {
    private LowerModel() {}

    /** A scope in which data, constants and derived data have their values. */
    static Scope dataScope(CoreProgram core, BoundData data, Names names) {
        Builder builder = new Builder(names);
        AxisTable axes = new AxisTable(names, data.sizes(), Batches.NONE);
        Scope scope =
                new Scope(builder, axes, new Environment(), data.sizes(), new Origins(), Rows.NONE);
        for (Constant constant : core.constants()) {
            put(scope, constant.symbol(), data);
        }
        for (DataInput input : core.data()) {
            put(scope, input.symbol(), data);
        }
        core.derived().forEach(new LowerStatement(scope)::define);
        return scope;
    }

    private static void put(Scope scope, Symbol symbol, BoundData data) {
        put(scope, symbol, Objects.requireNonNull(data.values().get(symbol.name()), symbol.name()));
    }

    /** Gives a symbol its elements, row-major. */
    static void put(Scope scope, Symbol symbol, double[] values) {
        List<Axis> shape = scope.axes().canonical(symbol.type());
        Variable variable =
                shape.isEmpty()
                        ? scope.builder().constant(values[0])
                        : data(scope, symbol, shape, values);
        scope.environment().put(symbol, new Value(variable, shape));
    }

    /** An array of data over some axes. */
    static Variable data(Scope scope, Symbol symbol, List<Axis> axes, double[] values) {
        return scope.builder()
                .bind(
                        symbol.name(),
                        new Operation.Data(new DataArray(symbol.name(), axes, values)));
    }

    /**
     * Lowers the model in a scope that has the latents; definitions are added to the scope.
     *
     * @param onSupport the terms whose values are known to lie on their distribution's support
     */
    static Map<Statement.Term, LowerStatement.Lowered> terms(
            CoreProgram core, Scope scope, Predicate<Statement.Term> onSupport) {
        LowerStatement statements = new LowerStatement(scope);
        Map<Statement.Term, LowerStatement.Lowered> terms = new LinkedHashMap<>();
        for (Statement statement : core.model()) {
            if (statement instanceof Statement.Term term) {
                terms.put(term, statements.term(term, onSupport.test(term)));
            } else {
                statements.define(statement);
            }
        }
        return terms;
    }

    /** Adds the model's definitions to a scope that has the latents. */
    static void definitions(CoreProgram core, Scope scope) {
        for (Statement statement : core.model()) {
            if (!(statement instanceof Statement.Term)) {
                new LowerStatement(scope).define(statement);
            }
        }
    }

    /** The sum of all terms: the log joint density. */
    static Variable logJoint(Scope scope, Map<Statement.Term, LowerStatement.Lowered> terms) {
        Builder builder = scope.builder();
        return terms.values().stream()
                .map(term -> builder.sum(term.variable(), term.over()))
                .reduce(builder::add)
                .orElseGet(() -> builder.constant(0));
    }
}
