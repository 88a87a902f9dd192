package org.pathwise.runtime.io;

import org.pathwise.runtime.inference.ElboHistory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All that a fit left in its results folder.
 *
 * @param saved script and settings
 * @param report what {@code fit.json} says
 * @param history the course of the fit
 * @param draws what {@code draws.csv} holds, or some columns of it
 */
public record FitFiles(
        SavedFit saved, FitReport report, List<ElboHistory.Point> history, DrawsTable draws) {
    public static final String REPORT = "fit.json";
    public static final String HISTORY = "elbo.csv";
    public static final String DRAWS = "draws.csv";

    public FitFiles {
        history = List.copyOf(history);
    }

    /** What was found in a folder. */
    public sealed interface Reading {}

    /** A whole fit. */
    public record Found(FitFiles fit) implements Reading {}

    /** Something else; the error names the file. */
    public record Unusable(DataError error) implements Reading {}

    /**
     * Reads a folder that {@code pathwise fit} wrote.
     *
     * @param columns given the report, which columns of the draws to keep, by names such as {@code
     *     theta[1]}: a fit may have very many
     */
    public static Reading read(Path folder, Function<FitReport, Predicate<String>> columns) {
        return switch (SavedFitFiles.read(folder)) {
            case SavedFitFiles.Unusable(DataError error) -> new Unusable(error);
            case SavedFitFiles.Found(SavedFit saved) -> read(folder, saved, columns);
        };
    }

    private static Reading read(
            Path folder, SavedFit saved, Function<FitReport, Predicate<String>> columns) {
        Path file = folder;
        try {
            file = present(folder.resolve(REPORT));
            FitReport report = FitJsonReader.read(file);
            file = present(folder.resolve(HISTORY));
            List<ElboHistory.Point> history = ElboCsvReader.read(file);
            file = present(folder.resolve(DRAWS));
            Predicate<String> wanted = columns.apply(report);
            DrawsTable draws = DrawsCsvReader.read(file, wanted);
            for (String name : report.parameters().keySet()) {
                if (wanted.test(name) && !draws.columns().containsKey(name)) {
                    throw Damage.in(
                            file.toString(), "there is no column for `" + name + "` of " + REPORT);
                }
            }
            return new Found(new FitFiles(saved, report, history, draws));
        } catch (Damage e) {
            return new Unusable(e.error());
        } catch (CharacterCodingException e) {
            return new Unusable(Damage.in(file.toString(), "this is not text").error());
        } catch (IOException | UncheckedIOException e) {
            return new Unusable(
                    DataError.at(
                            new Place(file.toString(), 1, 1),
                            "the file cannot be read: " + e.getMessage()));
        }
    }

    private static Path present(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Damage.in(file.toString(), "there is no such file");
        }
        return file;
    }
}
