import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Renews the outputs that the READMEs show: {@code java tools/Outputs.java}, in the root folder; or
 * {@code java tools/Outputs.java coin ar1}, of some examples only. Every block that starts with a
 * line {@code $ ./pathwise ...} gets what that command prints now. Results go to a folder of their
 * own; the line that names it is shown as a fresh clone would see it.
 */
final class Outputs {
    private static final Pattern BLOCK =
            Pattern.compile("```\\n\\$ (\\./pathwise [^\\n]*)\\n.*?```", Pattern.DOTALL);

    /** Where the last fit's results are, for commands that name {@code results/latest}. */
    private static Path latest = Path.of("results/latest");

    private Outputs() {}

    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("examples"), 2)) {
            List<Path> readmes = files.filter(file -> file.endsWith("README.md")).sorted().toList();
            List<String> wanted = List.of(arguments);
            for (Path readme :
                    Stream.concat(Stream.of(Path.of("README.md")), readmes.stream()).toList()) {
                Path folder = readme.toAbsolutePath().getParent().getFileName();
                if (!wanted.isEmpty() && !wanted.contains(folder.toString())) {
                    continue;
                }
                String before = Files.readString(readme);
                Files.writeString(readme, BLOCK.matcher(before).replaceAll(Outputs::renew));
            }
        }
    }

    private static String renew(MatchResult block) {
        String command = block.group(1);
        try {
            boolean fits = command.contains(" fit ");
            if (fits) {
                latest = Files.createTempDirectory("outputs");
            }
            String run =
                    fits
                            ? command + " --out " + latest
                            : command.replace("results/latest", latest.toString());
            Process process = new ProcessBuilder("sh", "-c", run).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String script = Path.of(command.split(" ")[2]).getFileName().toString();
            String name = fits ? script.replace(".pw", "") + "-1" : "latest";
            output = output.replace(latest.toString(), "results/" + name);
            return Matcher.quoteReplacement("```\n$ " + command + "\n" + output + "```");
        } catch (IOException e) {
            throw new IllegalStateException(command, e);
        }
    }
}
