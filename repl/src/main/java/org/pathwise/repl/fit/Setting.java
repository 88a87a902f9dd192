package org.pathwise.repl.fit;

import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.Place;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code NAME=VALUE} on the command line: a number that a script calls by name. */
public record Setting(String name, DataValue value) {

    /** Reads one, or says what is wrong with it. */
    public static final class Converter implements ITypeConverter<Setting> {
        @Override
        public Setting convert(String text) {
            int sign = text.indexOf('=');
            if (sign < 0) {
                throw new TypeConversionException("expected NAME=VALUE, found '" + text + "'");
            }
            String name = text.substring(0, sign).strip();
            String value = text.substring(sign + 1).strip();
            if (!name.matches("[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_]*")) {
                throw new TypeConversionException(
                        "'" + name + "' is not a name, in '" + text + "'");
            }
            return new Setting(name, number(name, value));
        }

        private static DataValue number(String name, String value) {
            Place place = new Place("--set", 1, 1);
            if (value.equals("true") || value.equals("false")) {
                return DataValue.scalar(name, value.equals("true") ? 1 : 0, true, place);
            }
            if (!value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                throw new TypeConversionException(
                        "'"
                                + value
                                + "' is not a number, in '"
                                + name
                                + "="
                                + value
                                + "'; arrays go into a --data file");
            }
            return DataValue.scalar(
                    name, Double.parseDouble(value), value.matches("[+-]?\\d+"), place);
        }
    }
}
