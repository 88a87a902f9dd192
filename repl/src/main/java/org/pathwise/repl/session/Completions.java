package org.pathwise.repl.session;

import java.util.List;

/**
 * What the word before the cursor may become.
 *
 * @param start where that word begins; what lies between here and the cursor is replaced
 */
public record Completions(int start, List<Candidate> candidates) {
    public Completions {
        candidates = List.copyOf(candidates);
    }

    static Completions none(int cursor) {
        return new Completions(cursor, List.of());
    }
}
