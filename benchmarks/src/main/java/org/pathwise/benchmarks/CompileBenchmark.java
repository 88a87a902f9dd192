package org.pathwise.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * From the text of an example's script to the loaded class, warm, in milliseconds. To be run from
 * the project's root, where the folder {@code examples} is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompileBenchmark {
    private static final int PARTICLES = 8;
    private static final int DRAWS = 100;

    /** A folder of examples. */
    @Param({
        "ar1",
        "coin",
        "discontinuity",
        "eight-schools",
        "linear-regression",
        "logistic-regression",
        "mixture",
        "varying-intercepts"
    })
    public String example = "eight-schools";

    private String text = "";
    private @Nullable DataSet data;

    /** Reads script and data. */
    @Setup
    public void read() throws IOException {
        Path folder = Path.of("examples", example);
        Path json = folder.resolve("data.json");
        text = Files.readString(folder.resolve("model.pw"));
        data = DataFiles.read(List.of(Files.exists(json) ? json : folder.resolve("data.csv")));
    }

    /** Checking alone, which needs no data. */
    @Benchmark
    public CheckedScript check() {
        return Compiler.check(new Source("model.pw", text));
    }

    /** All that happens before the first step of a fit. */
    @Benchmark
    public Object objective() {
        return bind().objective(PARTICLES);
    }

    /** The same and the program that makes draws: all that a fit compiles. */
    @Benchmark
    public List<Object> objectiveAndDraws() {
        BoundModel model = bind();
        return List.of(model.objective(PARTICLES), model.draws(DRAWS));
    }

    private BoundModel bind() {
        return check().bind(Objects.requireNonNull(data), Map.of()).model().orElseThrow();
    }
}
