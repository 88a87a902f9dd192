package org.pathwise.repl.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.inference.FitListener.Noisiest;
import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitListener.Progress;

import java.util.Optional;

final class ProgressLineTest {
    private static final Optional<Noisiest> TAU = Optional.of(new Noisiest("tau", 0.214));

    private static Progress progress(long step, double elbo) {
        return new Progress(step, 100_000, elbo, 0.03125, Phase.SETTLE, TAU);
    }

    private static ProgressLine risen() {
        ProgressLine line = new ProgressLine();
        for (int i = 1; i <= 8; i++) {
            line.note(progress(64L * i, -40 + i));
        }
        return line;
    }

    @Test
    void saysAllThatThereIsRoomFor() {
        // 512 of 100,000 steps in 2 seconds: 99,488 more take 388.6.
        assertThat(risen().text(progress(512, -32), 2, 200))
                .isEqualTo(
                        "settling, step 512  ELBO -32.00  ▁▂▃▄▅▆▇█  step size 0.031"
                                + "  noisiest tau (signal-to-noise 0.21)  2 s"
                                + "  at most 6:29 min left");
    }

    @Test
    void isNeverWiderThanItMay() {
        for (int width = 0; width <= 150; width++) {
            assertThat(risen().text(progress(512, -32), 2.25, width))
                    .hasSizeLessThanOrEqualTo(width);
        }
        assertThat(risen().text(progress(512, -32), 2.25, 80))
                .contains("ELBO -32.00")
                .contains("at most")
                .doesNotContain("step size");
    }

    @Test
    void theChartShowsTheLastHalf() {
        ProgressLine line = new ProgressLine();
        for (int i = 0; i < 50; i++) {
            line.note(progress(64, -1e6));
        }
        for (int i = 0; i < 50; i++) {
            line.note(progress(64, i % 50 < 25 ? -10 : -5));
        }

        assertThat(line.text(progress(6400, -5), 2, 200)).contains("▁▁▁▁▁▁▁▁████████");
    }

    @Test
    void withoutARateNothingIsForetold() {
        ProgressLine line = new ProgressLine();
        Progress first = progress(64, Double.NaN);
        line.note(first);

        assertThat(line.text(first, 0.1, 200)).doesNotContain("left").contains("ELBO NaN");
        assertThat(risen().text(progress(100_000, -32), 2, 200)).doesNotContain("left");
    }

    @Test
    void timesAreWrittenAsTheyAreRead() {
        assertThat(ProgressLine.duration(0.04)).isEqualTo("0.0 s");
        assertThat(ProgressLine.duration(3.21)).isEqualTo("3.2 s");
        assertThat(ProgressLine.duration(125)).isEqualTo("2:05 min");
        assertThat(ProgressLine.duration(7800)).isEqualTo("2:10 h");
    }
}
