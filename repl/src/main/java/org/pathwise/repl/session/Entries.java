package org.pathwise.repl.session;

import org.pathwise.compiler.ast.Block;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Node;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into entries. */
final class Entries {
    private static final String BEFORE = "model {\n";
    private static final String BEHIND = "\n}\n";
    private static final Pattern BLANK_LINES = Pattern.compile("\\A(?:[ \\t]*\\R)+");

    private final Source source;
    private final int shift;
    private final List<Entry> entries = new ArrayList<>();
    private int next;

    private Entries(Source source, int shift) {
        this.source = source;
        this.shift = shift;
    }

    /** The entries of a whole script, or of items of one; empty if it has syntax errors. */
    static Optional<List<Entry>> ofScript(Source source, Diagnostics diagnostics) {
        Script script = Parser.parse(source, diagnostics);
        if (script == null) {
            return Optional.empty();
        }
        Entries entries = new Entries(source, 0);
        script.items().forEach(entries::item);
        entries.rest(source.text().length());
        return Optional.of(entries.entries);
    }

    /** The entries of statements of a model; empty if there are syntax errors. */
    static Optional<List<Entry>> ofStatements(Source source, Diagnostics diagnostics) {
        Source whole = new Source(source.name(), BEFORE + source.text() + BEHIND);
        Diagnostics found = new Diagnostics();
        Script script = Parser.parse(whole, found);
        Pieces pieces = Pieces.of(whole, BEFORE.length(), source);
        found.all().forEach(diagnostic -> diagnostics.report(pieces.original(diagnostic)));
        if (script == null || found.hasErrors()) {
            return Optional.empty();
        }
        Entries entries = new Entries(source, -BEFORE.length());
        for (Item item : script.items()) {
            if (item instanceof Item.ModelBlock(Block body, _)) {
                body.statements().forEach(entries::statement);
            }
        }
        entries.rest(source.text().length());
        return Optional.of(entries.entries);
    }

    private void item(Item item) {
        switch (item) {
            case Item.ModelBlock(Block body, Span span) -> {
                next = Math.max(next, body.span().start() + 1);
                body.statements().forEach(this::statement);
                rest(span.end() - 1);
                next = span.end();
            }
            case Item.GuideBlock guide -> add(Entry.Kind.GUIDE, guide, Set.of(whole("guide")));
            case Item.GenerateBlock generate ->
                    add(Entry.Kind.GENERATE, generate, Set.of(whole("generate")));
            case Item.DataDeclaration(var name, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
            case Item.DerivedData(var name, _, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
            case Item.ConstDeclaration(var name, _, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
            case Item.FunctionDeclaration(var name, _, _, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
            case Item.NetDeclaration(var name, _, _, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
            case Item.DistributionDeclaration(var name, _, _, _) ->
                    add(Entry.Kind.ITEM, item, Set.of(whole(name.name())));
        }
    }

    private void statement(Statement statement) {
        Set<Entry.Target> targets = new LinkedHashSet<>();
        collect(statement, targets);
        add(Entry.Kind.STATEMENT, statement, targets);
    }

    /** Adds the text from the last entry to the end of the node's last line, or its block. */
    private void add(Entry.Kind kind, Node node, Set<Entry.Target> targets) {
        int codeStart = node.span().start() + shift;
        int codeEnd = node.span().end() + shift;
        int end = behindComment(codeEnd);
        entries.add(
                new Entry(kind, targets, source.span(codeStart, codeEnd), start(codeStart), end));
        next = end;
    }

    /** Where an entry's text starts: behind the one before and blank lines. */
    private int start(int codeStart) {
        Matcher blank = BLANK_LINES.matcher(source.text().substring(next, codeStart));
        return next + (blank.find() ? blank.end() : 0);
    }

    /** Behind a comment at the end of the line, if there is nothing else. */
    private int behindComment(int end) {
        int lineEnd = source.lineEnd(source.lineAt(end));
        String rest = source.text().substring(Math.min(end, lineEnd), lineEnd);
        return rest.isBlank() || !rest.strip().startsWith("//") ? end : lineEnd;
    }

    /** Comments behind the last entry belong to it. */
    private void rest(int end) {
        if (end > next && !entries.isEmpty() && !source.text().substring(next, end).isBlank()) {
            Entry last = entries.removeLast();
            String text = source.text().substring(0, end).stripTrailing();
            entries.add(
                    new Entry(
                            last.kind(), last.targets(), last.code(), last.start(), text.length()));
        }
        next = Math.max(next, end);
    }

    private static Entry.Target whole(String name) {
        return new Entry.Target(name, "");
    }

    private void collect(Statement statement, Set<Entry.Target> targets) {
        switch (statement) {
            case Statement.Sample(Expression.Index target, _, _, _, _)
                    when target.base() instanceof Expression.Name ->
                    targets.add(target(target.span()));
            case Statement.Sample(Expression value, _, _, _, _) ->
                    targets.add(whole(written(value.span())));
            case Statement.Definition definition -> targets.add(target(definition.targetSpan()));
            case Statement.TupleDefinition(var several, _, _) ->
                    several.forEach(one -> targets.add(target(one.span())));
            case Statement.ParamDeclaration(var name, _, _, _) -> targets.add(whole(name.name()));
            case Statement.For(_, _, Block body, _) ->
                    body.statements().forEach(inner -> collect(inner, targets));
            case Statement.If(_, Block then, Block otherwise, _) -> {
                then.statements().forEach(inner -> collect(inner, targets));
                if (otherwise != null) {
                    otherwise.statements().forEach(inner -> collect(inner, targets));
                }
            }
            case Statement.Factor _, Statement.Return _ -> {}
        }
    }

    private static String written(Span span) {
        return span.text().replaceAll("\\s", "");
    }

    private static Entry.Target target(Span written) {
        String text = written(written);
        int bracket = text.indexOf('[');
        return bracket < 0
                ? whole(text)
                : new Entry.Target(text.substring(0, bracket), text.substring(bracket));
    }
}
