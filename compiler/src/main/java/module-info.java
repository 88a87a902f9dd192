/** The compiler: from script text to JVM bytecode. */
module org.pathwise.compiler {
    requires static transitive org.jspecify;
    requires org.pathwise.grammar;
    requires transitive org.pathwise.runtime;

    exports org.pathwise.compiler;
    exports org.pathwise.compiler.array;
    exports org.pathwise.compiler.ast;
    exports org.pathwise.compiler.catalogue;
    exports org.pathwise.compiler.check;
    exports org.pathwise.compiler.core;
    exports org.pathwise.compiler.differentiate;
    exports org.pathwise.compiler.emit;
    exports org.pathwise.compiler.estimate;
    exports org.pathwise.compiler.format;
    exports org.pathwise.compiler.interpret;
    exports org.pathwise.compiler.minibatch;
    exports org.pathwise.compiler.parse;
    exports org.pathwise.compiler.rewrite;
    exports org.pathwise.compiler.source;
    exports org.pathwise.compiler.type;
}
