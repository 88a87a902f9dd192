package org.pathwise.compiler.array;

import java.util.ArrayList;
import java.util.List;

/**
 * What a variable of an array program is bound to. Which axes a result has follows from the
 * operands, see {@link Axes#of}; {@link Verifier} checks what each operation asks for.
 */
public sealed interface Operation {

    /** The variables that the operation reads, in a fixed order. */
    List<Variable> operands();

    /** A scalar. */
    record Constant(double value) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of();
        }
    }

    /** An array of numbers known before the program runs. */
    record Data(DataArray array) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of();
        }
    }

    /** The position along an axis, 1 to its extent. */
    record Position(Axis axis) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of();
        }
    }

    /** A function applied at every element; the result varies over all the operands' axes. */
    record Elementwise(Function function, List<Variable> operands) implements Operation {
        public Elementwise {
            operands = List.copyOf(operands);
            if (operands.size() != function.arity()) {
                throw new IllegalArgumentException(
                        function + " takes " + function.arity() + ", not " + operands);
            }
        }
    }

    /**
     * The same values, made to vary over more axes: the result has the operand's axes and these.
     */
    record Broadcast(Variable operand, List<Axis> axes) implements Operation {
        public Broadcast {
            axes = List.copyOf(axes);
        }

        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /** How a reduction combines elements. */
    enum Reducer {
        SUM,
        PRODUCT,
        MAX,
        MIN
    }

    /**
     * Combines all elements along some axes, which the operand must have and the result has not.
     */
    record Reduce(Reducer reducer, Variable operand, List<Axis> over) implements Operation {
        public Reduce {
            over = List.copyOf(over);
        }

        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * The sum of {@code left * right} over some axes, each of which at least one operand has: dot,
     * matrix and batched products. The result has all other axes of both operands.
     */
    record Contract(Variable left, Variable right, List<Axis> over) implements Operation {
        public Contract {
            over = List.copyOf(over);
        }

        @Override
        public List<Variable> operands() {
            return List.of(left, right);
        }
    }

    /**
     * The same values under other axes: {@code from.get(i)} becomes {@code to.get(i)}, of equal
     * extent.
     */
    record Rename(Variable operand, List<Axis> from, List<Axis> to) implements Operation {
        public Rename {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * {@code to.extent()} elements of the operand along {@code from}, beginning at {@code offset}
     * (from 0).
     */
    record Slice(Variable operand, Axis from, Axis to, int offset) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * The adjoint of {@link Slice}: the operand's {@code from} placed at {@code offset} of {@code
     * to}, 0 elsewhere.
     */
    record Pad(Variable operand, Axis from, Axis to, int offset) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * Parts one after the other along a new axis. Part {@code i} takes {@code axes.get(i).extent()}
     * places; a part without its axis, or without an axis of another part, is repeated along it.
     */
    record Concatenate(List<Variable> operands, List<Axis> axes, Axis to) implements Operation {
        public Concatenate {
            operands = List.copyOf(operands);
            axes = List.copyOf(axes);
        }
    }

    /**
     * Reads the source at computed places: the result at some place is {@code source[axes.get(i) =
     * indices.get(i) there, ...]}. It has the source's axes without {@code axes}, and the indices'
     * axes; an axis that both source and index have is read along its diagonal ({@code r[n] =
     * source[n, index[n]]}). Indices count from 1; one out of range is an error that the caller has
     * to rule out.
     */
    record Gather(Variable source, List<Axis> axes, List<Variable> indices) implements Operation {
        public Gather {
            axes = List.copyOf(axes);
            indices = List.copyOf(indices);
        }

        @Override
        public List<Variable> operands() {
            List<Variable> all = new ArrayList<>(List.of(source));
            all.addAll(indices);
            return all;
        }
    }

    /**
     * The adjoint of {@link Gather}: the values are added up at computed places. The result has
     * {@code axes} and all axes of values and indices except {@code over}: {@code r[k, keep] = sum
     * of values[over, keep] where index[over, keep] = k}.
     */
    record Scatter(Variable values, List<Axis> axes, List<Variable> indices, List<Axis> over)
            implements Operation {
        public Scatter {
            axes = List.copyOf(axes);
            indices = List.copyOf(indices);
            over = List.copyOf(over);
        }

        @Override
        public List<Variable> operands() {
            List<Variable> all = new ArrayList<>(List.of(values));
            all.addAll(indices);
            return all;
        }
    }

    /**
     * Running sums along an axis.
     *
     * @param exclusive leaves out the element itself
     * @param reverse runs from the end to the start
     */
    record CumulativeSum(Variable operand, Axis axis, boolean exclusive, boolean reverse)
            implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * The lower Cholesky factor {@code L} (zeros above the diagonal) of a symmetric positive
     * definite matrix over {@code (row, column)}; only its lower triangle is read. NaN where it is
     * not positive definite. Other axes are a batch.
     */
    record Cholesky(Variable matrix, Axis row, Axis column) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(matrix);
        }
    }

    /**
     * The adjoint of {@link Cholesky}: from the factor and the adjoint of the factor, the
     * (symmetric) adjoint of the matrix.
     */
    record CholeskyAdjoint(Variable factor, Variable adjoint, Axis row, Axis column)
            implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(factor, adjoint);
        }
    }

    /**
     * The solution {@code x} of a triangular system. With a lower triangular {@code matrix} over
     * {@code (row, column)}: not transposed, {@code sum over column of matrix * x = right}, where
     * {@code right} has {@code row} and {@code x} has {@code column} in its place; transposed,
     * {@code sum over row of matrix * x = right}, where {@code right} has {@code column} and {@code
     * x} has {@code row}. Further axes of {@code right} alone are further right sides; axes of both
     * are a batch.
     */
    record TriangularSolve(
            Variable matrix, Variable right, Axis row, Axis column, boolean transposed)
            implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(matrix, right);
        }
    }

    /** As {@link TriangularSolve} for a general square matrix. */
    record Solve(Variable matrix, Variable right, Axis row, Axis column, boolean transposed)
            implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(matrix, right);
        }
    }

    /** The logarithm of the absolute value of the determinant of a square matrix. */
    record LogAbsDeterminant(Variable matrix, Axis row, Axis column) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(matrix);
        }
    }

    /** The operand's value; its derivative counts as 0. */
    record StopGradient(Variable operand) implements Operation {
        @Override
        public List<Variable> operands() {
            return List.of(operand);
        }
    }

    /**
     * A sequential loop over an axis. At each step the body computes the next carried values and
     * the step's outputs from the carried values, the captured variables, and the position.
     *
     * <p>Binds one variable for each carry, its final value, and then one for each of the body's
     * outputs, which varies over the body output's axes and {@code axis}.
     *
     * @param axis what the loop runs along
     * @param reverse whether it runs from the end to the start
     * @param initial the carried values before the first step, one for each of the body's carries
     * @param captured what the body reads, one for each of its captures: where the captured
     *     variable has {@code axis}, the body sees its element of the step
     */
    record Scan(
            Axis axis, boolean reverse, List<Variable> initial, List<Variable> captured, Body body)
            implements Operation {
        public Scan {
            initial = List.copyOf(initial);
            captured = List.copyOf(captured);
        }

        @Override
        public List<Variable> operands() {
            List<Variable> all = new ArrayList<>(initial);
            all.addAll(captured);
            return all;
        }
    }

    /**
     * The body of a {@link Scan}: a closed program of its own.
     *
     * @param position a scalar, the step's position along the axis, 1 to its extent
     * @param carries the carried values at the start of the step
     * @param captures stand for the captured variables; never have the scan's axis
     * @param next the carried values after the step, each with the axes of its carry
     * @param outputs what is kept of each step
     */
    record Body(
            Variable position,
            List<Variable> carries,
            List<Variable> captures,
            List<Let> lets,
            List<Variable> next,
            List<Variable> outputs) {
        public Body {
            carries = List.copyOf(carries);
            captures = List.copyOf(captures);
            lets = List.copyOf(lets);
            next = List.copyOf(next);
            outputs = List.copyOf(outputs);
        }
    }
}
