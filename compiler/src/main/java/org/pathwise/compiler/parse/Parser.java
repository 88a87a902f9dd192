package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;

/** Reads scripts. */
public final class Parser {
    private Parser() {}

    /**
     * The tree of {@code source}, or null when it holds a syntax error. Every error that was found
     * is in {@code diagnostics}; errors that were there before do not matter.
     */
    public static @Nullable Script parse(Source source, Diagnostics diagnostics) {
        long before = diagnostics.errorCount();
        Parsed parsed = read(source, diagnostics);
        if (parsed != null && parsed.script().items().isEmpty()) {
            diagnostics.report(SyntaxErrors.empty(source));
        }
        return parsed != null && diagnostics.errorCount() == before ? parsed.script() : null;
    }

    /**
     * The text of {@code source} with every bracket and comment, or null when it holds a syntax
     * error; then {@code diagnostics} says which. A text without any item is a tree too.
     */
    public static @Nullable SyntaxTree syntax(Source source, Diagnostics diagnostics) {
        Parsed parsed = read(source, diagnostics);
        return parsed == null ? null : parsed.tree();
    }

    private record Parsed(SyntaxTree tree, Script script) {}

    private static @Nullable Parsed read(Source source, Diagnostics diagnostics) {
        long before = diagnostics.errorCount();
        Troubled troubled = new Troubled();
        List<Span> comments = new ArrayList<>();
        List<CommonToken> tokens = tokens(source, diagnostics, troubled, comments);
        if (tokens == null) {
            return null;
        }
        PathwiseParser parser = parser(tokens);
        parser.setErrorHandler(new Recovery(source, diagnostics, troubled));
        try {
            PathwiseParser.ScriptContext tree = parser.script();
            if (diagnostics.errorCount() > before) {
                return null;
            }
            Script script = new ScriptBuilder(source, diagnostics).script(tree);
            return diagnostics.errorCount() == before
                    ? new Parsed(new SyntaxTree(source, tree, comments), script)
                    : null;
        } catch (BoundedParser.TooDeep e) {
            diagnostics.report(SyntaxErrors.tooDeep(Tokens.span(source, e.token())));
            return null;
        }
    }

    /**
     * The tokens as the parser wants them, or null when their brackets are nested too deep; the
     * comments are added to {@code comments}.
     */
    static @Nullable List<CommonToken> tokens(
            Source source, Diagnostics diagnostics, Troubled troubled, List<Span> comments) {
        List<CommonToken> scanned = Scanner.scan(source, diagnostics, troubled, comments);
        List<CommonToken> paired = Brackets.pair(scanned, source, diagnostics, troubled);
        if (paired == null) {
            return null;
        }
        ForeignSyntax.repair(paired, source, diagnostics, troubled);
        return LineEnds.filter(paired);
    }

    /** A silent parser; the grammar is LL(1), so the simplest prediction is exact. */
    static PathwiseParser parser(List<CommonToken> tokens) {
        PathwiseParser parser =
                new BoundedParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        return parser;
    }
}
