package org.pathwise.repl;

import org.pathwise.compiler.format.Formatted;
import org.pathwise.compiler.format.Formatter;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Messages;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code pathwise format}: the one layout of scripts. */
@Command(
        name = "format",
        description = {
            "Lays scripts out in the one way in which scripts are written, keeps every comment, and"
                    + " prints the names of the files that it changed.",
            "A script with syntax errors stays as it is."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  pathwise format model.pw",
            "  pathwise format --check examples",
            "  pathwise format - < model.pw",
            "",
            "Exit codes: 0 fine, 1 a script has syntax errors or, with --check, is not laid out,",
            "2 the command line is wrong, 3 a file could not be written."
        })
final class FormatCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Terminal terminal;
    private final InputStream input;

    @Parameters(
            arity = "1..*",
            paramLabel = "SCRIPT|FOLDER",
            description = {
                "Scripts (.pw), and folders that stand for all scripts in them and in the folders"
                        + " in them, but not in hidden ones and in those of fits.",
                "- reads a script from standard input and prints it laid out."
            })
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Change nothing, and print the names of the scripts that would change.")
    private boolean check;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    FormatCommand(Terminal terminal, InputStream input) {
        this.terminal = terminal;
        this.input = input;
    }

    @Override
    public Integer call() throws IOException {
        if (names.contains(STANDARD_INPUT)) {
            if (names.size() > 1) {
                throw wrong("- is for standard input alone, without files");
            }
            return standardInput();
        }
        // All are read before one is written, so that a wrong name changes nothing.
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path file : ScriptFiles.find(spec.commandLine(), names)) {
            texts.put(file, read(file));
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        int changed = 0;
        boolean written = true;
        for (Map.Entry<Path, String> script : texts.entrySet()) {
            Path file = script.getKey();
            Formatted formatted = format(file.toString(), script.getValue());
            diagnostics.addAll(formatted.diagnostics());
            String text = formatted.text().orElse(script.getValue());
            if (text.equals(script.getValue())) {
                continue;
            }
            if (!check && !write(file, text)) {
                written = false;
                continue;
            }
            terminal.out().println(file);
            changed++;
        }
        Messages.print(terminal, diagnostics);
        if (check && changed > 0) {
            terminal.err()
                    .println(
                            (changed == 1 ? "1 script is" : changed + " scripts are")
                                    + " not laid out; `pathwise format` does it");
        }
        if (!written) {
            return ExitCode.FAILED;
        }
        return Messages.anyError(diagnostics) || (check && changed > 0)
                ? ExitCode.WRONG_INPUT
                : ExitCode.FINE;
    }

    private int standardInput() throws IOException {
        String text = decode("standard input", input.readAllBytes());
        Formatted formatted = format("standard input", text);
        Messages.print(terminal, formatted.diagnostics());
        if (formatted.text().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        String laidOut = formatted.text().get();
        if (check) {
            boolean same = laidOut.equals(text);
            terminal.err().print(same ? "" : "the script is not laid out\n");
            return same ? ExitCode.FINE : ExitCode.WRONG_INPUT;
        }
        terminal.out().print(laidOut);
        return ExitCode.FINE;
    }

    private static Formatted format(String name, String text) {
        return Formatter.format(
                new Source(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
    }

    private String read(Path file) {
        try {
            return decode(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw wrong(file + " cannot be read: " + e.getMessage());
        }
    }

    private String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw wrong(name + " is not text in UTF-8");
        }
    }

    /** Whether the file could be written. It stays the file that a link points to. */
    private boolean write(Path file, String text) {
        try {
            Path real = file.toRealPath();
            if (!Files.isWritable(real)) {
                terminal.err().println(file + " is read-only, and stays as it is");
                return false;
            }
            PosixFileAttributeView view =
                    Files.getFileAttributeView(real, PosixFileAttributeView.class);
            Set<PosixFilePermission> permissions =
                    view == null ? Set.of() : view.readAttributes().permissions();
            AtomicFile.write(real, text);
            if (view != null) {
                view.setPermissions(permissions);
            }
            return true;
        } catch (IOException e) {
            terminal.err().println(file + " cannot be written: " + e.getMessage());
            return false;
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
