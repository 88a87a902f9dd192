package org.pathwise.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The descriptors that generated code mentions. */
final class Types {
    static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
    static final ClassDesc BUFFERS = DOUBLES.arrayType();
    static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    static final ClassDesc KERNEL = ClassDesc.of("org.pathwise.runtime.program.Kernel");
    static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    static final ClassDesc ARRAYS = ClassDesc.of("java.util.Arrays");
    static final ClassDesc DOUBLE_FUNCTIONS =
            ClassDesc.of("org.pathwise.runtime.math.VectorFunctions");
    static final ClassDesc FLOAT_FUNCTIONS =
            ClassDesc.of("org.pathwise.runtime.math.FloatVectorFunctions");
    static final ClassDesc SINGLE_PRECISION =
            ClassDesc.of("org.pathwise.runtime.math.SinglePrecision");
    static final ClassDesc DOUBLE_MATRICES = ClassDesc.of("org.pathwise.runtime.linalg.Strided");
    static final ClassDesc FLOAT_MATRICES =
            ClassDesc.of("org.pathwise.runtime.linalg.FloatStrided");
    static final ClassDesc DOUBLE_PRODUCTS =
            ClassDesc.of("org.pathwise.runtime.linalg.MatrixProduct");
    static final ClassDesc FLOAT_PRODUCTS =
            ClassDesc.of("org.pathwise.runtime.linalg.FloatMatrixProduct");
    static final ClassDesc COLUMNS = ClassDesc.of("org.pathwise.runtime.linalg.Columns");
    static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    static final ClassDesc DOUBLE_VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
    static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
    static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    static final ClassDesc COMPARISON =
            ClassDesc.of("jdk.incubator.vector.VectorOperators$Comparison");

    private Types() {}

    /** A method on so many doubles that returns one. */
    static MethodTypeDesc doubles(int arity) {
        ClassDesc[] parameters = new ClassDesc[arity];
        java.util.Arrays.fill(parameters, ConstantDescs.CD_double);
        return MethodTypeDesc.of(ConstantDescs.CD_double, parameters);
    }

    /** A method that returns nothing. */
    static MethodTypeDesc procedure(ClassDesc... parameters) {
        return MethodTypeDesc.of(ConstantDescs.CD_void, parameters);
    }
}
