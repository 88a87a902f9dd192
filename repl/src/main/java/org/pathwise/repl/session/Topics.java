package org.pathwise.repl.session;

import org.pathwise.compiler.catalogue.Catalogue;

import java.util.ArrayList;
import java.util.List;

/** All that help knows of. */
final class Topics {
    private Topics() {}

    /** The names, as candidates of a completion. */
    static List<Candidate> candidates(Context context) {
        Vocabulary vocabulary = new Vocabulary(context);
        List<Candidate> all = new ArrayList<>();
        Commands.ALL.forEach(
                command ->
                        all.add(
                                new Candidate(
                                        command.name(), command.description(), "commands", true)));
        vocabulary.distributions().forEach(candidate -> all.add(bare(candidate)));
        vocabulary.functions(true).forEach(candidate -> all.add(bare(candidate)));
        Catalogue.words()
                .forEach(word -> all.add(new Candidate(word.word(), word.form(), "words", true)));
        return all;
    }

    private static Candidate bare(Candidate called) {
        return new Candidate(
                called.word().replaceAll("\\(\\)?$", ""),
                called.description(),
                called.group(),
                true);
    }
}
