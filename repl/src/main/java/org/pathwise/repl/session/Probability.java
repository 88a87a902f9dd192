package org.pathwise.repl.session;

import org.pathwise.compiler.parse.Lexeme;

import java.util.List;
import java.util.Optional;

/** {@code P(...)}: the probability of what stands inside. */
final class Probability {
    private static final String SIGN = "P";

    private Probability() {}

    /**
     * What stands inside, if the whole is {@code P(...)} and the script has no function of that
     * name.
     */
    static Optional<Written> inside(Written written, SessionScript script) {
        List<Lexeme> code = code(written);
        if (!isCalled(code, 0) || script.names().contains(SIGN)) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = 1; i < code.size(); i++) {
            depth += code.get(i).text().equals("(") ? 1 : code.get(i).text().equals(")") ? -1 : 0;
            if (depth == 0) {
                return i == code.size() - 1
                        ? Optional.of(written.part(code.get(1).end(), code.get(i).start()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a whole {@code P(...)} is a part of something else. */
    static boolean isPart(Written written, SessionScript script) {
        List<Lexeme> code = code(written);
        boolean called = false;
        int depth = 0;
        for (int i = 0; i < code.size(); i++) {
            called |= isCalled(code, i);
            depth += code.get(i).text().equals("(") ? 1 : code.get(i).text().equals(")") ? -1 : 0;
        }
        return called && depth == 0 && !script.names().contains(SIGN);
    }

    private static boolean isCalled(List<Lexeme> code, int at) {
        return code.get(at).text().equals(SIGN)
                && at + 1 < code.size()
                && code.get(at + 1).text().equals("(");
    }

    private static List<Lexeme> code(Written written) {
        return Lexeme.of(written.text()).stream()
                .filter(
                        lexeme ->
                                switch (lexeme.kind()) {
                                    case SPACE, LINE_END, COMMENT -> false;
                                    case KEYWORD, NAME, NUMBER, SIGN, OPERATOR, STRAY -> true;
                                })
                .toList();
    }
}
