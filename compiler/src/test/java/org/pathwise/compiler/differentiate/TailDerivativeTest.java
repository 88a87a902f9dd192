package org.pathwise.compiler.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives of special functions far out, where differences say nothing and the obvious formulas
 * are 0 / 0 or lose their digits. Expected values: from 60 digits, at exactly these doubles; von
 * Mises by quadrature.
 */
class TailDerivativeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    # function; operand; operands; derivative
                    LOG_PHI; 0; -100000000.0; 100000000.00000001
                    LOG_PHI; 0; -40.0; 40.024968847207264
                    LOG_PHI; 0; -38.0; 38.026279466575869
                    LOG_PHI; 0; -5.0; 5.1865039671258421
                    LOG_PHI; 0; 0.3; 0.61722085361273445
                    LOG_PHI; 0; 8.0; 5.0522710835368954e-15
                    LOG_ERFC; 0; -5.0; -7.835433265514691e-12
                    LOG_ERFC; 0; 0.1; -1.2587097789504335
                    LOG_ERFC; 0; 6.0; -12.162329280400098
                    LOG_ERFC; 0; 30.0; -60.033296398756228
                    LOG_ERFC; 0; 10000000000.0; -20000000000.0
                    ERFCX; 0; 10.0; -0.0055593122190608567
                    ERFCX; 0; 1000000.0; -5.6418958354691e-13
                    ERFCX; 0; -3.0; -97237.061503164615
                    LOG_DIFF_EXP; 0; 800.0 799.0; 1.5819767068693264
                    LOG_DIFF_EXP; 1; 800.0 799.0; -0.58197670686932642
                    LOG_DIFF_EXP; 0; 1e-09 0.0; 1000000000.4999999
                    LOG_DIFF_EXP; 1; 1e-09 0.0; -999999999.49999994
                    LOG_DIFF_EXP; 0; 5.0 -800.0; 1.0
                    LOG_INV_LOGIT; 0; -800.0; 1.0
                    LOG_INV_LOGIT; 0; -1.0; 0.73105857863000488
                    LOG_INV_LOGIT; 0; 40.0; 4.248354255291589e-18
                    LOG_INV_LOGIT; 0; 700.0; 9.8596765437597709e-305
                    INV_PHI_LOG; 0; -800.0 0.0; 0.025056542789192557
                    INV_PHI_LOG; 1; 0.0 -800.0; -0.025056542789192557
                    INV_PHI_LOG; 0; -500000000000.0 0.0; 1.0000000000137344e-6
                    INV_PHI_LOG; 1; 0.0 -500000000000.0; -1.0000000000137344e-6
                    LOG_BESSEL_I0; 0; -3.0; -0.80998529395650453
                    LOG_BESSEL_I0; 0; 1e-200; 4.9999999999999999e-201
                    LOG_BESSEL_I0; 0; 700.0; 0.99928545881842609
                    LOG_BESSEL_I0; 0; 50000.0; 0.999989999949999
                    LOG_BESSEL_I1; 0; 1e-10; 9999999999.9999996
                    LOG_BESSEL_I1; 0; 700.0; 0.99928648068718616
                    LOG_BESSEL_IV; 1; 50.0 3.0; 16.696053519410158
                    LOG_BESSEL_IV; 1; 1000.0 10000.0; 1.0049380559909686
                    LAMBERT_W0; 0; 0.0; 1.0
                    LAMBERT_W0; 0; -0.36787944; 34060.316839871907
                    LAMBERT_W0; 0; 1e+300; 9.9854067263987888e-301
                    VON_MISES_LOG_CCDF; 0; 2.0 3.0; -2.3582883428331458
                    VON_MISES_LOG_CCDF; 1; 2.0 3.0; -1.5043328986505004
                    VON_MISES_LOG_CDF; 0; -2.0 3.0; 2.3582883428331458
                    VON_MISES_LOG_CDF; 1; -2.0 3.0; -1.5043328986505004
                    VON_MISES_LOG_CCDF; 0; 3.0 200.0; -22.075324440929225
                    VON_MISES_LOG_CCDF; 1; 3.0 200.0; -1.9921761931881221
                    VON_MISES_LOG_CDF; 0; -3.0 200.0; 22.075324440929225
                    VON_MISES_LOG_CDF; 1; -3.0 200.0; -1.9921761931881221
                    VON_MISES_LOG_CCDF; 0; 0.01 5000.0; -91.630732654705023
                    VON_MISES_LOG_CCDF; 1; 0.01 5000.0; -9.1636078857775191e-5
                    VON_MISES_LOG_CDF; 0; -0.01 5000.0; 91.630732654705023
                    VON_MISES_LOG_CDF; 1; -0.01 5000.0; -9.1636078857775191e-5
                    VON_MISES_LOG_CCDF; 0; 3.1 50000.0; -2054.4131247478271
                    VON_MISES_LOG_CCDF; 1; 3.1 50000.0; -1.9991453960346089
                    VON_MISES_LOG_CDF; 0; -3.1 50000.0; 2054.4131247478271
                    VON_MISES_LOG_CDF; 1; -3.1 50000.0; -1.9991453960346089
                    """)
    void keepsItsDigits(Function function, int operand, String operands, double expected) {
        Sketch sketch = new Sketch(1);
        List<Variable> inputs = new ArrayList<>();
        for (String value : operands.split(" ")) {
            inputs.add(sketch.input("x", Tensor.scalar(Double.parseDouble(value))));
        }
        Variable result = sketch.bind(new Operation.Elementwise(function, inputs));
        Program gradient =
                Differentiate.gradient(
                        sketch.program(result), result, List.of(inputs.get(operand)), sketch.names);
        double actual =
                Interpreter.runAll(gradient, sketch.inputs)
                        .get(gradient.outputs().getLast())
                        .scalar();
        assertThat(Math.abs(actual / expected - 1)).as("%s", actual).isLessThan(2e-12);
    }
}
