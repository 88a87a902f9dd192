package org.pathwise.repl.shell;

import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.pathwise.repl.session.Session;

/** The line editor as a session needs it. */
final class Editor {
    /** As wide as the prompt. */
    private static final String CONTINUED = "        > ";

    private Editor() {}

    static LineReader of(Terminal screen, Session session, boolean coloured) {
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .appName("pathwise")
                        .terminal(screen)
                        .parser(
                                new InputParser(
                                        (text, cursor) -> session.complete(text, cursor).start()))
                        .completer(new SessionCompleter(session))
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                        .variable(LineReader.BLINK_MATCHING_PAREN, 0)
                        .variable(LineReader.BELL_STYLE, "none")
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                        .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                        .option(LineReader.Option.INSERT_TAB, false)
                        .option(LineReader.Option.DISABLE_HIGHLIGHTER, !coloured)
                        .highlighter(new SessionHighlighter());
        HistoryFile.of(System.getenv())
                .ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }
}
