package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that can be used at a place, with those around it. */
final class Scope {
    /** A name that exists but cannot be used here, and why. */
    record Hidden(Span span, Reason reason) {}

    enum Reason {
        DEFINED_LATER,
        LOCAL_TO_LOOP,
        LOCAL_TO_BRANCH,
        DEFINED_IN_MODEL,
        NOT_YET_DRAWN_BY_GUIDE
    }

    private final @Nullable Scope parent;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Hidden> hidden = new HashMap<>();

    Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    Scope inner() {
        return new Scope(this);
    }

    void declare(String name, Entry entry) {
        entries.put(name, entry);
    }

    void hide(String name, Span span, Reason reason) {
        hidden.putIfAbsent(name, new Hidden(span, reason));
    }

    @Nullable Entry lookup(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Entry entry = scope.entries.get(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    @Nullable Hidden lookupHidden(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Hidden found = scope.hidden.get(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** All names that can be used here. */
    Collection<String> names() {
        List<String> names = parent == null ? new ArrayList<>() : new ArrayList<>(parent.names());
        names.addAll(entries.keySet());
        return names;
    }

    /** The entries of this scope alone, in the order of their declaration. */
    Map<String, Entry> own() {
        return Collections.unmodifiableMap(entries);
    }
}
