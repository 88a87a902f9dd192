package org.pathwise.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.ExpressionPrinter;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.List;

class ParserTest {
    private final Diagnostics diagnostics = new Diagnostics();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    a + b * c ^ d        ; (a + (b * (c ^ d)))
                    a - b - c            ; ((a - b) - c)
                    a / b .* c ./ d      ; (((a / b) .* c) ./ d)
                    -a ^ 2               ; (-(a ^ 2))
                    a ^ b ^ c            ; (a ^ (b ^ c))
                    2 ^ -1 * 3           ; ((2 ^ (-1)) * 3)
                    -a' * b              ; ((-a') * b)
                    X[i, :]'[2..]        ; X[i, :]'[2..]
                    not a > 0 and b or c ; (((not (a > 0)) and b) or c)
                    a + 1 == b * 2       ; ((a + 1) == (b * 2))
                    1..N - 1             ; 1..(N - 1)
                    if a then 1 else if b then 2 else 3; (if a then 1 else (if b then 2 else 3))
                    f(1.5, k = .5e1)     ; f(1.5, k = 5.0)
                    (a + b) * c          ; ((a + b) * c)
                    x.*y                 ; (x .* y)
                    größe + 变量         ; (größe + 变量)
                    """)
    void bindsAsInStan(String text, String expected) {
        assertThat(ExpressionPrinter.print(expression(text))).isEqualTo(expected);
    }

    @Test
    void tellsIntegersFromReals() {
        assertThat(expression("1")).isInstanceOf(Expression.IntLiteral.class);
        assertThat(expression("1.0")).isInstanceOf(Expression.RealLiteral.class);
        assertThat(expression("1e0")).isInstanceOf(Expression.RealLiteral.class);
    }

    @Test
    void spansCountUtf16UnitsBehindCharactersOutsideTheBasicPlane() {
        Expression value = expression("/* \uD83D\uDE00 */ a + b");
        assertThat(value.span().text()).isEqualTo("a + b");
        assertThat(value.span().column()).isEqualTo(13);
    }

    @Test
    void continuesAStatementBehindAnOperatorAndInsideBrackets() {
        assertThat(ExpressionPrinter.print(expression("a +\n b * f(\n c\n,\n d\n)")))
                .isEqualTo("(a + (b * f(c, d)))");
    }

    /** What reads as a foreign loop, condition or definition at the start of a statement. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    [|for k in 1..K:|k]       ; [for k in 1..K: k]
                    f(|if a == b then 1 else 2); f((if (a == b) then 1 else 2))
                    f(|a == b,|c < -1)        ; f((a == b), (c < (-1)))
                    a and|b == c              ; (a and (b == c))
                    if a|then|b == c|else|d == e; (if a then (b == c) else (d == e))
                    """)
    void takesAFurtherLineForWhatItIs(String text, String expected) {
        assertThat(ExpressionPrinter.print(expression(text.replace('|', '\n'))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"\\n", "\\r\\n", "\\r"})
    void acceptsTheLineEndsOfEverySystem(String end) {
        String text = "a = 1\nb = 2\n\nc = 3".replace("\n", end.translateEscapes());
        Script script = parse(text);
        assertThat(script).isNotNull();
        assertThat(script.items()).hasSize(3);
        assertThat(script.items().getLast().span().position()).isEqualTo("4:1");
    }

    @Test
    void refusesDeepNestingOfEveryKind() {
        int many = 10_000;
        for (String text :
                List.of(
                        "x = " + "(".repeat(many) + "1" + ")".repeat(many),
                        "x = " + "(".repeat(many),
                        "x = " + "[".repeat(many) + "1" + "]".repeat(many),
                        "x = " + "f(".repeat(many) + "1" + ")".repeat(many),
                        "model " + "{ if a ".repeat(many) + "}".repeat(many),
                        "x = " + "- ".repeat(many) + "1",
                        "x = " + "not ".repeat(many) + "a",
                        "x = " + "2 ^ ".repeat(many) + "2",
                        "x = " + "if a then 1 else ".repeat(many) + "2",
                        "model { if a { } " + "else if a { } ".repeat(many) + "}")) {
            assertThat(codes(text)).as(text.substring(0, 40)).contains("E0105");
        }
    }

    @Test
    void refusesLongChains() {
        assertThat(codes("x = 1" + " + 1".repeat(10_000))).containsExactly("E0106");
        assertThat(codes("x = a" + "'".repeat(10_000))).containsExactly("E0106");
        assertThat(parse("x = 1" + " + 1".repeat(400))).isNotNull();
    }

    @Test
    void readsNestingUpToTheLimitOnAnOrdinaryStack() throws InterruptedException {
        String text =
                "x = " + "f(".repeat(Brackets.MAX_DEPTH) + "1" + ")".repeat(Brackets.MAX_DEPTH);
        @Nullable Script[] parsed = new Script[1];
        Thread thread = new Thread(null, () -> parsed[0] = parse(text), "ordinary stack", 1 << 20);
        thread.start();
        thread.join();
        assertThat(parsed[0]).isNotNull();
    }

    private List<String> codes(String text) {
        Diagnostics reported = new Diagnostics();
        assertThat(Parser.parse(new Source("test.pw", text), reported)).isNull();
        return reported.all().stream().map(Diagnostic::code).toList();
    }

    private Expression expression(String text) {
        Script script = parse("x = " + text);
        assertThat(diagnostics.all()).isEmpty();
        assertThat(script).isNotNull();
        return ((Item.DerivedData) script.items().getFirst()).value();
    }

    private @Nullable Script parse(String text) {
        return Parser.parse(new Source("test.pw", text), diagnostics);
    }
}
