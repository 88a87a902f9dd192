package org.pathwise.repl.fit;

import org.pathwise.compiler.minibatch.Batches;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code [--batch NAME=ROWS]...}: what each step sees of the data. */
public final class BatchOptions {
    /** The rows of one dimension. */
    record Batch(String dimension, int rows) {

        /** Reads one, or says what is wrong with it. */
        static final class Converter implements ITypeConverter<Batch> {
            @Override
            public Batch convert(String text) {
                int sign = text.indexOf('=');
                String rows = text.substring(sign + 1).strip();
                if (sign < 1 || !rows.matches("\\d{1,9}")) {
                    throw new TypeConversionException(
                            "expected a dimension and a number of rows, such as N=128, found '"
                                    + text
                                    + "'");
                }
                return new Batch(text.substring(0, sign).strip(), Integer.parseInt(rows));
            }
        }
    }

    @Option(
            names = "--batch",
            paramLabel = "N=ROWS",
            converter = Batch.Converter.class,
            description =
                    "Each step sees only so many rows of the dimension N, drawn at random. Model"
                            + " and guide must use N row by row. May be given several times, for"
                            + " several dimensions.")
    private List<Batch> batches = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * The options.
     *
     * @throws ParameterException if a dimension is given twice
     */
    public Batches batches() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Batch batch : batches) {
            if (sizes.put(batch.dimension(), batch.rows()) != null) {
                throw new ParameterException(
                        command.commandLine(), "--batch gives " + batch.dimension() + " twice");
            }
        }
        return new Batches(sizes);
    }
}
