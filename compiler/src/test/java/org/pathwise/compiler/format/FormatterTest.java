package org.pathwise.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class FormatterTest {
    static List<Path> unformatted() {
        return Golden.unformatted();
    }

    /** The scripts that the project keeps for its users, and those it measures with. */
    static List<Path> published() {
        return Stream.of(Path.of("..", "examples"), Path.of("..", "benchmarks", "src"))
                .flatMap(FormatterTest::scripts)
                .sorted()
                .toList();
    }

    private static Stream<Path> scripts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".pw")).toList().stream()
                    .filter(file -> !file.toString().contains("target"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("unformatted")
    void laysOut(Path path) {
        Source source = Golden.source(path);
        Golden.check(path, "formatted", Layouts.checked(source.name(), source.text()));
    }

    @ParameterizedTest
    @MethodSource("published")
    void publishedScriptsAreLaidOut(Path path) throws IOException {
        String text = Files.readString(path);
        assertThat(Layouts.checked(path.toString(), text))
                .as("pathwise format %s", path)
                .isEqualTo(text);
    }

    /** Those blocks that are whole scripts; the others are parts of one, or commands. */
    @Test
    void scriptsInTheDocumentsAreLaidOut() throws IOException {
        int scripts = 0;
        for (String name : List.of("README.md", "docs/language.md")) {
            Matcher block =
                    Pattern.compile("^```\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                            .matcher(Files.readString(Path.of("..", name)));
            while (block.find()) {
                String text = block.group(1);
                if (Formatter.format(new Source(name, text)).text().isPresent()) {
                    assertThat(Layouts.checked(name, text)).isEqualTo(text);
                    scripts++;
                }
            }
        }
        assertThat(scripts).isGreaterThan(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    x=a+b*c-d/e        ; x = a + b * c - d / e
                    x = - a ^- 2       ; x = -a ^ -2
                    x = a.*b ./ c '    ; x = a .* b ./ c'
                    x = A [ t - 1,: ]  ; x = A[t-1, :]
                    x = A[2*t-1, 1 .. ]; x = A[2 * t - 1, 1..]
                    x = f ( K-1 ,n=2 ) ; x = f(K - 1, n = 2)
                    x = 1 ..  N - 1    ; x = 1..N-1
                    x = not(a<b)or c   ; x = not (a < b) or c
                    x = 1.50e+03 + .5  ; x = 1.50e+03 + .5
                    x=((a ))           ; x = ((a))
                    data n:int in 1..K+1[N] ; data n: int in 1..K+1 [N]
                    data n:real in ( -inf,3 ) ; data n: real in (-inf, 3)
                    data P:simplex [K] [ D] ; data P: simplex[K][D]
                    fn f ( a , b : real )->real=a ; fn f(a, b: real) -> real = a
                    model { }           ; model { }
                    größe = "变量"^2    ; größe = "变量" ^ 2
                    """)
    void spacesAStatement(String text, String expected) {
        assertThat(Layouts.checked("test.pw", text.replace("\"", "")))
                .isEqualTo(expected.replace("\"", "") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n", "\uFEFF\n"})
    void emptyStaysEmpty(String text) {
        assertThat(Formatter.format(new Source("empty.pw", text)).text()).hasValue("");
    }

    @Test
    void keepsCommentsOfAScriptThatHasNothingElse() {
        assertThat(Formatter.format(new Source("notes.pw", "\n//a\n\n\n/* b */ ")).text())
                .hasValue("//a\n\n/* b */\n");
    }

    @ParameterizedTest
    @CsvSource({"\\n,\\n", "\\r\\n,\\r\\n", "\\r,\\n"})
    void endsLinesAsTheScriptDoes(String end, String expected) {
        String text = "x = 1\n\n\n/* a\n   b */\ny=2".replace("\n", end.translateEscapes());
        assertThat(Formatter.format(new Source("test.pw", text)).text())
                .hasValue(
                        "x = 1\n\n/* a\n   b */\ny = 2\n"
                                .replace("\n", expected.translateEscapes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model { mu ~ Normal(0, 5 }",
                "model {\n x <- 3\n}",
                "x = /* open",
                "y = (1, 2)",
                "a + b = 3"
            })
    void leavesMistakesToTheirMessages(String text) {
        Formatted formatted = Formatter.format(new Source("test.pw", text));
        assertThat(formatted.text()).isEmpty();
        assertThat(formatted.diagnostics()).isNotEmpty().allMatch(Diagnostic::isError);
    }

    /** As deep and as long as scripts may be. */
    @Test
    void laysOutWhatIsNestedDeepOnAnOrdinaryStack() throws InterruptedException {
        List<String> texts =
                List.of(
                        "x = " + "f(".repeat(100) + "1" + ")".repeat(100) + "\n",
                        "x = " + "f(a, ".repeat(100) + "1" + ")".repeat(100) + "\n",
                        "x = " + "[".repeat(100) + "1" + "]".repeat(100) + "\n",
                        "x = 1" + " + 1".repeat(499) + "\n");
        List<String> done = new ArrayList<>();
        Thread thread =
                new Thread(
                        null,
                        () -> texts.forEach(text -> done.add(Layouts.checked("deep.pw", text))),
                        "ordinary stack",
                        1 << 20);
        thread.start();
        thread.join();
        assertThat(done).hasSize(texts.size());
    }
}
