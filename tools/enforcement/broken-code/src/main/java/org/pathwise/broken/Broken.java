package org.pathwise.broken;

import java.util.Map;

/** Compiles with plain javac; Error Prone and NullAway must each refuse one method. */
final class Broken {
    private Broken() {}

    static void exceptionWithoutThrow(int count) {
        if (count < 0) {
            new IllegalArgumentException("negative count");
        }
    }

    static String nullWhereNoneIsAllowed(Map<String, String> names) {
        return names.get("absent");
    }
}
