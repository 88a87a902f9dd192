package org.pathwise.repl.fit;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Hears of Ctrl-C (SIGINT), and of SIGTERM too where the process has nothing else to do, in place
 * of the JVM. Any other handler has the signals back when this is closed.
 *
 * <p>{@code sun.misc.Signal} is the one way to that, and no part of Java's own interface: it is
 * used by reflection, and where it is missing, a signal ends the process at once.
 */
public final class Interrupts implements AutoCloseable {
    /** What shells expect of a process that Ctrl-C ended. */
    public static final int EXIT_CODE = 130;

    private final Map<String, Object> before = new HashMap<>();
    private final boolean ends;
    private volatile boolean happened;

    private Interrupts(boolean ends) {
        this.ends = ends;
    }

    /** Notes the first signal of either kind; the second ends the process. */
    static Interrupts ofProcess() {
        Interrupts interrupts = new Interrupts(true);
        interrupts.handle("INT");
        interrupts.handle("TERM");
        return interrupts;
    }

    /** Notes Ctrl-C, however often it comes: what follows the interrupted work goes on. */
    static Interrupts ofWork() {
        Interrupts interrupts = new Interrupts(false);
        interrupts.handle("INT");
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
        if (happened && ends) {
            Runtime.getRuntime().halt(EXIT_CODE);
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
