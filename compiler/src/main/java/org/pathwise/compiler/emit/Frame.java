package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a generated method: the work space, the caller's buffers, the step of each scan
 * around it, and for a nest of a wide segment the range of the wide axis.
 */
record Frame(Elements elements, List<Axis> steps, boolean ranged) {
    static final int WORK = 0;
    static final int BUFFERS = 1;

    Frame {
        steps = List.copyOf(steps);
    }

    Frame ranged(boolean range) {
        return new Frame(elements, steps, range);
    }

    Frame within(Axis step) {
        List<Axis> inner = new ArrayList<>(steps);
        inner.add(step);
        return new Frame(elements, inner, false);
    }

    int from() {
        return 2 + steps.size();
    }

    int to() {
        return 3 + steps.size();
    }

    MethodTypeDesc type() {
        List<ClassDesc> parameters = new ArrayList<>(List.of(elements.array(), Types.BUFFERS));
        for (int i = 0; i < steps.size() + (ranged ? 2 : 0); i++) {
            parameters.add(ConstantDescs.CD_int);
        }
        return MethodTypeDesc.of(ConstantDescs.CD_void, parameters);
    }

    /** The slots of the steps' loop variables. */
    Map<Axis, Integer> slots() {
        Map<Axis, Integer> slots = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            slots.put(steps.get(i), 2 + i);
        }
        return slots;
    }

    /** Pushes the parameters without the range, for a call from one method to the next. */
    void pass(CodeBuilder code) {
        code.aload(WORK).aload(BUFFERS);
        for (int i = 0; i < steps.size(); i++) {
            code.iload(2 + i);
        }
    }

    /** Writes {@code for (int i = from; i < to; i += step)}. */
    static void loop(
            CodeBuilder code, int slot, Runnable from, Runnable to, int step, Runnable body) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        from.run();
        code.istore(slot).labelBinding(top).iload(slot);
        to.run();
        code.if_icmpge(end);
        body.run();
        code.iinc(slot, step).goto_(top).labelBinding(end);
    }

    /** A new variable for a loop. */
    static int slot(CodeBuilder code) {
        return code.allocateLocal(TypeKind.INT);
    }
}
