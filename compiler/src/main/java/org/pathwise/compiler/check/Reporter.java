package org.pathwise.compiler.check;

import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where errors go. Inside the body of an inlined function each error also shows the call that led
 * there, and an error that several calls lead to is told once.
 */
final class Reporter {
    private record Call(String function, Span span) {}

    private final Diagnostics diagnostics;
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Set<Object> told = new HashSet<>();

    Reporter(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void report(Diagnostic diagnostic) {
        if (!told.add(diagnostic.code() + Objects.hashCode(diagnostic.span()))) {
            return;
        }
        Diagnostic full = diagnostic;
        for (Call call : calls) {
            full = full.related(call.span(), "in this call of `" + call.function() + "`");
        }
        diagnostics.report(full);
    }

    /** Whether a function is being inlined now: calling it again would never end. */
    boolean isCalling(String function) {
        return calls.stream().anyMatch(call -> call.function().equals(function));
    }

    <T> T inCall(String function, Span span, Supplier<T> body) {
        calls.push(new Call(function, span));
        try {
            return body.get();
        } finally {
            calls.pop();
        }
    }

    boolean hasErrors() {
        return diagnostics.hasErrors();
    }
}
