package org.pathwise.repl.fit;

import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What latents are drawn from that the script's own guide leaves out. */
public enum GuideKind {
    MEANFIELD,
    MAP;

    /** The kind of a name, as {@link #toString} gives it. */
    public static Optional<GuideKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
    }

    static final class Converter implements ITypeConverter<GuideKind> {
        @Override
        public GuideKind convert(String text) {
            return of(text).orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "there is no guide '"
                                                    + text
                                                    + "', only "
                                                    + Arrays.stream(values())
                                                            .map(GuideKind::toString)
                                                            .collect(Collectors.joining(", "))));
        }
    }

    /** The script with its guide completed so. */
    public CheckedScript complete(CheckedScript checked) {
        return switch (this) {
            case MEANFIELD -> checked;
            case MAP -> Compiler.withPointEstimates(checked);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
