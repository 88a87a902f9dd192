package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.runtime.linalg.VectorSupport;
import org.pathwise.runtime.program.Kernel;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compiles array programs. */
public final class Emitter {
    private Emitter() {}

    /**
     * Compiles a program to a kernel that reads its inputs from and writes its outputs to flat
     * arrays. Buffers of inputs and of outputs must not be one array.
     *
     * <p>Wide loops use the Vector API where the JVM has it, unless the system property {@code
     * pathwise.vectors} is {@code off}.
     *
     * @param inputs a binding for each of the program's inputs
     * @param outputs what to compute; variables of the program, usually its outputs
     * @param innermost short axes that should be innermost in memory, such as the particles
     */
    public static Kernel emit(
            Program program, List<Binding> inputs, List<Binding> outputs, List<Axis> innermost) {
        return compile(program, inputs, outputs, layout(innermost, Precision.DOUBLE)).kernel();
    }

    /**
     * As {@link #emit}, with the class, as {@code javap} or a disassembler would read it.
     *
     * @param precision of what happens between the inputs and the outputs
     */
    public static Emitted emitWithClass(
            Program program,
            List<Binding> inputs,
            List<Binding> outputs,
            List<Axis> innermost,
            Precision precision) {
        Compiled compiled = compile(program, inputs, outputs, layout(innermost, precision));
        return new Emitted(compiled.kernel(), compiled.classFile());
    }

    private static Layout layout(List<Axis> innermost, Precision precision) {
        return new Layout(innermost, Emitter::useVectors, Elements.of(precision));
    }

    /** A kernel and its class. */
    public record Emitted(Kernel kernel, byte[] classFile) {}

    /**
     * A class and what it needs to run.
     *
     * @param work the work space: an array
     */
    record Compiled(byte[] classFile, List<Object> constants, Object work, boolean vectors) {
        Kernel kernel() {
            try {
                if (vectors) {
                    Module api = Class.forName("jdk.incubator.vector.DoubleVector").getModule();
                    Emitter.class.getModule().addReads(api);
                }
                MethodHandles.Lookup lookup =
                        MethodHandles.lookup()
                                .defineHiddenClassWithClassData(
                                        classFile, constants.toArray(), true);
                MethodType program =
                        MethodType.methodType(void.class, work.getClass(), double[][].class);
                lookup.findStatic(lookup.lookupClass(), "prepare", program)
                        .invokeWithArguments(work, null);
                MethodHandle constructor =
                        lookup.findConstructor(
                                lookup.lookupClass(),
                                MethodType.methodType(void.class, work.getClass()));
                return (Kernel) constructor.invokeWithArguments(work);
            } catch (Throwable e) {
                throw new IllegalStateException("the generated class does not work", e);
            }
        }
    }

    static boolean useVectors() {
        return !"off".equals(System.getProperty("pathwise.vectors")) && VectorSupport.AVAILABLE;
    }

    static Compiled compile(
            Program program, List<Binding> inputs, List<Binding> outputs, Layout of) {
        List<Item> items = Decomposition.of(program, inputs, outputs, of);
        Layout layout = of.forNests(items.stream().map(Item::domain));
        Set<Integer> fixed = fixed(items);
        Planner planner = new Planner(layout);
        List<Segment> once =
                planner.plan(items.stream().filter(item -> fixed.contains(item.number())).toList());
        List<Segment> run =
                planner.plan(
                        items.stream().filter(item -> !fixed.contains(item.number())).toList());
        Set<Variable> stored = new HashSet<>(Planner.stored(once));
        stored.addAll(Planner.stored(run));
        Workspace workspace = new Workspace(layout);
        Constants constants = new Constants(layout);
        ClassDesc self = ClassDesc.of(Emitter.class.getPackageName(), "Program");
        boolean vectors = (Planner.isWide(once) || Planner.isWide(run)) && layout.vector();
        ClassAssembler assembler =
                new ClassAssembler(
                        self,
                        layout,
                        workspace,
                        constants,
                        stored,
                        vectors ? layout.elements().lanes() : 1);
        assembler.program("prepare", once);
        assembler.program("program", run);
        byte[] classFile = assembler.assemble();
        return new Compiled(classFile, constants.arrays(), workspace.create(), vectors);
    }

    /**
     * What depends on nothing but data is computed once. What only spreads data over more axes is
     * not: it would take more memory than it saves work.
     */
    private static Set<Integer> fixed(List<Item> items) {
        Set<Integer> fixed = new HashSet<>();
        Set<Variable> changing = new HashSet<>();
        for (Item item : items) {
            boolean depends =
                    item.sink() instanceof Item.Sink.Write
                            || item.sink() instanceof Item.Sink.Loop
                            || item.reads().stream()
                                    .anyMatch(
                                            read ->
                                                    switch (read.place()) {
                                                        case Source.Place.Buffer _ -> true;
                                                        case Source.Place.Given _ -> false;
                                                        case Source.Place.Stored(
                                                                        Variable variable) ->
                                                                changing.contains(variable);
                                                    });
            boolean spreads =
                    item.isPointwise()
                            && !item.domain().isEmpty()
                            && item.operands().stream()
                                    .allMatch(
                                            operand ->
                                                    operand.loops().size() < item.domain().size());
            if (depends || spreads) {
                changing.addAll(item.targets());
            } else {
                fixed.add(item.number());
            }
        }
        // A target with several writers is fixed only if all of them are.
        for (Item item : items) {
            if (item.targets().stream().anyMatch(changing::contains)) {
                fixed.remove(item.number());
            }
        }
        return fixed;
    }
}
