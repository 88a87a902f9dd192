package org.pathwise.repl.text;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

/**
 * A class file as text, one instruction a line, in the way of {@code javap -c} and without its
 * constant pool.
 */
public final class BytecodeListing {
    private final StringBuilder text = new StringBuilder();

    private BytecodeListing() {}

    public static String text(byte[] classFile) {
        BytecodeListing listing = new BytecodeListing();
        listing.write(ClassFile.of().parse(classFile));
        return listing.text.toString();
    }

    private void write(ClassModel model) {
        line("class " + model.thisClass().asInternalName().replace('/', '.'));
        for (FieldModel field : model.fields()) {
            line("  " + type(field.fieldTypeSymbol()) + " " + field.fieldName().stringValue());
        }
        for (MethodModel method : model.methods()) {
            line("");
            String name = method.methodName().stringValue();
            if (method.code().orElse(null) instanceof CodeAttribute code) {
                line(
                        "  "
                                + signature(name, method.methodTypeSymbol())
                                + "  // "
                                + code.codeLength()
                                + " bytes");
                instructions(code);
            } else {
                line("  " + signature(name, method.methodTypeSymbol()));
            }
        }
    }

    private void instructions(CodeAttribute code) {
        int at = 0;
        for (CodeElement element : code) {
            if (element instanceof Instruction instruction) {
                String name = instruction.opcode().name().toLowerCase(Locale.ROOT);
                String operand = operand(instruction, code);
                line(
                        String.format(
                                Locale.ROOT,
                                "    %5d: %s",
                                at,
                                operand.isEmpty() ? name : name + " " + operand));
                at += instruction.sizeInBytes();
            }
        }
    }

    private static String operand(Instruction instruction, CodeAttribute code) {
        return switch (instruction) {
            // A short form such as dload_2 says its slot in its name.
            case LoadInstruction load -> isShort(load) ? "" : String.valueOf(load.slot());
            case StoreInstruction store -> isShort(store) ? "" : String.valueOf(store.slot());
            case IncrementInstruction increment -> increment.slot() + " by " + increment.constant();
            case ConstantInstruction.IntrinsicConstantInstruction _ -> "";
            case ConstantInstruction constant -> String.valueOf(constant.constantValue());
            case BranchInstruction branch -> "-> " + position(branch.target(), code);
            case FieldInstruction field ->
                    owner(field.owner().asSymbol())
                            + field.name().stringValue()
                            + ": "
                            + type(field.typeSymbol());
            case InvokeInstruction invoke ->
                    owner(invoke.owner().asSymbol())
                            + signature(invoke.name().stringValue(), invoke.typeSymbol());
            case InvokeDynamicInstruction invoke ->
                    signature(invoke.name().stringValue(), invoke.typeSymbol());
            case NewObjectInstruction created -> type(created.className().asSymbol());
            case NewPrimitiveArrayInstruction created ->
                    created.typeKind().name().toLowerCase(Locale.ROOT);
            case NewReferenceArrayInstruction created -> type(created.componentType().asSymbol());
            case TypeCheckInstruction check -> type(check.type().asSymbol());
            case TableSwitchInstruction choice ->
                    "else -> " + position(choice.defaultTarget(), code);
            case LookupSwitchInstruction choice ->
                    "else -> " + position(choice.defaultTarget(), code);
            default -> "";
        };
    }

    private static boolean isShort(Instruction instruction) {
        return instruction.sizeInBytes() == 1;
    }

    private static int position(Label label, CodeAttribute code) {
        return code.labelToBci(label);
    }

    private static String owner(ClassDesc owner) {
        return type(owner) + ".";
    }

    private static String type(ClassDesc type) {
        return type.displayName();
    }

    private static String signature(String name, MethodTypeDesc type) {
        return name + type.displayDescriptor();
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
