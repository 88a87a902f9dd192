package org.pathwise.compiler.source;

/** Whether and how the parts of a rendered diagnostic are coloured. */
enum Paint {
    PLAIN {
        @Override
        String wrap(String codes, String text) {
            return text;
        }
    },
    ANSI {
        @Override
        String wrap(String codes, String text) {
            return "\u001b[" + codes + "m" + text + "\u001b[0m";
        }
    };

    abstract String wrap(String codes, String text);

    String head(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> wrap("1;31", text);
            case WARNING -> wrap("1;33", text);
        };
    }

    String bold(String text) {
        return wrap("1", text);
    }

    String faint(String text) {
        return wrap("34", text);
    }
}
