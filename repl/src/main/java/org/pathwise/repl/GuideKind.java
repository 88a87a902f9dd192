package org.pathwise.repl;

import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What latents are drawn from that the script's own guide leaves out. */
enum GuideKind {
    MEANFIELD,
    MAP;

    static final class Converter implements ITypeConverter<GuideKind> {
        @Override
        public GuideKind convert(String text) {
            for (GuideKind kind : values()) {
                if (kind.toString().equals(text)) {
                    return kind;
                }
            }
            throw new TypeConversionException(
                    "there is no guide '"
                            + text
                            + "', only "
                            + Arrays.stream(values())
                                    .map(GuideKind::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** The script with its guide completed so. */
    CheckedScript complete(CheckedScript checked) {
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
