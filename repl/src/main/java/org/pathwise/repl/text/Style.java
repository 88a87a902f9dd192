package org.pathwise.repl.text;

/**
 * How text looks where it goes.
 *
 * @param coloured whether it takes ANSI colours
 * @param width how many characters a line holds
 */
public record Style(boolean coloured, int width) {
    /** No colours, lines of 100 characters: a pipe or a file. */
    public static final Style PLAIN = new Style(false, 100);

    /** What matters in a line. */
    public String strong(String text) {
        return wrap("1", text);
    }

    /** What may be passed over. */
    public String faint(String text) {
        return wrap("2", text);
    }

    /** What is wrong. */
    public String error(String text) {
        return wrap("1;31", text);
    }

    /** What may be wrong. */
    public String warning(String text) {
        return wrap("1;33", text);
    }

    private String wrap(String codes, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + codes + "m" + text + "\u001b[0m" : text;
    }
}
