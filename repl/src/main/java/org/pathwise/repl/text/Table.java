package org.pathwise.repl.text;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells under headings, in columns as wide as they need to be. */
public final class Table {
    private static final String GAP = "   ";

    /** Where the cells of a column stand. */
    public enum Align {
        LEFT,
        /** Numbers, with their points one below the other. */
        POINT
    }

    private record Column(String heading, Align align) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public Table column(String heading, Align align) {
        columns.add(new Column(heading, align));
        return this;
    }

    /** Adds a row; cells that are left out at its end are empty. */
    public void row(List<String> cells) {
        List<String> row = new ArrayList<>(cells);
        while (row.size() < columns.size()) {
            row.add("");
        }
        rows.add(row);
    }

    /** The whole table, its headings as the style has them. */
    public String render(Style style) {
        String text = render();
        int end = text.indexOf('\n');
        return style.strong(text.substring(0, end)) + text.substring(end);
    }

    /** The whole table, each line ended and without blanks at its end. */
    public String render() {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (int c = 0; c < columns.size(); c++) {
            List<String> cells = column(c);
            int width = cells.stream().mapToInt(Table::columns).max().orElse(0);
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                String blank = " ".repeat(width - columns(cell));
                boolean right = columns.get(c).align() == Align.POINT;
                lines.get(i).append(c == 0 ? "" : GAP).append(right ? blank + cell : cell + blank);
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
        return text.toString();
    }

    /** Heading and cells of a column; numbers filled up behind the point to equal length. */
    private List<String> column(int c) {
        List<String> cells = new ArrayList<>();
        cells.add(columns.get(c).heading());
        int longest = rows.stream().mapToInt(row -> fraction(row.get(c))).max().orElse(0);
        boolean numbers = columns.get(c).align() == Align.POINT;
        rows.forEach(
                row ->
                        cells.add(
                                numbers
                                        ? row.get(c) + " ".repeat(longest - fraction(row.get(c)))
                                        : row.get(c)));
        return cells;
    }

    /** How many characters stand from the point on. */
    private static int fraction(String cell) {
        int point = cell.indexOf('.');
        return point < 0 ? 0 : cell.length() - point;
    }

    private static int columns(String text) {
        return text.codePointCount(0, text.length());
    }
}
