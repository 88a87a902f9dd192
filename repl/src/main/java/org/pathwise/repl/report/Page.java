package org.pathwise.repl.report;

import java.util.List;
import java.util.Map;

/** The page as text: the template {@code page.html} with everything in it. */
final class Page {
    private Page() {}

    /**
     * Puts a page together.
     *
     * @param data JSON for {@code page.js}, safe inside a script element
     */
    static String of(String title, Html header, List<HtmlReport.Section> sections, String data) {
        Html links =
                Html.join(
                        sections.stream()
                                .map(
                                        section ->
                                                Html.of(
                                                        "<a href=\"#{}\">{}</a>\n",
                                                        section.id(),
                                                        section.heading()))
                                .toList());
        Html body =
                Html.join(
                        sections.stream()
                                .map(
                                        section ->
                                                Html.of(
                                                        "<section id=\"{}\">\n<h2>{}</h2>\n{}"
                                                                + "</section>\n",
                                                        section.id(),
                                                        section.heading(),
                                                        section.content()))
                                .toList());
        return fill(
                Resources.ours("page.html"),
                Map.ofEntries(
                        Map.entry("title", Html.escape(title)),
                        Map.entry("header", header.markup()),
                        Map.entry("links", links.markup()),
                        Map.entry("sections", body.markup()),
                        Map.entry("css", Resources.ours("page.css")),
                        Map.entry("library", Resources.charts("dist/echarts.common.min.js")),
                        Map.entry("data", data),
                        Map.entry("js", Resources.ours("page.js")),
                        Map.entry("version", Html.escape(Resources.chartsVersion())),
                        Map.entry("notice", Html.escape(Resources.charts("NOTICE"))),
                        Map.entry(
                                "licence",
                                Html.escape(
                                        Resources.charts("LICENSE")
                                                + "\n\n"
                                                + Resources.charts("licenses/LICENSE-d3")))));
    }

    /** One pass over the template, so that nothing is looked for in what was filled in. */
    private static String fill(String template, Map<String, String> values) {
        StringBuilder page = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("page.html asks for " + name);
            }
            page.append(template, from, open).append(value);
            from = close + 2;
        }
        return page.append(template.substring(from)).toString();
    }
}
