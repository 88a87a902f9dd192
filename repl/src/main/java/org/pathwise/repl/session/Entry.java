package org.pathwise.repl.session;

import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.Set;

/**
 * One item or model statement of a session's script, with the comments before it.
 *
 * @param kind where it belongs
 * @param targets what it defines, draws or observes
 * @param code its place in the text that the user typed or loaded, comments left out
 * @param start where its text begins there, comments and all
 * @param end where its text ends
 */
record Entry(Kind kind, Set<Target> targets, Span code, int start, int end) {

    /** The parts of a script, in the order in which it has them. */
    enum Kind {
        /** A declaration: data, const, fn, net, distribution, derived data. */
        ITEM,
        /** A statement of the model. */
        STATEMENT,
        GUIDE,
        GENERATE
    }

    /**
     * Something that a statement is about.
     *
     * @param subscripts as they were written, without space; empty for the whole of it
     */
    record Target(String name, String subscripts) {

        /** Whether both are, or may be, about the same elements. */
        boolean meets(Target other) {
            return name.equals(other.name)
                    && (subscripts.isEmpty()
                            || other.subscripts.isEmpty()
                            || subscripts.equals(other.subscripts));
        }
    }

    Entry {
        targets = Set.copyOf(targets);
    }

    Source source() {
        return code.source();
    }

    /** Its text, comments and all. */
    String text() {
        return source().text().substring(start, end);
    }

    /** Whether it is about a name. */
    boolean isAbout(String name) {
        return targets.stream().anyMatch(target -> target.name().equals(name));
    }

    /** Whether a later entry takes its place: all that it is about, the other one is about too. */
    boolean isReplacedBy(Entry other) {
        return kind == other.kind
                && !targets.isEmpty()
                && targets.stream()
                        .allMatch(target -> other.targets.stream().anyMatch(target::meets));
    }
}
