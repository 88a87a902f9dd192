package org.pathwise.compiler.format;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;

/** Items and statements, one below the other. */
final class ScriptLayout {
    private static final int INDENT = 2;

    private final Comments comments;
    private final Lines lines;
    private final Printer printer;
    private final ExpressionLayout expressions;

    ScriptLayout(Comments comments, Lines lines) {
        this.comments = comments;
        this.lines = lines;
        this.printer = new Printer(lines);
        this.expressions = new ExpressionLayout(comments);
    }

    void script(PathwiseParser.ScriptContext script) {
        boolean afterBlock = false;
        boolean first = true;
        for (PathwiseParser.ItemContext item : script.item()) {
            PathwiseParser.BlockContext block = blockOf(item);
            Blank blank = first ? Blank.NONE : afterBlock || block != null ? Blank.ONE : Blank.KEPT;
            before(item.getStart(), 0, blank);
            item(item, block);
            afterBlock = block != null;
            first = false;
        }
        behindLast(script.EOF().getSymbol(), 0, first);
    }

    /** Blank lines before an item or a statement. */
    private enum Blank {
        /** It is the first. */
        NONE,
        /** One if the script has some. */
        KEPT,
        /** One. */
        ONE
    }

    private static PathwiseParser.@Nullable BlockContext blockOf(PathwiseParser.ItemContext item) {
        ParseTree last = item.getChild(0).getChild(item.getChild(0).getChildCount() - 1);
        if (last instanceof PathwiseParser.FunctionBodyContext body) {
            return body.block();
        }
        return last instanceof PathwiseParser.BlockContext block ? block : null;
    }

    private void item(
            PathwiseParser.ItemContext item, PathwiseParser.@Nullable BlockContext block) {
        if (block == null) {
            printer.print(expressions.of(item), 0);
            return;
        }
        List<ParseTree> head = ExpressionLayout.children(item.getChild(0));
        printer.print(block(expressions.words(head.subList(0, head.size() - 1)), block, 0), 0);
    }

    private void statement(PathwiseParser.StatementContext statement, int indent) {
        switch (statement.getChild(0)) {
            case PathwiseParser.ForStatementContext loop ->
                    printer.print(
                            block(expressions.of(loop.forHeader()), loop.block(), indent), indent);
            case PathwiseParser.IfStatementContext choice ->
                    printer.print(
                            choice(expressions.of(choice.ifHeader()), choice, indent), indent);
            default -> printer.print(expressions.of(statement), indent);
        }
    }

    /** Writes all but the last line of it, which is returned. */
    private Doc choice(Doc head, PathwiseParser.IfStatementContext choice, int indent) {
        PathwiseParser.IfStatementContext at = choice;
        Doc line = block(head, at.block(0), indent);
        while (at.ELSE() != null) {
            line = otherwise(line, at.ELSE().getSymbol(), indent);
            if (at.ifStatement() == null) {
                return block(line, at.block(1), indent);
            }
            at = at.ifStatement();
            line = choice(line, at.ifHeader(), indent);
            line = block(line, at.block(0), indent);
        }
        return line;
    }

    /** The {@code else} behind a closing brace, or on the next line if a comment is between. */
    private Doc otherwise(Doc line, Token word, int indent) {
        if (!comments.hasLines(word)) {
            return Doc.concat(line, Doc.SPACE, expressions.token(word));
        }
        printer.print(line, indent);
        before(word, indent, Blank.NONE);
        return expressions.token(word);
    }

    /** The {@code if} behind an {@code else}, or on the next line if a comment is between. */
    private Doc choice(Doc line, PathwiseParser.IfHeaderContext header, int indent) {
        if (!comments.hasLines(header.getStart())) {
            return Doc.concat(line, Doc.SPACE, expressions.of(header));
        }
        printer.print(line, indent);
        before(header.getStart(), indent, Blank.NONE);
        return expressions.of(header);
    }

    /** Writes all but the last line of it, which is returned. */
    private Doc block(Doc head, PathwiseParser.BlockContext block, int indent) {
        Doc line = Doc.concat(head, Doc.SPACE, expressions.token(block.LBRACE().getSymbol()));
        Token end = block.RBRACE().getSymbol();
        if (block.statement().isEmpty() && !comments.hasLines(end)) {
            return Doc.concat(line, Doc.SPACE, expressions.token(end));
        }
        printer.print(line, indent);
        boolean first = true;
        for (PathwiseParser.StatementContext statement : block.statement()) {
            before(statement.getStart(), indent + INDENT, first ? Blank.NONE : Blank.KEPT);
            statement(statement, indent + INDENT);
            first = false;
        }
        behindLast(end, indent + INDENT, first);
        return expressions.token(end);
    }

    /**
     * Writes what is between the item or statement before and this one, whose first token is {@code
     * token}.
     */
    private void before(Token token, int indent, Blank blank) {
        List<Comment> remarks = comments.takeLines(token);
        boolean missing =
                blank == Blank.ONE
                        && !comments.isAfterBlankLine(token)
                        && remarks.stream().noneMatch(ScriptLayout::isAfterBlankLine);
        boolean first = blank == Blank.NONE;
        for (Comment remark : remarks) {
            if (remark.place() == Comment.Place.OWN_LINE) {
                if (!first && (missing || remark.blankBefore())) {
                    lines.blank();
                }
                missing = false;
                first = false;
            }
            lines.write(remark, indent);
        }
        if (!first && (missing || comments.isAfterBlankLine(token))) {
            lines.blank();
        }
    }

    private static boolean isAfterBlankLine(Comment comment) {
        return comment.place() == Comment.Place.OWN_LINE && comment.blankBefore();
    }

    /** Writes the comments behind the last statement of a block or the last item. */
    private void behindLast(Token end, int indent, boolean empty) {
        boolean first = empty;
        for (Comment remark : new ArrayList<>(comments.takeLines(end))) {
            if (remark.place() == Comment.Place.OWN_LINE) {
                if (!first && remark.blankBefore()) {
                    lines.blank();
                }
                first = false;
            }
            lines.write(remark, indent);
        }
    }
}
