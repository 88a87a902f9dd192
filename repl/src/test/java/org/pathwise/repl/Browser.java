package org.pathwise.repl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens pages in a real browser, Chromium without a window, that has no network.
 *
 * @param program the browser
 * @param folder for what it writes
 */
record Browser(Path program, Path folder) {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final int TIMEOUT_SECONDS = 120;

    private static final Pattern REPORT = Pattern.compile("<pre id=\"probe\">([^<]*)</pre>");

    /** The colours that the system prefers. */
    enum Scheme {
        DARK(0),
        LIGHT(1);

        /** Of Chromium's {@code preferredColorScheme}. */
        private final int value;

        Scheme(int value) {
            this.value = value;
        }
    }

    /**
     * What a page looks like.
     *
     * @param console what it wrote to the console: errors, warnings, anything
     * @param lines what {@code probe.js} found, see there
     */
    record Seen(List<String> console, List<String> lines) {
        /** The groups of the lines that match. */
        List<MatchResult> matching(String pattern) {
            return lines.stream()
                    .map(Pattern.compile(pattern)::matcher)
                    .filter(Matcher::matches)
                    .map(Matcher::toMatchResult)
                    .toList();
        }
    }

    /** The browser on the PATH, if there is one. */
    static Optional<Browser> find(Path folder) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, folder));
    }

    /**
     * Opens a page in a frame of some width, for a window cannot be as narrow as a telephone, and
     * looks at it with {@code probe.js}.
     */
    Seen open(Path page, Scheme scheme, int width) throws IOException, InterruptedException {
        Path probed =
                Files.writeString(
                        folder.resolve("probed.html"),
                        withAtEnd(Files.readString(page), "<script>" + probe() + "</script>\n"));
        Path frame =
                Files.writeString(
                        folder.resolve("frame.html"),
                        """
                        <!doctype html>
                        <body>
                        <script>
                        addEventListener("message", (event) => {
                          const seen = document.createElement("pre");
                          seen.id = "probe";
                          seen.textContent = event.data;
                          document.body.append(seen);
                        });
                        </script>
                        <iframe src="%s" style="border:0;width:%dpx;height:900px"></iframe>
                        """
                                .formatted(probed.toUri(), width));
        Path out = folder.resolve("dom.html");
        Path err = folder.resolve("log.txt");
        run(
                List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-extensions",
                        "--disable-sync",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--blink-settings=preferredColorScheme=" + scheme.value,
                        "--window-size=1400,1000",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        frame.toUri().toString()),
                out,
                err);
        List<String> console;
        try (Stream<String> log = Files.lines(err, StandardCharsets.ISO_8859_1)) {
            console = log.filter(line -> line.contains(":CONSOLE:")).toList();
        }
        Matcher report = REPORT.matcher(Files.readString(out));
        if (!report.find()) {
            throw new AssertionError("the page did not come up: " + Files.readString(err));
        }
        return new Seen(console, report.group(1).lines().toList());
    }

    /** A page with more at the end of its body; the charting library has a body's end in a text. */
    static String withAtEnd(String page, String more) {
        int end = page.lastIndexOf("</body>");
        return page.substring(0, end) + more + page.substring(end);
    }

    private static String probe() throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream("report/probe.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void run(List<String> command, Path out, Path err)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        List<ProcessHandle> all = List.of();
        try {
            boolean ended = false;
            for (int second = 0; second < TIMEOUT_SECONDS && !ended; second++) {
                all = process.descendants().toList();
                ended = process.waitFor(1, TimeUnit.SECONDS);
            }
            if (!ended) {
                throw new AssertionError(
                        "no answer in " + TIMEOUT_SECONDS + " s: " + Files.readString(err));
            }
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
