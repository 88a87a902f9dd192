package org.pathwise.repl;

import org.pathwise.compiler.emit.Precision;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Locale;

/** Reads {@code double} or {@code float}. */
final class PrecisionConverter implements ITypeConverter<Precision> {
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

    static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
