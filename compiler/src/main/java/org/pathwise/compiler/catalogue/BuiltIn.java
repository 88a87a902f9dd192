package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.Optional;

/**
 * A function or operator of the language.
 *
 * @param name as in scripts; operators by their symbol ({@code +}, {@code .*}, {@code '}), a unary
 *     minus as {@code neg}
 * @param signature one line for messages and help: {@code dot(a: real[N], b: real[N]) -> real}
 * @param typing the result type of argument types, or why they do not fit
 * @param lowering its formula
 * @param smoothness what it does to derivatives
 * @param domain which arguments keep it away from its singularities, where it has any
 * @param range the bounds of the result from the bounds of the arguments
 * @param example a statement of a script that uses it and needs nothing else around it
 */
public record BuiltIn(
        String name,
        String signature,
        Typing typing,
        Lowering lowering,
        Smoothness smoothness,
        Domain domain,
        RangeRule range,
        String example) {

    /** An entry without an example yet. */
    BuiltIn(
            String name,
            String signature,
            Typing typing,
            Lowering lowering,
            Smoothness smoothness,
            Domain domain,
            RangeRule range) {
        this(name, signature, typing, lowering, smoothness, domain, range, "");
    }

    /** The entry with its example. */
    BuiltIn example(String statement) {
        return new BuiltIn(name, signature, typing, lowering, smoothness, domain, range, statement);
    }

    /** The entry with words behind its signature, and its example. */
    BuiltIn described(String words, String statement) {
        return new BuiltIn(
                name,
                signature + ": " + words,
                typing,
                lowering,
                smoothness,
                domain,
                range,
                statement);
    }

    /**
     * Whether the function is locally Lipschitz wherever its arguments can be. A function that
     * jumps is so where its result cannot change, such as {@code x > 0} for a positive x.
     */
    public boolean isLipschitzOn(List<Range> arguments) {
        return switch (smoothness) {
            case SMOOTH, LIPSCHITZ -> true;
            case DISCONTINUOUS -> range.range(arguments).isPoint();
            case SINGULAR_AT_EDGE -> domain.isInside(arguments);
        };
    }

    /** Decides the result type. */
    @FunctionalInterface
    public interface Typing {
        /** The result type, or a mismatch that says what was expected. */
        Result type(List<Type> arguments);

        /** A type or a mismatch. */
        sealed interface Result {}

        record Fits(Type type) implements Result {}

        /**
         * @param message a clause that names dimensions, such as {@code `*` needs the columns of
         *     its left side to be the rows of its right side, but they are D and K}
         * @param argument which argument is to blame, from 0; -1 for all
         */
        record Mismatch(String message, int argument) implements Result {}
    }

    /** Writes the array operations of a call. */
    @FunctionalInterface
    public interface Lowering {
        /** The result; its shape's axes need not be canonical ones. */
        Value lower(Context context, List<Value> arguments);
    }

    /** What a lowering may ask for. */
    public interface Context {
        Builder builder();

        /** A new axis labelled with a dimension, for a result's or an intermediate's own use. */
        Axis fresh(Dimension dimension);

        /** A new axis of the same dimension and extent as another. */
        Axis freshLike(Axis axis);

        /**
         * Uniform noise of a training step: a number for each place on some axes, each iteration of
         * the loops around, and each particle. Empty where nothing is trained.
         */
        default Optional<Variable> trainingNoise(String name, List<Axis> over) {
            return Optional.empty();
        }
    }

    /**
     * What a function does to a draw that flows through it, where its arguments are inside the
     * domain.
     */
    public enum Smoothness {
        /** Differentiable on its whole domain. */
        SMOOTH,
        /** Locally Lipschitz with kinks, such as {@code abs} or {@code max}. */
        LIPSCHITZ,
        /** Jumps, such as {@code round} or a comparison. */
        DISCONTINUOUS,
        /**
         * Not locally Lipschitz where an argument reaches 0 or a domain's edge: {@code log}, {@code
         * sqrt}, {@code /}.
         */
        SINGULAR_AT_EDGE
    }

    /** Where a function with singularities is locally Lipschitz. */
    @FunctionalInterface
    public interface Domain {
        Domain EVERYWHERE = arguments -> true;

        /** Whether arguments within these bounds never reach a singularity. */
        boolean isInside(List<Range> arguments);
    }

    /**
     * Bounds of the result. All elements of an array share their bounds; reductions take arrays for
     * not empty.
     */
    @FunctionalInterface
    public interface RangeRule {
        Range range(List<Range> arguments);
    }
}
