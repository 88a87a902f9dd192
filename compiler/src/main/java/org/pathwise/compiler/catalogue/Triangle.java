package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * The lower triangle of a square matrix as a list of its elements, row by row.
 *
 * @param diagonal whether the diagonal belongs to it
 */
record Triangle(Algebra a, Axis row, Axis column, Axis list, boolean diagonal) {

    static int size(int extent, boolean diagonal) {
        return diagonal ? extent * (extent + 1) / 2 : extent * (extent - 1) / 2;
    }

    /** Below the diagonal. */
    Variable isBelow() {
        return a.of(Function.LESS, position(column), position(row));
    }

    Variable isDiagonal() {
        return a.of(Function.EQUAL, position(column), position(row));
    }

    /** The list as a matrix; elements outside the triangle are any of the list's. */
    Variable fill(Variable elements) {
        int extent = row.extent();
        double[] index = new double[extent * extent];
        for (int i = 0; i < extent; i++) {
            for (int k = 0; k < extent; k++) {
                int place = size(i, diagonal) + Math.min(k, diagonal ? i : i - 1);
                index[i * extent + k] = Math.max(place, 0) + 1;
            }
        }
        Variable table = table(index, row, column);
        return a.builder.bind(
                "matrix", new Operation.Gather(elements, List.of(list), List.of(table)));
    }

    /** The triangle of a matrix as a list. */
    Variable read(Variable matrix) {
        double[] rows = new double[list.extent()];
        double[] columns = new double[list.extent()];
        int place = 0;
        for (int i = 0; i < row.extent(); i++) {
            for (int k = 0; k < (diagonal ? i + 1 : i); k++) {
                rows[place] = i + 1;
                columns[place++] = k + 1;
            }
        }
        return a.builder.bind(
                "elements",
                new Operation.Gather(
                        matrix,
                        List.of(row, column),
                        List.of(table(rows, list), table(columns, list))));
    }

    /** {@code L L'} for a matrix L over row and column. */
    Variable squared(Variable factor) {
        Axis inner = a.builder.names().axis(column.dimension(), column.extent());
        Variable left = a.builder.rename(factor, column, inner);
        return a.contract(left, a.builder.rename(left, row, column), inner);
    }

    /** Position along an axis, from 1. */
    Variable position(Axis axis) {
        return a.builder.bind("position", new Operation.Position(axis));
    }

    private Variable table(double[] values, Axis... order) {
        return a.builder.bind(
                "table", new Operation.Data(new DataArray("table", List.of(order), values)));
    }
}
