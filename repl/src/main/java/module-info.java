/** The command line. */
module org.pathwise.repl {
    requires info.picocli;
    requires static transitive org.jspecify;
    requires org.pathwise.compiler;
    requires org.pathwise.runtime;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires tools.jackson.core;

    exports org.pathwise.repl;

    opens org.pathwise.repl to
            info.picocli;
    opens org.pathwise.repl.fit to
            info.picocli;
}
