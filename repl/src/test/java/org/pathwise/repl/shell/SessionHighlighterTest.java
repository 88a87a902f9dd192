package org.pathwise.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

final class SessionHighlighterTest {
    private static AttributedStyle styleOf(String part, String text) {
        AttributedString shown = SessionHighlighter.highlight(text);
        assertThat(shown.toString()).isEqualTo(text);
        return shown.styleAt(text.indexOf(part));
    }

    private static AttributedStyle coloured(int colour) {
        return AttributedStyle.DEFAULT.foreground(colour);
    }

    @Test
    void wordsAreColouredByWhatTheyAre() {
        String text = "for i in 1..3 { z[i] ~ Normal(0, tau) } // a comment";

        assertThat(styleOf("for", text)).isEqualTo(coloured(AttributedStyle.BLUE).bold());
        assertThat(styleOf("3", text)).isEqualTo(coloured(AttributedStyle.CYAN));
        assertThat(styleOf("Normal", text)).isEqualTo(coloured(AttributedStyle.GREEN));
        assertThat(styleOf("tau", text)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(styleOf("// a", text)).isEqualTo(AttributedStyle.DEFAULT.faint());
    }

    @Test
    void whatIsUnknownStaysPlain() {
        assertThat(styleOf("Norml", "x ~ Norml(0)")).isEqualTo(AttributedStyle.DEFAULT);
    }

    @Test
    void aCommandIsColoured() {
        assertThat(styleOf(":fit", "  :fit --seed 2")).isEqualTo(coloured(AttributedStyle.MAGENTA));
        assertThat(styleOf("2", "  :fit --seed 2")).isEqualTo(coloured(AttributedStyle.CYAN));
    }

    @Test
    void aBracketThatClosesNothingIsRed() {
        AttributedStyle red = coloured(AttributedStyle.RED).bold();

        assertThat(styleOf(")", "x = 1)")).isEqualTo(red);
        assertThat(styleOf("]", "x = (1]")).isEqualTo(red);
        assertThat(styleOf(")", "x = (1)")).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(styleOf("(", "x = (1")).isEqualTo(AttributedStyle.DEFAULT);
    }
}
