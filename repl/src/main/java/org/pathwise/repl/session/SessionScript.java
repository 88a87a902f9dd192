package org.pathwise.repl.session;

import org.pathwise.compiler.source.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The statements of a session.
 *
 * @param entries in the order in which they were typed or loaded; one that took another's place
 *     stands there
 */
record SessionScript(List<Entry> entries) {
    static final SessionScript EMPTY = new SessionScript(List.of());

    SessionScript {
        entries = List.copyOf(entries);
    }

    /** A script with an entry more, and what that one replaced. */
    record Change(SessionScript script, List<Entry> replaced) {}

    /** The script with one more entry, in the place of those that are about the same. */
    Change with(Entry added) {
        List<Entry> all = new ArrayList<>();
        List<Entry> replaced = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.isReplacedBy(added)) {
                all.add(entry);
                continue;
            }
            if (replaced.isEmpty()) {
                all.add(added);
            }
            replaced.add(entry);
        }
        if (replaced.isEmpty()) {
            all.add(added);
        }
        return new Change(new SessionScript(all), replaced);
    }

    /** The script without some entries. */
    SessionScript without(Predicate<Entry> which) {
        return new SessionScript(entries.stream().filter(which.negate()).toList());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The names that the script's items and statements are about. */
    List<String> names() {
        return entries.stream()
                .filter(
                        entry ->
                                entry.kind() == Entry.Kind.ITEM
                                        || entry.kind() == Entry.Kind.STATEMENT)
                .flatMap(entry -> entry.targets().stream())
                .map(Entry.Target::name)
                .distinct()
                .toList();
    }

    /**
     * The text that the compiler reads, with the way back from it.
     *
     * @param pieces lead from places of the text to what the user wrote
     */
    record Assembled(Source source, Pieces pieces) {}

    /**
     * Puts the text together: items, the model, guide and generate, each entry as it was written.
     *
     * @param name what messages call it where nothing that the user wrote is meant
     * @param declarations of data that the script only uses, one a line
     */
    Assembled assemble(String name, List<String> declarations) {
        StringBuilder text = new StringBuilder();
        List<Entry> order = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        declarations.forEach(line -> text.append(line).append('\n'));
        append(text, Entry.Kind.ITEM, "", order, starts);
        text.append(text.isEmpty() ? "model {\n" : "\nmodel {\n");
        append(text, Entry.Kind.STATEMENT, "  ", order, starts);
        text.append("}\n");
        append(text, Entry.Kind.GUIDE, "", order, starts);
        append(text, Entry.Kind.GENERATE, "", order, starts);
        Pieces pieces = new Pieces();
        for (int i = 0; i < order.size(); i++) {
            Entry entry = order.get(i);
            pieces.add(starts.get(i), entry.source().span(entry.start(), entry.end()));
        }
        return new Assembled(new Source(name, text.toString()), pieces);
    }

    private void append(
            StringBuilder text,
            Entry.Kind kind,
            String indentation,
            List<Entry> order,
            List<Integer> starts) {
        for (Entry entry : entries) {
            if (entry.kind() != kind) {
                continue;
            }
            boolean block = kind == Entry.Kind.GUIDE || kind == Entry.Kind.GENERATE;
            text.append(block ? "\n" : "");
            text.append(entry.text().startsWith(" ") ? "" : indentation);
            order.add(entry);
            starts.add(text.length());
            text.append(entry.text()).append('\n');
        }
    }
}
