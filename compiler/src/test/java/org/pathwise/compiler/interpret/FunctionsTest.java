package org.pathwise.compiler.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pathwise.compiler.array.Function;

import java.lang.invoke.MethodHandle;

/** Every element-wise function is a method of the runtime. */
class FunctionsTest {
    @ParameterizedTest
    @EnumSource
    void hasAMethod(Function function) {
        MethodHandle handle = Scalars.find(function);
        assertThat(handle.type().parameterCount()).isEqualTo(function.arity());
        assertThat(handle.type().returnType()).isEqualTo(double.class);
    }
}
