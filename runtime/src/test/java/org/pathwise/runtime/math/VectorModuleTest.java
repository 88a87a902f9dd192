package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.DoubleVector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a fresh JVM with given options says and does; the options are those of the launcher. */
final class VectorModuleTest {
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    @TempDir private Path folder;

    private record Outcome(String output, String errors) {}

    /** Prints whether vectors are there and, if so, a sum made with them. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) {
            System.out.println(VectorModule.isAvailable() ? Sum.ofOnes() : "no vectors");
        }
    }

    /**
     * A class of its own: the Vector API's types must be out of sight until the module is loaded.
     */
    static final class Sum {
        private Sum() {}

        static String ofOnes() {
            var ones = DoubleVector.broadcast(DoubleVector.SPECIES_256, 1).toArray();
            return "vectors of " + ones.length;
        }
    }

    @Test
    void loadsWithoutAWordOnStandardError() throws Exception {
        assertThat(run(EXPORT)).isEqualTo(new Outcome("vectors of 4\n", ""));
    }

    @Test
    void isAbsentWithoutAccess() throws Exception {
        assertThat(run()).isEqualTo(new Outcome("no vectors\n", ""));
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        assertThat(run(EXPORT, "-Dpathwise.vectors=off"))
                .isEqualTo(new Outcome("no vectors\n", ""));
    }

    @Test
    void usesAModuleThatIsThereFromTheStart() throws Exception {
        assertThat(run("--add-modules=jdk.incubator.vector").output()).isEqualTo("vectors of 4\n");
    }

    private Outcome run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        return new Outcome(Files.readString(output), Files.readString(errors));
    }
}
