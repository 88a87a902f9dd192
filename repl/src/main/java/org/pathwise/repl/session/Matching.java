package org.pathwise.repl.session;

import java.util.List;
import java.util.Locale;

/** Which words fit what a user has typed of one. */
final class Matching {
    private Matching() {}

    /** Those that begin so, in upper or lower case; if none does, those whose humps do. */
    static List<Candidate> of(String typed, List<Candidate> all) {
        List<Candidate> begun =
                all.stream().filter(candidate -> begins(candidate.word(), typed)).toList();
        return begun.isEmpty()
                ? all.stream().filter(candidate -> humps(candidate.word(), typed)).toList()
                : begun;
    }

    static boolean begins(String word, String typed) {
        return word.regionMatches(true, 0, typed, 0, typed.length());
    }

    /**
     * Whether the letters are beginnings of parts of the word in their order, where a part begins
     * at a capital or behind an underscore: {@code mvn} and {@code MuNo} for {@code
     * MultivariateNormal}, {@code lse} for {@code log_sum_exp}.
     */
    static boolean humps(String word, String typed) {
        return !typed.isEmpty() && begins(word, typed.substring(0, 1)) && humps(word, 0, typed, 0);
    }

    private static boolean humps(String word, int at, String typed, int next) {
        if (next == typed.length()) {
            return true;
        }
        for (int i = at; i < word.length(); i++) {
            boolean starts = i == 0 || isHump(word, i);
            boolean goesOn = i == at && at > 0;
            if ((starts || goesOn)
                    && same(word.charAt(i), typed.charAt(next))
                    && humps(word, i + 1, typed, next + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHump(String word, int i) {
        return Character.isUpperCase(word.charAt(i)) || word.charAt(i - 1) == '_';
    }

    private static boolean same(char a, char b) {
        return String.valueOf(a)
                .toLowerCase(Locale.ROOT)
                .equals(String.valueOf(b).toLowerCase(Locale.ROOT));
    }
}
