package org.pathwise.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every diagnostic of the checker has a code of its own and a script that provokes it. */
class DiagnosticCodesTest {
    private static final Pattern CODE = Pattern.compile("\"([EW]0[2-69]\\d\\d)\"");
    private static final Pattern SHOWN =
            Pattern.compile("^(?:error|warning)\\[(\\w+)]", Pattern.MULTILINE);

    @Test
    void everyCodeAppearsInAGoldenFile() throws IOException {
        Set<String> shown =
                codes(Path.of("src/test/resources/scripts"), "diagnostics.txt", SHOWN)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).containsAll(declared());
    }

    /**
     * The ways of one message to be made may differ; two messages never share a code, except
     * E0601's two forms.
     */
    @Test
    void noTwoMessagesShareACode() throws IOException {
        List<String> codes = new ArrayList<>(declared());
        codes.remove("E0601");
        assertThat(codes).doesNotHaveDuplicates();
    }

    private static List<String> declared() throws IOException {
        return codes(Path.of("src/main/java/org/pathwise/compiler/check"), ".java", CODE).toList();
    }

    private static Stream<String> codes(Path folder, String ending, Pattern pattern)
            throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found.stream();
    }
}
