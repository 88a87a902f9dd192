package org.pathwise.runtime.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A JVM whose class path holds this module, but which was not given the Vector API. */
class ScalarFallbackTest {
    @Test
    void worksWithoutTheVectorModule() throws IOException, InterruptedException {
        assertThat(VectorSupport.AVAILABLE)
                .as("the tests themselves run with the Vector API")
                .isTrue();
        String classPath =
                location(MatrixProduct.class)
                        + java.io.File.pathSeparator
                        + location(ScalarFallbackTest.class);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                ScalarFallbackTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        double[] there =
                Arrays.stream(output.trim().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        assertThat(there).containsExactly(results(), within(1e-9));
    }

    public static void main(String[] args) {
        if (VectorSupport.AVAILABLE || VectorSupport.LANES != 1) {
            throw new IllegalStateException("the Vector API is there");
        }
        Arrays.stream(results()).forEach(System.out::println);
    }

    private static double[] results() {
        int n = 70;
        double[] a = Matrices.positiveDefinite(n, new Random(3));
        double[] l = new double[n * n];
        Cholesky.factor(a, 0, n, n, l, 0, n);
        double[] product = new double[n * n];
        MatrixProduct.multiply(false, true, n, n, n, 1, l, 0, n, l, 0, n, false, product, 0, n);
        double[] out = new double[n];
        MatrixVector.rows(a, 0, n, n, a, out);
        MatrixVector.accumulateRows(a, 0, n, n, a, out);
        double dot = Vectors.dot(a, 0, a, 0, n * n);
        return new double[] {
            dot,
            product[n * n - 1],
            product[17],
            out[0],
            out[n - 1],
            Cholesky.logDeterminant(l, 0, n, n)
        };
    }

    private static String location(Class<?> type) {
        return Path.of(
                        java.net.URI.create(
                                type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }
}
