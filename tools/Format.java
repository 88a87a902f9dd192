import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or restores the layout of every Java source of the project: google-java-format, AOSP
 * style.
 *
 * <p>Usage: {@code java -cp google-java-format.jar tools/Format.java check|apply ROOT}. Exits with
 * 1 if a file is, on {@code check}, laid out differently or, on either, not Java.
 */
final class Format {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder()
                            .style(JavaFormatterOptions.Style.AOSP)
                            .reorderModifiers(true)
                            .build());

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        List<String> complaints;
        try (Stream<Path> files = Files.walk(root)) {
            complaints =
                    files.filter(file -> isOurs(root.relativize(file)))
                            .sorted()
                            .parallel()
                            .flatMap(file -> format(root, file, apply))
                            .toList();
        }
        complaints.forEach(System.err::println);
        if (!complaints.isEmpty()) {
            System.err.println("To lay these files out: mvn -N -Pformat process-sources");
            System.exit(1);
        }
    }

    /** Java sources outside build folders ({@code target}) and hidden ones ({@code .git}). */
    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (part.toString().equals("target") || part.toString().startsWith(".")) {
                return false;
            }
        }
        return file.toString().endsWith(".java");
    }

    /** Formats until nothing changes: one pass may leave a comment that the next one wraps anew. */
    private static String settle(String source) throws FormatterException {
        String before = source;
        for (int pass = 0; pass < 10; pass++) {
            String after = FORMATTER.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                break;
            }
            before = after;
        }
        return before;
    }

    private static Stream<String> format(Path root, Path file, boolean apply) {
        try {
            String before = Files.readString(file);
            String after = FORMATTER.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                return Stream.empty();
            }
            if (!apply) {
                return Stream.of(root.relativize(file) + ": not in the project's layout");
            }
            Files.writeString(file, settle(after));
            return Stream.empty();
        } catch (FormatterException e) {
            return Stream.of(root.relativize(file) + ":" + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
