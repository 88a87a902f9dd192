package org.pathwise.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.parse.Highlighting.Kind;
import org.pathwise.compiler.parse.Highlighting.Piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class HighlightingTest {
    private static List<Piece> words(String text) {
        return Highlighting.of(text).stream().filter(piece -> !piece.text().isBlank()).toList();
    }

    @Test
    void everyWordHasItsKind() {
        assertThat(words("model { z ~ Bernoulli(0.5) @score // why\n}"))
                .containsExactly(
                        new Piece(Kind.KEYWORD, "model"),
                        new Piece(Kind.OPERATOR, "{"),
                        new Piece(Kind.NAME, "z"),
                        new Piece(Kind.OPERATOR, "~"),
                        new Piece(Kind.DISTRIBUTION, "Bernoulli"),
                        new Piece(Kind.OPERATOR, "("),
                        new Piece(Kind.NUMBER, "0.5"),
                        new Piece(Kind.OPERATOR, ")"),
                        new Piece(Kind.ANNOTATION, "@"),
                        new Piece(Kind.ANNOTATION, "score"),
                        new Piece(Kind.COMMENT, "// why"),
                        new Piece(Kind.OPERATOR, "}"));
    }

    @Test
    void thePiecesAreAllOfAnyText() throws IOException {
        List<String> texts;
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/scripts"))) {
            texts =
                    Stream.concat(
                                    files.filter(file -> file.toString().endsWith(".pw"))
                                            .map(HighlightingTest::read),
                                    Stream.of("", "😀 \u0000 𝜇 ~ \r\n\"open", "/* open", "$$\\ é"))
                            .toList();
        }
        assertThat(texts).hasSizeGreaterThan(100);
        for (String text : texts) {
            assertThat(
                            Highlighting.of(text).stream()
                                    .map(Piece::text)
                                    .collect(Collectors.joining()))
                    .isEqualTo(text);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
