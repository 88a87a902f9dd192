package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the class together: a method for each nest, one for each segment, and few that call them.
 * Arrays of constants are static final fields that the class initializer takes from the class data.
 */
final class ClassAssembler {
    private static final int CALLS = 200;

    /** HotSpot inlines no method of more bytes ({@code FreqInlineSize}). */
    private static final int INLINED = 325;

    private static final int STATIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;

    private record Method(
            String name, MethodTypeDesc type, int flags, Consumer<CodeBuilder> body) {}

    private final ClassDesc self;
    private final Layout layout;
    private final Workspace workspace;
    private final Constants constants;
    private final Set<Variable> stored;
    private final int lanes;
    private final int scratch;
    private final List<Method> methods = new ArrayList<>();

    /**
     * @param stored the variables that have an array
     * @param lanes the vector length
     */
    ClassAssembler(
            ClassDesc self,
            Layout layout,
            Workspace workspace,
            Constants constants,
            Set<Variable> stored,
            int lanes) {
        this.self = self;
        this.layout = layout;
        this.workspace = workspace;
        this.constants = constants;
        this.stored = stored;
        this.lanes = lanes;
        this.scratch = workspace.allocate(lanes);
    }

    ClassDesc self() {
        return self;
    }

    Workspace workspace() {
        return workspace;
    }

    Elements elements() {
        return layout.elements();
    }

    boolean isStored(Variable variable) {
        return stored.contains(variable);
    }

    Values values(List<Axis> loops) {
        return new Values(loops, layout, workspace, constants);
    }

    static String field(int constant) {
        return "constant" + constant;
    }

    private String method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        String unique = name + methods.size();
        methods.add(new Method(unique, type, STATIC, body));
        return unique;
    }

    /** A public method that runs the segments. */
    void program(String name, List<Segment> segments) {
        Frame frame = new Frame(elements(), List.of(), false);
        List<String> calls = segments.stream().map(segment -> segment(segment, frame)).toList();
        String all = sequence(name, calls, frame);
        methods.add(
                new Method(
                        name,
                        frame.type(),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> {
                            call(code, all, frame);
                            code.return_();
                        }));
    }

    /** A method that calls others in turn; by way of further methods if they are many. */
    private String sequence(String name, List<String> calls, Frame frame) {
        List<String> rest = calls;
        while (rest.size() > CALLS) {
            List<String> parts = new ArrayList<>();
            for (int from = 0; from < rest.size(); from += CALLS) {
                parts.add(
                        calling(
                                name,
                                rest.subList(from, Math.min(rest.size(), from + CALLS)),
                                frame));
            }
            rest = parts;
        }
        return calling(name, rest, frame);
    }

    private String calling(String name, List<String> calls, Frame frame) {
        return method(
                name,
                frame.type(),
                code -> {
                    calls.forEach(call -> call(code, call, frame));
                    code.return_();
                });
    }

    private void call(CodeBuilder code, String method, Frame frame) {
        frame.pass(code);
        code.invokestatic(self, method, frame.type());
    }

    private String segment(Segment segment, Frame frame) {
        List<Workspace.Fill> fills = workspace.fills(segment);
        if (segment.wide().isEmpty()) {
            List<String> calls =
                    segment.nests().stream()
                            .map(nest -> nest(nest, segment.wide(), frame, 1))
                            .toList();
            String all = sequence("segment", calls, frame);
            return fills.isEmpty()
                    ? all
                    : method(
                            "segment",
                            frame.type(),
                            code -> {
                                fill(code, fills);
                                call(code, all, frame);
                                code.return_();
                            });
        }
        return chunked(segment, segment.wide().get(), frame, fills);
    }

    private record Call(String method, int lanes) {}

    /**
     * A method on a range that stays a compilation of its own. Inlined into the loop over chunks
     * with all the others, its vectors would meet the compiler's limit of nodes, where a call is
     * left in the midst of them: then each vector that passes through it is an object. Padding
     * makes the method too long for that.
     */
    private String alone(String name, Frame ranged, Consumer<CodeBuilder> body) {
        return method(
                name,
                ranged.type(),
                code -> {
                    for (int i = 0; i < INLINED; i++) {
                        code.nop();
                    }
                    body.accept(code);
                });
    }

    /** Vectors take what is a multiple of their length; single numbers take the rest. */
    private String chunked(Segment segment, Axis wide, Frame frame, List<Workspace.Fill> fills) {
        Frame ranged = frame.ranged(true);
        List<List<Call>> calls = new ArrayList<>();
        for (Nest nest : segment.nests()) {
            List<Call> own = new ArrayList<>();
            if (nest.kind() == Nest.Kind.VECTOR) {
                own.add(new Call(nest(nest, segment.wide(), ranged, lanes), lanes));
            }
            if (nest.kind() != Nest.Kind.VECTOR || wide.extent() % lanes != 0) {
                own.add(new Call(nest(nest, segment.wide(), ranged, 1), 1));
            }
            calls.add(own);
        }
        return method(
                "chunks",
                frame.type(),
                code -> {
                    fill(code, fills);
                    int from = Frame.slot(code);
                    int to = Frame.slot(code);
                    int middle = Frame.slot(code);
                    Frame.loop(
                            code,
                            from,
                            code::iconst_0,
                            () -> code.loadConstant(wide.extent()),
                            Layout.CHUNK,
                            () -> {
                                code.iload(from)
                                        .loadConstant(Layout.CHUNK)
                                        .iadd()
                                        .loadConstant(wide.extent());
                                code.invokestatic(
                                        Types.MATH,
                                        "min",
                                        MethodTypeDesc.of(
                                                ConstantDescs.CD_int,
                                                ConstantDescs.CD_int,
                                                ConstantDescs.CD_int));
                                code.dup().istore(to);
                                code.iload(from)
                                        .isub()
                                        .loadConstant(-lanes)
                                        .iand()
                                        .iload(from)
                                        .iadd()
                                        .istore(middle);
                                for (List<Call> own : calls) {
                                    for (Call call : own) {
                                        frame.pass(code);
                                        boolean rest = call.lanes() == 1 && own.size() > 1;
                                        code.iload(rest ? middle : from)
                                                .iload(call.lanes() == 1 ? to : middle);
                                        code.invokestatic(self, call.method(), ranged.type());
                                    }
                                }
                            });
                    code.return_();
                });
    }

    private void fill(CodeBuilder code, List<Workspace.Fill> fills) {
        for (Workspace.Fill fill : fills) {
            code.aload(Frame.WORK).loadConstant(fill.from()).loadConstant(fill.to());
            elements().push(code, fill.value());
            code.invokestatic(
                    Types.ARRAYS,
                    "fill",
                    Types.procedure(
                            elements().array(),
                            ConstantDescs.CD_int,
                            ConstantDescs.CD_int,
                            elements().number()));
        }
    }

    private String nest(Nest nest, Optional<Axis> wide, Frame frame, int lanes) {
        Item first = nest.items().getFirst();
        return switch (nest.kind()) {
            case SCALAR, VECTOR ->
                    own(
                            "nest",
                            frame,
                            code ->
                                    new NestCode(code, this, frame, nest, wide, lanes, scratch)
                                            .write());
            case ROWS ->
                    own(
                            "rows",
                            frame,
                            code -> new WholeCode(code, this, frame, first, wide).rows());
            case COLUMNS ->
                    own(
                            "columns",
                            frame,
                            code ->
                                    new WholeCode(code, this, frame, first, wide)
                                            .columns(
                                                    new Vectorizing(layout)
                                                            .product(first)
                                                            .orElseThrow()));
            case CUMULATE ->
                    method(
                            "cumulate",
                            frame.type(),
                            code -> {
                                Item.Sink.Cumulate sink = (Item.Sink.Cumulate) first.sink();
                                new WholeCode(code, this, frame, first, wide)
                                        .cumulate(sink.sum(), sink.target());
                            });
            case PRODUCT ->
                    method(
                            "product",
                            frame.type(),
                            code ->
                                    new WholeCode(code, this, frame, first, wide)
                                            .product((Item.Sink.Product) first.sink()));
            case MATRIX ->
                    method(
                            "matrix",
                            frame.type(),
                            code -> {
                                Item.Sink.Matrix sink = (Item.Sink.Matrix) first.sink();
                                new WholeCode(code, this, frame, first, wide)
                                        .matrix(sink.operation(), sink.target());
                            });
            case LOOP -> scan(nest, ((Item.Sink.Loop) first.sink()).scan(), frame);
        };
    }

    private String own(String name, Frame frame, Consumer<CodeBuilder> body) {
        return frame.ranged() ? alone(name, frame, body) : method(name, frame.type(), body);
    }

    private String scan(Nest nest, Item.Scan scan, Frame frame) {
        Frame within = frame.within(scan.step());
        List<String> calls =
                nest.inner().stream().map(segment -> segment(segment, within)).toList();
        String all = sequence("step", calls, within);
        int extent = scan.step().extent();
        return method(
                "scan",
                frame.type(),
                code -> {
                    int count = Frame.slot(code);
                    Frame.loop(
                            code,
                            count,
                            code::iconst_0,
                            () -> code.loadConstant(extent),
                            1,
                            () -> {
                                frame.pass(code);
                                if (scan.reverse()) {
                                    code.loadConstant(extent - 1).iload(count).isub();
                                } else {
                                    code.iload(count);
                                }
                                code.invokestatic(self, all, within.type());
                            });
                    code.return_();
                });
    }

    /** The bytes of the class. */
    byte[] assemble() {
        return ClassFile.of()
                .build(
                        self,
                        builder -> {
                            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                                    .withInterfaceSymbols(Types.KERNEL);
                            builder.withField(
                                    "work",
                                    elements().array(),
                                    ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                            // Methods first: writing them finds out which constants they need.
                            for (Method method : methods) {
                                builder.withMethodBody(
                                        method.name(),
                                        method.type(),
                                        method.flags(),
                                        method.body());
                            }
                            constructor(builder);
                            kernel(builder);
                            initializer(builder);
                        });
    }

    private void constructor(ClassBuilder builder) {
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                Types.procedure(elements().array()),
                ClassFile.ACC_PUBLIC,
                code ->
                        code.aload(0)
                                .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                .aload(0)
                                .aload(1)
                                .putfield(self, "work", elements().array())
                                .return_());
    }

    private void kernel(ClassBuilder builder) {
        builder.withMethodBody(
                "run",
                Types.procedure(Types.BUFFERS),
                ClassFile.ACC_PUBLIC,
                code ->
                        code.aload(0)
                                .getfield(self, "work", elements().array())
                                .aload(1)
                                .invokestatic(
                                        self,
                                        "program",
                                        Types.procedure(elements().array(), Types.BUFFERS))
                                .return_());
        builder.withMethodBody(
                "fork",
                MethodTypeDesc.of(Types.KERNEL),
                ClassFile.ACC_PUBLIC,
                code ->
                        code.new_(self)
                                .dup()
                                .aload(0)
                                .getfield(self, "work", elements().array())
                                .invokevirtual(
                                        elements().array(),
                                        "clone",
                                        MethodTypeDesc.of(ConstantDescs.CD_Object))
                                .checkcast(elements().array())
                                .invokespecial(
                                        self,
                                        ConstantDescs.INIT_NAME,
                                        Types.procedure(elements().array()))
                                .areturn());
    }

    private void initializer(ClassBuilder builder) {
        List<Object> arrays = constants.arrays();
        for (int i = 0; i < arrays.size(); i++) {
            builder.withField(field(i), type(arrays.get(i)), STATIC | ClassFile.ACC_FINAL);
        }
        DirectMethodHandleDesc classData =
                ConstantDescs.ofConstantBootstrap(
                        ClassDesc.of("java.lang.invoke.MethodHandles"),
                        "classData",
                        ConstantDescs.CD_Object);
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_STATIC,
                code -> {
                    int slot = code.allocateLocal(TypeKind.REFERENCE);
                    code.loadConstant(
                            DynamicConstantDesc.ofNamed(
                                    classData, ConstantDescs.DEFAULT_NAME, Types.OBJECTS));
                    code.astore(slot);
                    for (int i = 0; i < arrays.size(); i++) {
                        code.aload(slot).loadConstant(i).aaload().checkcast(type(arrays.get(i)));
                        code.putstatic(self, field(i), type(arrays.get(i)));
                    }
                    code.return_();
                });
    }

    private ClassDesc type(Object array) {
        return array instanceof int[] ? Types.INTS : elements().array();
    }
}
