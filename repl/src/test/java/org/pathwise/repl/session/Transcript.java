package org.pathwise.repl.session;

import java.util.List;
import java.util.regex.Pattern;

/** What a session replies to the inputs of a transcript. */
final class Transcript {
    static final String PROMPT = "> ";
    static final String CONTINUED = ". ";

    /** Times differ from run to run. */
    private static final Pattern SECONDS = Pattern.compile("\\b\\d+\\.\\d\\d s\\b");

    private Transcript() {}

    /** The transcript with the replies of this session in the place of those it has. */
    static String of(String transcript, Session session) {
        StringBuilder text = new StringBuilder();
        List<String> lines = transcript.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("//") && (i == 0 || lines.get(i - 1).isEmpty() || text.isEmpty())) {
                text.append(line).append('\n');
            }
            if (!line.startsWith(PROMPT.strip())) {
                continue;
            }
            StringBuilder input = new StringBuilder(typed(line, PROMPT));
            text.append(line).append('\n');
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith(CONTINUED.strip())) {
                line = lines.get(++i);
                // Else the terminal would have answered before this line.
                if (!Session.isIncomplete(input.toString())) {
                    throw new AssertionError("complete before its last line: " + input);
                }
                input.append('\n').append(typed(line, CONTINUED));
                text.append(line).append('\n');
            }
            Reply reply = session.reply(input.toString());
            text.append(SECONDS.matcher(reply.text()).replaceAll("T s"));
            switch (reply.status()) {
                case FINE -> {}
                case REFUSED -> text.append("[refused]\n");
                case INTERRUPTED -> text.append("[interrupted]\n");
                case ENDED -> text.append("[ended]\n");
            }
        }
        return text.toString();
    }

    private static String typed(String line, String prompt) {
        return line.length() < prompt.length() ? "" : line.substring(prompt.length());
    }
}
