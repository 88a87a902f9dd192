/**
 * What a compiled program needs while it runs: numerics, random streams, inference, diagnostics and
 * files.
 */
module org.pathwise.runtime {
    requires static transitive org.jspecify;
    requires jdk.incubator.vector;
    requires org.apache.commons.csv;
    requires org.apache.commons.numbers.gamma;
    requires tools.jackson.core;

    exports org.pathwise.runtime.diagnose;
    exports org.pathwise.runtime.inference;
    exports org.pathwise.runtime.io;
    exports org.pathwise.runtime.linalg;
    exports org.pathwise.runtime.math;
    exports org.pathwise.runtime.optimize;
    exports org.pathwise.runtime.program;
    exports org.pathwise.runtime.random;
}
