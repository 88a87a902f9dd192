package org.pathwise.compiler.interpret;

import org.pathwise.compiler.array.Function;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Calls the runtime's methods behind the element-wise functions. */
public final class Scalars {
    private static final Map<Function, MethodHandle> HANDLES =
            Collections.synchronizedMap(new EnumMap<>(Function.class));

    private Scalars() {}

    /** The function's value. */
    public static double apply(Function function, double... operands) {
        if (operands.length != function.arity()) {
            throw new IllegalArgumentException(
                    function + " takes " + function.arity() + " operands");
        }
        MethodHandle handle = HANDLES.computeIfAbsent(function, Scalars::find);
        try {
            return switch (operands.length) {
                case 1 -> (double) handle.invokeExact(operands[0]);
                case 2 -> (double) handle.invokeExact(operands[0], operands[1]);
                case 3 -> (double) handle.invokeExact(operands[0], operands[1], operands[2]);
                case 4 ->
                        (double)
                                handle.invokeExact(
                                        operands[0], operands[1], operands[2], operands[3]);
                default ->
                        throw new IllegalArgumentException(
                                function + " has " + operands.length + " operands");
            };
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(function + " threw a checked exception", impossible);
        }
    }

    /** The method behind a function: static, from {@code arity} doubles to a double. */
    static MethodHandle find(Function function) {
        Class<?>[] parameters =
                Collections.nCopies(function.arity(), double.class).toArray(Class<?>[]::new);
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Class.forName(function.owner()),
                            function.method(),
                            MethodType.methodType(double.class, parameters));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("no method for " + function, missing);
        }
    }
}
