package org.pathwise.compiler.emit;

import org.pathwise.runtime.linalg.VectorSupport;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * The elements of the arrays that a generated class owns, its work space and its data. The caller's
 * buffers hold doubles, and so do the operand stack and the local variables: a single number is
 * rounded only when it is stored.
 */
enum Elements {
    DOUBLES(
            Types.DOUBLES,
            ConstantDescs.CD_double,
            Types.DOUBLE_VECTOR,
            Types.DOUBLE_FUNCTIONS,
            Types.DOUBLE_PRODUCTS),
    FLOATS(
            Types.FLOATS,
            ConstantDescs.CD_float,
            Types.FLOAT_VECTOR,
            Types.FLOAT_FUNCTIONS,
            Types.FLOAT_PRODUCTS);

    private final ClassDesc array;
    private final ClassDesc number;
    private final ClassDesc vector;
    private final ClassDesc functions;
    private final ClassDesc products;

    Elements(
            ClassDesc array,
            ClassDesc number,
            ClassDesc vector,
            ClassDesc functions,
            ClassDesc products) {
        this.array = array;
        this.number = number;
        this.vector = vector;
        this.functions = functions;
        this.products = products;
    }

    static Elements of(Precision precision) {
        return switch (precision) {
            case DOUBLE -> DOUBLES;
            case FLOAT -> FLOATS;
        };
    }

    ClassDesc array() {
        return array;
    }

    ClassDesc number() {
        return number;
    }

    ClassDesc vector() {
        return vector;
    }

    /** The runtime's functions of rows of these elements. */
    ClassDesc functions() {
        return functions;
    }

    /** The runtime's products of matrices of these elements. */
    ClassDesc products() {
        return products;
    }

    /** The runtime's routines for matrices of these elements. */
    ClassDesc matrices() {
        return this == DOUBLES ? Types.DOUBLE_MATRICES : Types.FLOAT_MATRICES;
    }

    /** How products and matrix routines take arrays: with floats, either kind may come. */
    ClassDesc matrix() {
        return this == DOUBLES ? Types.DOUBLES : ConstantDescs.CD_Object;
    }

    /**
     * Whether the caller's buffers hold such elements, so that vectors can be loaded and stored.
     */
    boolean areBuffers() {
        return this == DOUBLES;
    }

    /** The length of a vector. */
    int lanes() {
        return this == DOUBLES ? VectorSupport.LANES : VectorSupport.FLOAT_LANES;
    }

    /** Replaces an array and a position on the stack by the element, as a double. */
    void load(CodeBuilder code) {
        switch (this) {
            case DOUBLES -> code.daload();
            case FLOATS -> code.faload().f2d();
        }
    }

    /** Stores the double on the stack at the position below it in the array below that. */
    void store(CodeBuilder code) {
        switch (this) {
            case DOUBLES -> code.dastore();
            case FLOATS -> {
                code.invokestatic(
                        Types.SINGLE_PRECISION,
                        "round",
                        MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_double));
                code.fastore();
            }
        }
    }

    /** Makes an element of the double on the stack, to be put into the lanes of a vector. */
    void round(CodeBuilder code) {
        if (this == FLOATS) {
            code.d2f();
        }
    }

    /**
     * Pushes an element. What is finite stays so, and what is positive too: such constants guard
     * against the limits of doubles.
     */
    void push(CodeBuilder code, double value) {
        switch (this) {
            case DOUBLES -> code.loadConstant(value);
            case FLOATS -> code.loadConstant(rounded(value));
        }
    }

    static float rounded(double value) {
        float nearest = (float) value;
        if (Float.isInfinite(nearest) && Double.isFinite(value)) {
            return Math.copySign(Float.MAX_VALUE, nearest);
        }
        return nearest == 0 && value != 0 ? Math.copySign(Float.MIN_NORMAL, nearest) : nearest;
    }

    /** An array of data: the given one, if it is of such elements. */
    Object array(double[] values) {
        return switch (this) {
            case DOUBLES -> values;
            case FLOATS -> floats(values);
        };
    }

    private static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
