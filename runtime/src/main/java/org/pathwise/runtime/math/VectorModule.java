package org.pathwise.runtime.math;

/**
 * Whether classes of the Vector API can be used.
 *
 * <p>They live in the module {@code jdk.incubator.vector}, which a JVM offers only when asked, and
 * announces with a warning when asked by its own option {@code --add-modules}. So the first
 * question here loads it as the JDK loads its management agent into a running JVM. That needs the
 * option {@code --add-exports=java.base/jdk.internal.module=ALL-UNNAMED}; without either option
 * there is no Vector API.
 *
 * <p>A class that names Vector API types must not be touched before {@link #isAvailable} has
 * returned true: its first use would fail for good.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final boolean AVAILABLE = isResolved() || isLoaded();

    private VectorModule() {}

    /**
     * True if the Vector API can be used; the same answer as long as this JVM runs. The system
     * property {@code pathwise.vectors=off} makes it false where the module is not there from the
     * start.
     */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    private static boolean isResolved() {
        return ModuleLayer.boot().findModule(NAME).isPresent();
    }

    private static boolean isLoaded() {
        if ("off".equals(System.getProperty("pathwise.vectors"))) {
            return false;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException e) {
            // No access, a JDK that has no such method, or a Java runtime without the module.
            return false;
        }
    }
}
