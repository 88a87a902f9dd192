package org.pathwise.repl.fit;

import org.pathwise.compiler.emit.Precision;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Locale;

/** Reads {@code double} or {@code float}. */
public final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String text) {
        for (Precision precision : Precision.values()) {
            if (name(precision).equals(text)) {
                return precision;
            }
        }
        throw new TypeConversionException(
                "there is no precision '" + text + "', only double and float");
    }

    public static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
