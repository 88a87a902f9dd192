package org.pathwise.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.grammar.PathwiseParser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/** No script has two readings, and none needs more than the simplest prediction. */
class GrammarTest {
    static List<Path> scripts() {
        return ParserGoldenTest.wellFormed();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isUnambiguous(Path path) {
        List<String> reports = new ArrayList<>();
        PathwiseParser parser =
                Parser.parser(
                        Objects.requireNonNull(
                                Parser.tokens(
                                        Golden.source(path),
                                        new Diagnostics(),
                                        new Troubled(),
                                        new ArrayList<>())));
        parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
        parser.addErrorListener(
                new BaseErrorListener() {
                    @Override
                    public void reportAmbiguity(
                            org.antlr.v4.runtime.Parser recognizer,
                            DFA dfa,
                            int start,
                            int stop,
                            boolean exact,
                            BitSet alternatives,
                            ATNConfigSet configurations) {
                        reports.add(
                                "two readings of tokens "
                                        + start
                                        + " to "
                                        + stop
                                        + " in decision "
                                        + dfa.decision);
                    }

                    @Override
                    public void reportAttemptingFullContext(
                            org.antlr.v4.runtime.Parser recognizer,
                            DFA dfa,
                            int start,
                            int stop,
                            BitSet conflicting,
                            ATNConfigSet configurations) {
                        reports.add(
                                "decision "
                                        + dfa.decision
                                        + " needs its context at token "
                                        + start);
                    }
                });
        parser.script();
        assertThat(parser.getNumberOfSyntaxErrors()).isZero();
        assertThat(reports).isEmpty();
    }
}
