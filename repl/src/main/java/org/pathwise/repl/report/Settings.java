package org.pathwise.repl.report;

import org.pathwise.runtime.io.SavedFit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that the fit was told, and how large its data was. */
final class Settings {
    private Settings() {}

    static Html of(SavedFit saved) {
        Map<String, String> checksums = new LinkedHashMap<>();
        saved.checksums()
                .forEach((name, checksum) -> checksums.put("checksum of " + name, checksum));
        Map<String, String> sizes = new LinkedHashMap<>();
        saved.sizes().forEach((name, size) -> sizes.put("size of " + name, Words.whole(size)));
        List<Html> rows = new ArrayList<>();
        for (Map<String, String> group : List.of(saved.options(), sizes, checksums)) {
            group.forEach(
                    (name, value) ->
                            rows.add(
                                    Html.of(
                                            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                                            name.replace('_', ' '),
                                            value)));
        }
        return Html.of(
                "<div class=\"scroll\" tabindex=\"0\"><table class=\"settings\"><tbody>\n"
                        + "{}</tbody></table></div>\n",
                Html.join(rows));
    }
}
