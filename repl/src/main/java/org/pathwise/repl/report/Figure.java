package org.pathwise.repl.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A chart.
 *
 * @param title above it; for people who cannot see it, {@code description} stands in its place
 * @param note below it, may be empty
 * @param height in CSS pixels
 * @param data what {@code page.js} draws: {@code kind} names the function, see there for the rest
 */
record Figure(String title, String description, String note, int height, Map<String, Object> data) {
    Figure {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * The element that the chart is drawn into.
     *
     * @param number of the figure among those of the page
     */
    Html html(int number) {
        return Html.of(
                """
                <figure class="{}"><figcaption>{}</figcaption>
                <div class="plot" data-figure="{}" role="img" aria-label="{}" style="height:{}px"></div>
                {}</figure>
                """,
                Objects.requireNonNull(data.get("kind")),
                title,
                number,
                description,
                height,
                note.isEmpty() ? Html.EMPTY : Html.of("<p class=\"note\">{}</p>\n", note));
    }
}
