package org.pathwise.compiler.format;

import org.pathwise.compiler.format.Doc.Concat;
import org.pathwise.compiler.format.Doc.Fill;
import org.pathwise.compiler.format.Doc.Group;
import org.pathwise.compiler.format.Doc.Hang;
import org.pathwise.compiler.format.Doc.Line;
import org.pathwise.compiler.format.Doc.Nest;
import org.pathwise.compiler.format.Doc.Remark;
import org.pathwise.compiler.format.Doc.Text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Breaks statements into lines: each group stands on one line if there is room for it up to the
 * next place where a line may end, the outer groups tried first (Wadler, "A prettier printer",
 * 2003). It needs no stack for what is nested.
 */
final class Printer {
    /** The columns of a line; a comment at its end does not count. */
    static final int WIDTH = 100;

    /** The columns by which a statement's further lines are indented outside its brackets. */
    private static final int CONTINUED = 4;

    private final Lines lines;
    private final Deque<Command> stack = new ArrayDeque<>();

    /** What is still to be written. */
    private record Command(int indent, boolean flat, Doc doc) {
        Command with(Doc part) {
            return new Command(indent, flat, part);
        }

        Command flat(Doc part) {
            return new Command(indent, true, part);
        }

        Command broken(Doc part) {
            return new Command(indent, false, part);
        }
    }

    Printer(Lines lines) {
        this.lines = lines;
    }

    /** Writes a statement or its head from a new line on. */
    void print(Doc doc, int indent) {
        lines.begin(indent);
        stack.push(new Command(indent + CONTINUED, false, doc));
        while (!stack.isEmpty()) {
            write(stack.pop());
        }
        lines.end();
    }

    private void write(Command command) {
        int indent = command.indent();
        switch (command.doc()) {
            case Text(String text) -> lines.write(text, indent);
            case Line(String flat) -> {
                if (command.flat()) {
                    lines.write(flat, indent);
                } else {
                    lines.begin(indent);
                }
            }
            case Remark(Comment comment) -> lines.write(comment, indent);
            case Concat(List<Doc> parts, boolean _) -> pushAll(stack, command, parts);
            case Nest(int by, Doc content, boolean _) ->
                    stack.push(new Command(indent + by, command.flat(), content));
            case Hang(Doc content, boolean _) ->
                    stack.push(new Command(lines.indent(indent), command.flat(), content));
            case Group(Doc content, boolean breaks) -> {
                Command flat = command.flat(content);
                stack.push(!breaks && fits(flat, true) ? flat : command.broken(content));
            }
            case Fill fill -> fill(command, fill);
        }
    }

    /** Writes the first part, on a line that it finds room on, and leaves the others for later. */
    private void fill(Command command, Fill fill) {
        List<Doc> parts = fill.parts();
        boolean last = parts.size() == 1;
        if (!last) {
            List<Doc> others = parts.subList(1, parts.size());
            stack.push(command.with(new Fill(others, true, fill.breaks())));
        }
        Command first = command.flat(parts.getFirst());
        if (fill.begun()) {
            boolean room = fits(first.with(Doc.concat(Doc.SPACE, first.doc())), last);
            write(new Command(command.indent(), command.flat() || room, Doc.LINE));
        }
        boolean flat = command.flat() || (!first.doc().breaks() && fits(first, last));
        stack.push(flat ? first : command.broken(first.doc()));
    }

    /** Whether the command can be written up to its end, or the next end of a line, on this one. */
    private boolean fits(Command command, boolean withRest) {
        int room = WIDTH - lines.column(command.indent());
        Deque<Command> todo = new ArrayDeque<>();
        todo.push(command);
        Iterator<Command> rest = stack.iterator();
        while (room >= 0) {
            if (todo.isEmpty()) {
                if (!withRest || !rest.hasNext()) {
                    return true;
                }
                todo.push(rest.next());
            }
            Command next = todo.pop();
            switch (next.doc()) {
                case Text(String text) -> room -= Lines.columns(text);
                case Line(String flat) -> {
                    if (!next.flat()) {
                        return true;
                    }
                    room -= flat.length();
                }
                case Remark(Comment comment) -> {
                    if (comment.endsLine()) {
                        return true;
                    }
                    room -= Lines.columns(comment.first()) + 1;
                    if (comment.isMultiline()) {
                        return room >= 0;
                    }
                }
                case Concat(List<Doc> parts, boolean _) -> pushAll(todo, next, parts);
                case Nest(int _, Doc content, boolean _) -> todo.push(next.with(content));
                case Hang(Doc content, boolean _) -> todo.push(next.with(content));
                case Group(Doc content, boolean breaks) ->
                        todo.push(breaks ? next.broken(content) : next.with(content));
                case Fill(List<Doc> parts, boolean begun, boolean _) -> {
                    for (int i = parts.size() - 1; i >= 0; i--) {
                        todo.push(next.with(parts.get(i)));
                        if (i > 0 || begun) {
                            todo.push(next.with(Doc.LINE));
                        }
                    }
                }
            }
        }
        return false;
    }

    private static void pushAll(Deque<Command> to, Command command, List<Doc> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            to.push(command.with(parts.get(i)));
        }
    }
}
