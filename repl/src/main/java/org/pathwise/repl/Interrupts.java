package org.pathwise.repl;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Hears of Ctrl-C (SIGINT) and SIGTERM in place of the JVM. The first one is only noted; the second
 * ends the process.
 *
 * <p>{@code sun.misc.Signal} is the one way to that, and no part of Java's own interface: it is
 * used by reflection, and where it is missing, a signal ends the process at once.
 */
final class Interrupts implements AutoCloseable {
    private final Map<String, Object> before = new HashMap<>();
    private volatile boolean happened;

    private Interrupts() {}

    static Interrupts listen() {
        Interrupts interrupts = new Interrupts();
        interrupts.handle("INT");
        interrupts.handle("TERM");
        return interrupts;
    }

    boolean happened() {
        return happened;
    }

    private void handle(String signal) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object noting =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            note();
                                            yield null;
                                        }
                                        case "equals" -> proxy == arguments[0];
                                        case "hashCode" -> System.identityHashCode(proxy);
                                        default -> "Interrupts";
                                    });
            before.put(signal, install(signal, noting));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // No such class, or no such signal here: it ends the process, as it does by default.
        }
    }

    private void note() {
        if (happened) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        happened = true;
    }

    private static Object install(String signal, Object handler)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        return type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        before.forEach(
                (signal, handler) -> {
                    try {
                        install(signal, handler);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
