package org.pathwise.repl.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.session.Reply.Status;
import org.pathwise.repl.text.Style;

import java.nio.file.Path;

/** A bug of ours ends an input, not the session. */
final class BugTest {
    private static FitWatch broken(boolean error) {
        if (error) {
            throw new StackOverflowError("too deep");
        }
        throw new IllegalStateException("no watch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSessionGoesOn(boolean error) {
        Session session =
                new Session(
                        new Surroundings(
                                () -> Style.PLAIN,
                                Path.of("").toAbsolutePath(),
                                () -> broken(error),
                                (bug, input) -> "bug: " + bug.getMessage() + ": " + input + "\n"));
        session.reply("mu ~ Normal(0, 5)");

        Reply reply = session.reply(":fit");

        assertThat(reply.status()).isEqualTo(Status.REFUSED);
        assertThat(reply.text())
                .isEqualTo("bug: " + (error ? "too deep" : "no watch") + ": :fit\n");
        assertThat(session.reply(":show").text()).contains("mu ~ Normal(0, 5)");
        assertThat(session.reply("tau ~ HalfCauchy(5)").status()).isEqualTo(Status.FINE);
    }
}
