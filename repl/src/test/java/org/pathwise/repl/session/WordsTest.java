package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void quotesHoldWordsTogether() {
        assertThat(Words.of(" a  'b c'd \"it's\" ")).containsExactly("a", "b cd", "it's");
    }

    @Test
    void anOpenQuoteReachesToTheEnd() {
        assertThat(Words.of("a \"b c")).containsExactly("a", "b c");
        assertThat(Words.of("a ''")).containsExactly("a", "");
        assertThat(Words.of(" ")).isEmpty();
    }
}
