package org.pathwise.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.repl.shell.Inputs.Input;

final class InputsTest {
    @Test
    void aPastedTextIsCutWhereInputsEnd() {
        assertThat(
                        Inputs.of(
                                ":data y = [1]\n\nfor i in 1..2 {\n\n  z[i] ~ Normal(0, 1)\n}\n"
                                        + "mu ~ Normal(0, 1)"))
                .containsExactly(
                        new Input(":data y = [1]", 1),
                        new Input("for i in 1..2 {\n\n  z[i] ~ Normal(0, 1)\n}", 3),
                        new Input("mu ~ Normal(0, 1)", 7));
    }

    @Test
    void onlyTheLastInputCanBeOpen() {
        assertThat(Inputs.isOpen("")).isFalse();
        assertThat(Inputs.isOpen("x = 1")).isFalse();
        assertThat(Inputs.isOpen(":sites\nx = (1 +")).isTrue();
        assertThat(Inputs.isOpen("x = (1 +\n2)\n")).isFalse();
    }
}
