package org.pathwise.compiler;

import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.estimate.Explanation;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.lower.CheckedData;
import org.pathwise.compiler.lower.LowerDraws;
import org.pathwise.compiler.lower.LowerWeights;
import org.pathwise.compiler.lower.RowQuantities;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.runtime.io.Checksum;
import org.pathwise.runtime.io.MissingValues;
import org.pathwise.runtime.io.SavedFit;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.WeightProgram;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A script with its data: what can be compiled and run. */
public final class BoundModel {
    /**
     * Elements of a longest dimension from which on a step's time is that of the data, particle by
     * particle.
     */
    private static final int WIDE = 2000;

    /** How many elements of one array the draws of a batch may take together. */
    private static final int BATCH_ELEMENTS = 1 << 18;

    private final CoreProgram core;
    private final Plan plan;
    private final CheckedData data;
    private final Batches batches;
    private final EstimateOptions options;

    BoundModel(
            CoreProgram core,
            Plan plan,
            EstimateOptions options,
            CheckedData data,
            Batches batches) {
        this.core = core;
        this.plan = plan;
        this.options = options;
        this.data = data;
        this.batches = batches;
    }

    /** What each step of a fit sees of the data. */
    public Batches batches() {
        return batches;
    }

    public CoreProgram core() {
        return core;
    }

    public Plan plan() {
        return plan;
    }

    /**
     * Why a site has its estimator, and what would make it cheaper with this data; empty if there
     * is no such site.
     */
    public Optional<Explanation> explain(String site) {
        return Explanation.of(core, plan, options, site);
    }

    /** The sizes of the named dimensions. */
    public Map<String, Integer> sizes() {
        return data.data().sizes();
    }

    /** A checksum of each data input, by which a later run knows whether it is the same. */
    public Map<String, String> checksums() {
        Map<String, String> checksums = new TreeMap<>();
        for (DataInput input : core.data()) {
            String name = input.symbol().name();
            checksums.put(
                    name, Checksum.of(Objects.requireNonNull(data.data().values().get(name))));
        }
        return checksums;
    }

    /**
     * The parameters of a fit, in the order of the model's programs.
     *
     * @param diagnostics receives which of them do not fit the data
     */
    double[] parameters(SavedFit fit, Diagnostics diagnostics) {
        Set<String> imputed =
                data.imputation().latents().stream()
                        .map(latent -> latent.symbol().name())
                        .collect(Collectors.toSet());
        return new FittedParameters(core, imputed, fit, checksums(), diagnostics)
                .of(LowerDraws.of(core, plan, data, 1, new Names()));
    }

    /** What became of missing values, one entry for each data that has some. */
    public List<MissingValues> missing() {
        return data.imputation().report();
    }

    /** Whether a site's estimator compares particles, so that an objective needs at least two. */
    public boolean needsSeveralParticles() {
        return plan.sites().stream().anyMatch(site -> site.form().comparesParticles());
    }

    /** What the draws leave out because it varies over the rows of which batches are drawn. */
    public List<String> leftOut() {
        return RowQuantities.names(core, batches);
    }

    private int longestDimension() {
        return data.data().sizes().entrySet().stream()
                .filter(size -> !batches.sizes().containsKey(size.getKey()))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(1);
    }

    /**
     * How many particles a fit takes if nobody says otherwise: few where each costs a pass over
     * much data, and as few as can be where the drawn rows make more noise than the draws.
     */
    public int defaultParticles() {
        if (!batches.isEmpty()) {
            return needsSeveralParticles() ? 2 : 1;
        }
        return longestDimension() > WIDE && !needsSeveralParticles() ? 2 : 8;
    }

    /**
     * How many draws to make at a time: as many as fit into memory comfortably, up to the number
     * wanted.
     */
    public int drawBatch(int wanted) {
        int fitting = Math.max(1, BATCH_ELEMENTS / Math.max(1, longestDimension()));
        return Math.min(wanted, Math.min(128, fitting));
    }

    /**
     * Compiles the objective of a fit in double precision, see {@link #objective(int, Precision)}.
     */
    public CompiledObjective objective(int particles) {
        return objective(particles, Precision.DOUBLE);
    }

    /**
     * Compiles the objective of a fit.
     *
     * @param precision of the computation; parameters, noise and results are doubles
     * @throws IllegalArgumentException if there are too few particles for the plan
     */
    public CompiledObjective objective(int particles, Precision precision) {
        if (particles < (needsSeveralParticles() ? 2 : 1)) {
            throw new IllegalArgumentException(particles + " particles are too few");
        }
        return Compiler.objective(core, plan, data, batches, particles, precision);
    }

    /**
     * Compiles the program that makes posterior draws, in batches of a number of draws; after a fit
     * with {@link #batches}, of what does not vary over their rows.
     */
    public DrawProgram draws(int batch) {
        return Compiler.draws(core, plan, data, batches, batch);
    }

    /**
     * Compiles the program that makes posterior draws, in batches of as many as fit into memory
     * comfortably, up to the number wanted.
     */
    public DrawProgram predictions(int wanted) {
        long largest = LowerDraws.of(core, plan, data, 1, new Names()).largest();
        return Compiler.draws(core, plan, data, Batches.NONE, batch(wanted, largest));
    }

    /**
     * The latents with several components for each row of the data: arrays over a dimension that
     * data has, and others.
     */
    public Set<String> componentsByRow() {
        Set<Dimension> rows =
                core.data().stream()
                        .flatMap(input -> input.symbol().type().shape().stream())
                        .filter(dimension -> dimension.name().isPresent())
                        .collect(Collectors.toSet());
        return core.latents().stream()
                .map(Latent::symbol)
                .filter(symbol -> symbol.type().rank() > 1)
                .filter(symbol -> rows.contains(symbol.type().shape().getFirst()))
                .map(Symbol::name)
                .collect(Collectors.toSet());
    }

    /**
     * Compiles the program that weighs draws, in batches of as many as fit into memory comfortably,
     * up to the number wanted.
     */
    public WeightProgram weights(int wanted) {
        long largest = LowerWeights.of(core, plan, data, 1, new Names()).largest();
        return Compiler.weights(core, plan, data, batch(wanted, largest));
    }

    /** The program that draws one quantity alone. */
    LowerDraws lowered(Symbol quantity, int batch) {
        return lowered(quantity, batch, new Names());
    }

    private LowerDraws lowered(Symbol quantity, int batch, Names names) {
        return LowerDraws.some(core, plan, data, quantity::equals, batch, names);
    }

    /** The same compiled. */
    DrawProgram draws(Symbol quantity, int batch) {
        Names names = new Names();
        return Compiler.draws(lowered(quantity, batch, names), names);
    }

    /** How many draws to make at a time, where a draw's largest array has so many elements. */
    static int batch(int wanted, long largest) {
        long fitting = Math.max(1, BATCH_ELEMENTS / Math.max(1, largest));
        return (int) Math.min(wanted, Math.min(128, fitting));
    }

    /** The log joint density of the latents and its gradients. */
    public LogDensity logDensity() {
        return new LogDensity(core, plan, data);
    }
}
