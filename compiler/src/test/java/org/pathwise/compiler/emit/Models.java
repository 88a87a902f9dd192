package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/** Log densities with their gradients, written by hand as reverse mode and simplification would. */
final class Models {
    private Models() {}

    /** The log density at each particle and its gradient in beta. */
    static Variable[] logisticRegression(Sketch s, Axis n, Axis d, Axis p) {
        var b = s.builder;
        Variable x = s.data("X", -1, 1, n, d);
        Variable y = b.apply(Function.LESS, b.constant(0.5), s.data("y", 0, 1, n));
        Variable beta = s.input("beta", -1, 1, d, p);
        Variable eta = s.bind(new Operation.Contract(x, beta, List.of(d)));
        Variable terms = b.subtract(b.multiply(y, eta), b.apply(Function.LOG1P_EXP, eta));
        Variable prior = b.multiply(b.constant(-0.5), b.sum(b.square(beta), List.of(d)));
        Variable value = b.add(b.sum(terms, List.of(n)), prior);
        Variable residual = b.subtract(y, b.apply(Function.INV_LOGIT, eta));
        Variable gradient =
                b.subtract(s.bind(new Operation.Contract(x, residual, List.of(n))), beta);
        return new Variable[] {value, gradient};
    }
}
