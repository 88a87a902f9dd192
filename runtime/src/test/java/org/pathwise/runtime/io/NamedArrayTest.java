package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.program.ParameterLayout.Block;

import java.util.List;

final class NamedArrayTest {
    private static final ParameterLayout LAYOUT =
            new ParameterLayout(
                    List.of(
                            new Block("a", List.of(), 0, List.of(0.5)),
                            new Block("b", List.of(2), 1, List.of(0.0, 0.0)),
                            new Block("c", List.of(1, 2), 3, List.of(7.0, 8.0))));

    @Test
    void fillingBringsBackWhatWasThere() {
        double[] values = {1, 2, 3, 4, 5};
        double[] filled = new double[5];

        assertThat(NamedArray.fill(filled, LAYOUT, NamedArray.of(LAYOUT, values))).isEmpty();

        assertThat(filled).containsExactly(values);
    }

    @Test
    void anotherShapeOrNameIsAnotherParameter() {
        double[] values = LAYOUT.initialValues(1);

        List<String> absent =
                NamedArray.fill(
                        values,
                        LAYOUT,
                        List.of(
                                new NamedArray("c", List.of(2), new double[] {-1, -1}),
                                new NamedArray("d", List.of(), new double[] {-1}),
                                new NamedArray("b", List.of(2), new double[] {3, 4})));

        assertThat(absent).containsExactly("a", "c");
        assertThat(values).containsExactly(0.5, 3, 4, 7, 8);
    }
}
