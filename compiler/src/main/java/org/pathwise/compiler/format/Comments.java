package org.pathwise.compiler.format;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pathwise.compiler.parse.SyntaxTree;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The comments of a script, each at the token behind it. They are handed out once: what has written
 * a comment has taken it away.
 */
final class Comments {
    private static final int TAB = 4;

    private final Source source;
    private final Map<Token, List<Comment>> before = new HashMap<>();
    private final Set<Token> afterBlankLine = new HashSet<>();

    private Comments(Source source) {
        this.source = source;
    }

    static Comments of(SyntaxTree tree) {
        Comments comments = new Comments(tree.source());
        List<TerminalNode> leaves = new ArrayList<>();
        collect(tree.script(), leaves);
        int next = 0;
        int end = -1;
        for (TerminalNode leaf : leaves) {
            int first = next;
            while (next < tree.comments().size()
                    && tree.comments().get(next).start() < leaf.getSymbol().getStartIndex()) {
                next++;
            }
            comments.attach(tree.comments().subList(first, next), end, leaf.getSymbol());
            end = leaf.getSymbol().getStopIndex() + 1;
        }
        for (int i = 0; i + 1 < leaves.size(); i++) {
            if (endsItsLine(leaves.get(i))) {
                comments.pass(leaves.get(i).getSymbol(), leaves.get(i + 1).getSymbol());
            }
        }
        return comments;
    }

    /** Takes those that end the line before {@code token} or stand on lines between. */
    List<Comment> takeLines(Token token) {
        List<Comment> all = before.getOrDefault(token, List.of());
        List<Comment> taken = all.stream().filter(Comment::endsLine).toList();
        before.put(token, all.stream().filter(comment -> !comment.endsLine()).toList());
        return taken;
    }

    /** Takes all comments before {@code token}. */
    List<Comment> take(Token token) {
        List<Comment> taken = before.remove(token);
        return taken == null ? List.of() : taken;
    }

    /** Whether there are comments that end the line before {@code token}. */
    boolean hasLines(Token token) {
        return before.getOrDefault(token, List.of()).stream().anyMatch(Comment::endsLine);
    }

    boolean hasInline(Token token) {
        return before.getOrDefault(token, List.of()).stream().anyMatch(c -> !c.endsLine());
    }

    /** Whether a blank line is right before {@code token}. */
    boolean isAfterBlankLine(Token token) {
        return afterBlankLine.contains(token);
    }

    private static void collect(ParseTree node, List<TerminalNode> leaves) {
        if (node instanceof TerminalNode leaf) {
            if (leaf.getSymbol().getType() != PathwiseLexer.NEWLINE) {
                leaves.add(leaf);
            }
            return;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            collect(node.getChild(i), leaves);
        }
    }

    /**
     * Signs that end a line where it is broken. A comment before one goes behind it: {@code a //
     * one} and {@code , b} on the next line become {@code a, // one} and {@code b}.
     */
    private static boolean endsItsLine(TerminalNode leaf) {
        return switch (leaf.getSymbol().getType()) {
            case PathwiseLexer.COMMA, PathwiseLexer.LBRACE -> true;
            default ->
                    switch (leaf.getParent()) {
                        case PathwiseParser.DisjunctionContext _ -> true;
                        case PathwiseParser.ConjunctionContext _ -> true;
                        case PathwiseParser.ComparisonContext _ -> true;
                        case PathwiseParser.SumContext _ -> true;
                        case PathwiseParser.TermContext _ -> true;
                        case PathwiseParser.BoundContext _ -> true;
                        case PathwiseParser.BoundTermContext _ -> true;
                        default -> false;
                    };
        };
    }

    private void pass(Token from, Token to) {
        if (hasInline(from)) {
            return; // it stays, and those before it must not overtake it
        }
        List<Comment> moved = new ArrayList<>(takeLines(from));
        moved.addAll(before.getOrDefault(to, List.of()));
        before.put(to, moved);
    }

    /**
     * @param spans what lies between two tokens
     * @param end offset behind the token before, -1 at the start of the text
     * @param token the token behind
     */
    private void attach(List<Span> spans, int end, Token token) {
        List<Comment> attached = new ArrayList<>();
        int before = end;
        for (int i = 0; i < spans.size(); ) {
            int last = i;
            while (last + 1 < spans.size()
                    && lines(spans.get(last).end(), spans.get(last + 1).start()) == 0) {
                last++;
            }
            List<Span> run = spans.subList(i, last + 1);
            int behind =
                    last + 1 < spans.size() ? spans.get(last + 1).start() : token.getStartIndex();
            attached.add(comment(run, before, behind, token.getType()));
            before = run.getLast().end();
            i = last + 1;
        }
        this.before.put(token, attached);
        if (before >= 0 && lines(before, token.getStartIndex()) > 1) {
            afterBlankLine.add(token);
        }
    }

    private Comment comment(List<Span> run, int before, int behind, int next) {
        int linesBefore = before < 0 ? 1 : lines(before, run.getFirst().start());
        boolean endsLine =
                next == Token.EOF
                        || next == PathwiseLexer.RBRACE
                        || lines(run.getLast().end(), behind) > 0;
        Comment.Place place =
                !endsLine
                        ? Comment.Place.INLINE
                        : linesBefore == 0 ? Comment.Place.TRAILING : Comment.Place.OWN_LINE;
        StringBuilder text = new StringBuilder();
        for (Span span : run) {
            text.append(text.isEmpty() ? "" : " ").append(span.text());
        }
        String[] parts = text.toString().split("\r\n|\r|\n", -1);
        int column = width(source.text(), lineStart(run), run.getFirst().start());
        List<Comment.Continuation> more = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String stripped = parts[i].strip();
            int indent = parts[i].length() - parts[i].stripLeading().length();
            more.add(new Comment.Continuation(width(parts[i], 0, indent) - column, stripped));
        }
        return new Comment(place, parts[0].strip(), more, linesBefore > 1);
    }

    private int lineStart(List<Span> run) {
        return source.lineStart(run.getFirst().line());
    }

    /** Line ends from offset {@code from} to offset {@code to}. */
    private int lines(int from, int to) {
        return source.lineAt(to) - source.lineAt(from);
    }

    /** The columns that the characters from {@code from} to {@code to} take. */
    private static int width(String text, int from, int to) {
        int columns = 0;
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            columns += text.charAt(i) == '\t' ? TAB - columns % TAB : 1;
        }
        return columns;
    }
}
