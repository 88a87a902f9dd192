package org.pathwise.compiler.parse;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.Map;

/** The syntax errors, {@code E01xx}, one factory each. */
final class SyntaxErrors {
    private static final Map<String, String> STAN_BLOCKS =
            Map.of(
                    "functions", "declare each function at the top level: `fn f(x: real) = 2 * x`",
                    "data",
                            "declare each datum at the top level, on a line of its own: `data y:"
                                    + " real[N]`",
                    "transformed data",
                            "derived data is defined at the top level: `log_y = log(y)`",
                    "parameters",
                            "what is not data and stands left of `~` in the model is a latent:"
                                    + " `sigma ~ HalfNormal(1)`",
                    "transformed parameters", "define it in the model: `eta = alpha + X * beta`",
                    "generated quantities", "the block is called `generate { ... }`");

    private SyntaxErrors() {}

    static boolean isStanBlock(String name) {
        return STAN_BLOCKS.containsKey(name);
    }

    static Diagnostic unexpected(Span span, String expected, String found) {
        return Diagnostic.error("E0101", span, "expected " + expected + ", found " + found);
    }

    static Diagnostic unclosed(Span opener, @Nullable Span noticed) {
        Diagnostic diagnostic =
                Diagnostic.error("E0102", opener, "this `" + opener.text() + "` is never closed")
                        .label("opened here");
        return noticed == null ? diagnostic : diagnostic.related(noticed, "still open here");
    }

    static Diagnostic unexpectedCloser(Span span) {
        return Diagnostic.error("E0103", span, "`" + span.text() + "` closes nothing")
                .label("no bracket is open here");
    }

    static Diagnostic wrongCloser(Span closer, Span opener, String expected) {
        return Diagnostic.error(
                        "E0104",
                        closer,
                        "`" + opener.text() + "` is closed by `" + closer.text() + "`")
                .label("expected `" + expected + "`")
                .related(opener, "opened here");
    }

    static Diagnostic tooDeep(Span span) {
        return Diagnostic.error("E0105", span, "this is nested too deep")
                .note("at most " + Brackets.MAX_DEPTH + " levels are read")
                .help("define parts of it under names of their own");
    }

    static Diagnostic tooLong(Span span, int operands) {
        return Diagnostic.error(
                        "E0106", span, "this chain of operators has " + operands + " operands")
                .note("at most " + ExpressionBuilder.MAX_CHAIN + " are read")
                .help(
                        "use an array and `sum(...)`, or define parts of it under names of their"
                                + " own");
    }

    static Diagnostic unclosedComment(Span span) {
        return Diagnostic.error("E0107", span, "this comment is never closed")
                .label("opened here")
                .help("end it with `*/`, or begin each line with `//`");
    }

    static Diagnostic strayCharacter(Span span) {
        int c = span.text().codePointAt(0);
        String shown =
                Character.isISOControl(c) || Character.isSpaceChar(c)
                        ? ""
                        : "`" + span.text() + "` ";
        return Diagnostic.error(
                "E0108",
                span,
                "the character " + shown + String.format("(U+%04X)", c) + " has no meaning here");
    }

    static Diagnostic semicolon(Span span) {
        return Diagnostic.error(
                        "E0109", span, "a statement ends at the end of its line, without `;`")
                .help("leave the semicolons out, here and in the rest of the script");
    }

    static Diagnostic hashComment(Span span) {
        return Diagnostic.error("E0110", span, "`#` begins no comment")
                .help("comments are `// ...` and `/* ... */`");
    }

    static Diagnostic foreignOperator(Span span, String ours) {
        return Diagnostic.error("E0111", span, "`" + span.text() + "` is no operator")
                .help("write `" + ours + "`");
    }

    static Diagnostic string(Span span) {
        return Diagnostic.error("E0112", span, "there are no texts in the language")
                .note("data are numbers; a category is an `int in 1..K`");
    }

    static Diagnostic arrow(Span span) {
        return Diagnostic.error("E0113", span, "`<-` defines nothing")
                .help(
                        "a definition is written with `=`; for `x < -1` put a space before the"
                                + " minus");
    }

    static Diagnostic equalInDefinition(Span span) {
        return Diagnostic.error(
                        "E0114", span, "`==` compares, but this line does nothing with the answer")
                .help("a definition is written with `=`, an observation with `~`");
    }

    static Diagnostic assignInCondition(Span span) {
        return Diagnostic.error("E0115", span, "`=` defines, but here a condition is expected")
                .help("write `==`");
    }

    static Diagnostic target(Span span) {
        return Diagnostic.error("E0116", span, "there is no `target` to add to")
                .help("write `factor e` to add `e` to the log density");
    }

    static Diagnostic compoundAssign(Span span) {
        return Diagnostic.error(
                        "E0117", span, "`" + span.text() + "` would define the name a second time")
                .note("every name, and every element, is defined exactly once")
                .help("use `sum(...)`, or a recursion over elements: `s[t] = s[t-1] + x[t]`");
    }

    static Diagnostic stanBlock(Span span, String name) {
        return Diagnostic.error("E0118", span, "there is no `" + name + "` block")
                .help(STAN_BLOCKS.getOrDefault(name, ""));
    }

    static Diagnostic stanDeclaration(Span span, String type) {
        String help =
                switch (type) {
                    case "int" ->
                            "data is declared as `data n: int`; a size like N needs no declaration,"
                                    + " it comes from the data";
                    case "vector", "row_vector", "matrix", "array" ->
                            "data is declared as `data y: real[N]`; a latent is introduced by its"
                                + " `~`, and its shape by the loop around it or by a type: `beta:"
                                + " real[D] ~ Normal(0, 1)`";
                    default ->
                            "data is declared as `data y: "
                                    + type
                                    + "`; a latent is introduced by its `~`, with a type if one is"
                                    + " needed: `sigma: positive ~ Normal(0, 1)`";
                };
        return Diagnostic.error("E0119", span, "a type stands behind the name and a colon")
                .help(help);
    }

    static Diagnostic foreignLoop(Span span, boolean colon) {
        Diagnostic diagnostic =
                Diagnostic.error(
                        "E0120",
                        span,
                        colon
                                ? "a range is written `1..N`"
                                : "a loop has no parentheses around its head");
        return diagnostic.help("write `for i in 1..N { ... }`");
    }

    static Diagnostic empty(Source source) {
        return Diagnostic.error("E0121", source.span(0, 0), "the script is empty")
                .help(
                        "a smallest model is\ndata y: real[N]\nmodel {\n  mu ~ Normal(0, 10)\n"
                                + "  for i in 1..N { y[i] ~ Normal(mu, 1) }\n}");
    }

    static Diagnostic keyword(Span span, String expected) {
        String word = span.text();
        return Diagnostic.error(
                        "E0122", span, "expected " + expected + ", found the word `" + word + "`")
                .help(
                        "`"
                                + word
                                + "` belongs to the language and cannot be a name; try `"
                                + word
                                + "_`");
    }

    static Diagnostic continuedLine(Span span) {
        return Diagnostic.error(
                        "E0123", span, "a statement cannot begin with `" + span.text() + "`")
                .help(
                        "to continue the line before, end that line with the operator, or open a"
                                + " parenthesis in it");
    }

    static Diagnostic sampleAtTopLevel(Span span) {
        return Diagnostic.error("E0124", span, "a `~` statement stands outside any block")
                .help("put it into `model { ... }` or `guide { ... }`");
    }

    static Diagnostic statementAtTopLevel(Span span) {
        return Diagnostic.error(
                        "E0125", span, "a `" + span.text() + "` statement stands outside any block")
                .help("put it into `model { ... }`, `guide { ... }` or `generate { ... }`");
    }

    static Diagnostic notDefinable(Span span) {
        return Diagnostic.error("E0126", span, "the left side of `=` is no name")
                .label("expected a name, or elements of one such as `h[t]`")
                .help(
                        "a condition such as `a == b` needs two equals signs; an observation needs"
                                + " `~`");
    }

    static Diagnostic typedTuple(Span span) {
        return Diagnostic.error("E0127", span, "several results are defined without a type");
    }

    static Diagnostic misplacedTuple(Span span) {
        return Diagnostic.error(
                        "E0128", span, "several values in parentheses stand only behind `return`")
                .help("an array is written in brackets: `[a, b]`");
    }

    static Diagnostic misplacedRange(Span span) {
        return Diagnostic.error("E0129", span, "an operand cannot be a range")
                .help(
                        "a range is the whole of an index, of a loop's head or of an argument:"
                                + " `x[2..T]`");
    }

    static Diagnostic numberTooLarge(Span span) {
        return Diagnostic.error("E0130", span, "this number is too large")
                .note("an integer is at most 2147483647, a real below 1.8e308");
    }

    static Diagnostic badArgumentName(Span span) {
        return Diagnostic.error("E0131", span, "the name of an argument is expected before `=`")
                .help("a comparison is written `==`");
    }

    static Diagnostic missingComma(Span span, String found) {
        return Diagnostic.error("E0132", span, "expected `,` before " + found);
    }

    static Diagnostic comparisonChain(Span span) {
        return Diagnostic.error("E0133", span, "comparisons do not chain")
                .help("write `a < b and b < c`");
    }

    static Diagnostic conditionalOperand(Span span) {
        return Diagnostic.error(
                        "E0134", span, "`if ... then ... else` is no operand without parentheses")
                .help("put parentheses around it: `1 + (if c then a else b)`");
    }
}
