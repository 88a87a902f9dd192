package org.pathwise.compiler.format;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pathwise.grammar.PathwiseLexer;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;

/** What stands on one line if there is room: expressions, types, the heads of blocks. */
final class ExpressionLayout {
    private static final int INDENT = 2;

    private final Comments comments;

    ExpressionLayout(Comments comments) {
        this.comments = comments;
    }

    /** The tokens of {@code node} with the comments before them. */
    Doc of(ParseTree node) {
        ParseTree tree = unwrap(node);
        return switch (tree) {
            case TerminalNode leaf -> token(leaf.getSymbol());
            case PathwiseParser.ArgumentsContext _ -> bracketed(children(tree));
            case PathwiseParser.ParametersContext _ -> bracketed(children(tree));
            case PathwiseParser.IntervalContext _ -> bracketed(children(tree));
            case PathwiseParser.ShapeContext _ -> bracketed(children(tree));
            case PathwiseParser.PostfixOperatorContext _ -> bracketed(children(tree));
            case PathwiseParser.PrimaryContext primary ->
                    primary.NAME() == null ? bracketed(children(tree)) : tight(tree);
            case PathwiseParser.PostfixContext _ -> tight(tree);
            case PathwiseParser.UnaryContext _ -> tight(tree);
            case PathwiseParser.BoundFactorContext _ -> tight(tree);
            case PathwiseParser.AnnotationContext _ -> tight(tree);
            case PathwiseParser.ExpressionContext _ -> range(tree);
            case PathwiseParser.SubscriptContext _ -> range(tree);
            case PathwiseParser.IndexRangeContext _ -> range(tree);
            case PathwiseParser.DisjunctionContext _ -> chain(tree);
            case PathwiseParser.ConjunctionContext _ -> chain(tree);
            case PathwiseParser.ComparisonContext _ -> chain(tree);
            case PathwiseParser.SumContext _ -> chain(tree);
            case PathwiseParser.TermContext _ -> chain(tree);
            case PathwiseParser.BoundContext _ -> chain(tree);
            case PathwiseParser.BoundTermContext _ -> chain(tree);
            case PathwiseParser.ConditionalContext conditional -> conditional(conditional);
            case PathwiseParser.ComprehensionContext comprehension -> comprehension(comprehension);
            case PathwiseParser.TypeContext type -> type(type);
            default -> words(children(tree));
        };
    }

    /** {@code nodes} with a space between, where one is written. */
    Doc words(List<ParseTree> nodes) {
        List<Doc> parts = new ArrayList<>();
        for (ParseTree node : nodes) {
            if (!parts.isEmpty() && !clings(node)) {
                parts.add(Doc.SPACE);
            }
            parts.add(of(node));
        }
        return Doc.concat(parts);
    }

    /** A token with the comments before it that were not taken yet. */
    Doc token(Token token) {
        List<Doc> parts = new ArrayList<>();
        for (Comment comment : comments.take(token)) {
            parts.add(new Doc.Remark(comment));
            if (!comment.endsLine() && !isCloser(token) && token.getType() != PathwiseLexer.COMMA) {
                parts.add(Doc.SPACE);
            }
        }
        parts.add(new Doc.Text(token.getText()));
        return Doc.concat(parts);
    }

    static List<ParseTree> children(ParseTree node) {
        List<ParseTree> children = new ArrayList<>(node.getChildCount());
        for (int i = 0; i < node.getChildCount(); i++) {
            children.add(node.getChild(i));
        }
        return children;
    }

    /** Without what only holds another; the grammar has a rule for each strength of binding. */
    private static ParseTree unwrap(ParseTree node) {
        ParseTree inner = node;
        while (inner.getChildCount() == 1) {
            inner = inner.getChild(0);
        }
        return inner;
    }

    private static boolean clings(ParseTree node) {
        return node instanceof PathwiseParser.ArgumentsContext
                || node instanceof PathwiseParser.ParametersContext
                || (node instanceof TerminalNode leaf
                        && leaf.getSymbol().getType() == PathwiseLexer.COLON);
    }

    private static boolean isCloser(Token token) {
        return token.getType() == PathwiseLexer.RPAREN || token.getType() == PathwiseLexer.RBRACKET;
    }

    private Doc tight(ParseTree node) {
        return Doc.concat(children(node).stream().map(this::of).toList());
    }

    /** {@code 1..N-1}: a plain sum at an end of a range is written as in an index. */
    private Doc range(ParseTree node) {
        return Doc.concat(children(node).stream().map(this::index).toList());
    }

    /** {@code x[t-1]}, {@code real[K-1]}, but {@code x[2 * t - 1]}. */
    private Doc index(ParseTree node) {
        ParseTree tree = unwrap(node);
        boolean plain =
                (tree instanceof PathwiseParser.SumContext
                                || tree instanceof PathwiseParser.BoundContext)
                        && children(tree).stream().allMatch(ExpressionLayout::isWord);
        return plain ? tight(tree) : of(tree);
    }

    /** Whether it is a single token. */
    private static boolean isWord(ParseTree node) {
        return unwrap(node) instanceof TerminalNode;
    }

    /** A name or a number, perhaps with a minus. */
    private static boolean isShort(ParseTree node) {
        ParseTree tree = unwrap(node);
        return tree instanceof TerminalNode
                || (tree instanceof PathwiseParser.UnaryContext && isShort(tree.getChild(1)));
    }

    /** Operands and operators by turns; a line may end behind an operator. */
    private Doc chain(ParseTree node) {
        List<ParseTree> children = children(node);
        List<Doc> parts = new ArrayList<>();
        for (int i = 0; i < children.size(); i += 2) {
            Doc operand = of(children.get(i));
            parts.add(
                    i + 1 == children.size()
                            ? operand
                            : Doc.concat(operand, Doc.SPACE, of(children.get(i + 1))));
        }
        return Doc.fill(parts);
    }

    private Doc conditional(PathwiseParser.ConditionalContext node) {
        List<ParseTree> children = children(node);
        return Doc.group(
                Doc.concat(
                        words(children.subList(0, 2)),
                        Doc.LINE,
                        words(children.subList(2, 4)),
                        Doc.LINE,
                        words(children.subList(4, 6))));
    }

    private Doc comprehension(PathwiseParser.ComprehensionContext node) {
        List<ParseTree> children = children(node);
        int body = children.size() - 1;
        return Doc.group(
                Doc.concat(
                        words(children.subList(0, body)),
                        Doc.nest(INDENT, Doc.concat(Doc.LINE, of(children.get(body))))));
    }

    /** {@code int in 1..J [N]}: the shape stands apart from bounds, which are not its own. */
    private Doc type(PathwiseParser.TypeContext node) {
        List<Doc> parts = new ArrayList<>();
        parts.add(of(node.NAME()));
        if (node.bounds() != null) {
            parts.add(Doc.SPACE);
            parts.add(of(node.IN()));
            parts.add(Doc.SPACE);
            parts.add(of(node.bounds()));
            parts.add(node.shape().isEmpty() ? Doc.EMPTY : Doc.SPACE);
        }
        node.shape().forEach(shape -> parts.add(of(shape)));
        return Doc.concat(parts);
    }

    /** A bracket, elements with commas between, and the closing bracket. */
    private Doc bracketed(List<ParseTree> children) {
        Doc open = of(children.getFirst());
        Token closer = ((TerminalNode) children.getLast()).getSymbol();
        List<ParseTree> inside = children.subList(1, children.size() - 1);
        if (isHugged(inside, closer)) {
            return Doc.concat(open, of(inside.getFirst()), token(closer));
        }
        boolean index = isIndex(children.getFirst());
        boolean one = inside.size() == 1;
        List<Doc> elements = new ArrayList<>();
        for (int i = 0; i < inside.size(); i += 2) {
            ParseTree node = inside.get(i);
            Doc element = index ? index(node) : of(node);
            if (i + 1 < inside.size()) {
                element = Doc.concat(element, of(inside.get(i + 1)));
            }
            boolean apart = !one || unwrap(node) instanceof PathwiseParser.ConditionalContext;
            elements.add(apart ? Doc.nest(INDENT, element) : element);
        }
        List<Doc> content = new ArrayList<>();
        content.add(Doc.SOFT_LINE);
        content.add(isList(children) ? Doc.fill(elements) : lines(elements));
        for (Comment comment : comments.takeLines(closer)) {
            content.add(new Doc.Remark(comment));
        }
        boolean spaced = comments.hasInline(closer) && !inside.isEmpty();
        Doc end = spaced ? Doc.LINE : Doc.SOFT_LINE;
        return Doc.group(
                Doc.hang(
                        Doc.concat(
                                open, Doc.nest(INDENT, Doc.concat(content)), end, token(closer))));
    }

    /** On one line, or each on its own. */
    private static Doc lines(List<Doc> elements) {
        List<Doc> parts = new ArrayList<>();
        for (Doc element : elements) {
            if (!parts.isEmpty()) {
                parts.add(Doc.LINE);
            }
            parts.add(element);
        }
        return Doc.group(Doc.concat(parts));
    }

    /** {@code f([...])}: what has brackets of its own needs no lines between them and these. */
    private boolean isHugged(List<ParseTree> inside, Token closer) {
        if (inside.size() != 1 || comments.hasLines(closer) || comments.hasInline(closer)) {
            return false;
        }
        ParseTree element = unwrap(inside.getFirst());
        if (element instanceof PathwiseParser.ArgumentContext named) {
            element = unwrap(named.expression(1));
        }
        ParseTree first = inside.getFirst();
        while (first.getChildCount() > 0) {
            first = first.getChild(0);
        }
        return element instanceof PathwiseParser.PrimaryContext primary
                && (primary.arguments() == null || !primary.arguments().argument().isEmpty())
                && !comments.hasLines(((TerminalNode) first).getSymbol());
    }

    /** Whether the bracket opens an index or a shape, not a list. */
    private static boolean isIndex(ParseTree open) {
        return open.getParent() instanceof PathwiseParser.PostfixOperatorContext
                || open.getParent() instanceof PathwiseParser.ShapeContext;
    }

    /** Whether this is a written list of names and numbers. */
    private static boolean isList(List<ParseTree> children) {
        return children.getFirst().getParent() instanceof PathwiseParser.PrimaryContext
                && children.stream().allMatch(ExpressionLayout::isShort);
    }
}
