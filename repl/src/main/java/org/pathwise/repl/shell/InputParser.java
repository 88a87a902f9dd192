package org.pathwise.repl.shell;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

import java.util.List;

/**
 * Tells the line editor where an input ends: Enter within one begins its next line. To the editor,
 * a text is one word, the one that is completed.
 */
final class InputParser implements Parser {

    /** Where the word begins that may be completed. */
    @FunctionalInterface
    interface WordStart {
        int of(String text, int cursor);
    }

    private final WordStart wordStart;

    InputParser(WordStart wordStart) {
        this.wordStart = wordStart;
    }

    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        switch (context) {
            case ACCEPT_LINE -> {
                if (Inputs.isOpen(text)) {
                    throw new EOFError(-1, -1, "the input goes on");
                }
            }
            case COMPLETE -> {
                return new Word(text, cursor, Math.min(cursor, wordStart.of(text, cursor)));
            }
            case UNSPECIFIED, SECONDARY_PROMPT, SPLIT_LINE -> {}
        }
        return new Word(text, cursor, 0);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    /**
     * The word from {@code start} to the cursor.
     *
     * @param line the whole text
     */
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }
    }
}
