package org.pathwise.repl.shell;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import org.pathwise.repl.session.Completions;
import org.pathwise.repl.session.Session;

import java.util.List;

/** Offers what the session would complete a word to. */
final class SessionCompleter implements Completer {
    private final Session session;

    SessionCompleter(Session session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Completions completions = session.complete(line.line(), line.cursor());
        for (org.pathwise.repl.session.Candidate offered : completions.candidates()) {
            candidates.add(
                    new Candidate(
                            offered.word(),
                            offered.word(),
                            textOrNull(offered.group()),
                            textOrNull(offered.description()),
                            null,
                            null,
                            offered.complete(),
                            candidates.size()));
        }
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
