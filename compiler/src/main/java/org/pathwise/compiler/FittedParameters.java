package org.pathwise.compiler;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.lower.LowerDraws;
import org.pathwise.compiler.lower.Slot;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.io.SavedFit;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives a program the parameters of a fit, by name and shape. */
final class FittedParameters {
    private final CoreProgram core;
    private final Set<String> imputed;
    private final SavedFit fit;
    private final Map<String, String> checksums;
    private final Diagnostics diagnostics;
    private final Set<String> reported = new HashSet<>();

    /**
     * Prepares.
     *
     * @param imputed the names of data whose missing elements are latent
     * @param checksums of the new data
     */
    FittedParameters(
            CoreProgram core,
            Set<String> imputed,
            SavedFit fit,
            Map<String, String> checksums,
            Diagnostics diagnostics) {
        this.core = core;
        this.imputed = imputed;
        this.fit = fit;
        this.checksums = checksums;
        this.diagnostics = diagnostics;
    }

    /** The parameters in the order of a program; the diagnostics say whether they may be used. */
    double[] of(LowerDraws program) {
        double[] values = new double[program.parameters().size()];
        List<ParameterLayout.Block> blocks = program.parameters().blocks();
        for (int i = 0; i < blocks.size(); i++) {
            ParameterLayout.Block block = blocks.get(i);
            Owner owner = owner(block.name());
            Optional<NamedArray> fitted = fit.parameter(block.name());
            if (fitted.isEmpty() || isOtherGap(owner)) {
                if (reported.add(owner.name())) {
                    diagnostics.report(PredictionFaults.notFitted(owner));
                }
            } else if (!fitted.get().shape().equals(block.shape())) {
                otherShape(owner, fitted.get(), program.parameterSlots().get(i));
            } else {
                otherRows(owner, program.parameterSlots().get(i));
                System.arraycopy(fitted.get().values(), 0, values, block.offset(), block.size());
            }
        }
        return values;
    }

    /** Whether a latent stands for missing elements, and not for those of the fit. */
    private boolean isOtherGap(Owner owner) {
        return imputed.contains(owner.name()) && isOther(owner.name());
    }

    private boolean isOther(String data) {
        return !Objects.equals(checksums.get(data), fit.checksums().get(data));
    }

    /** What a parameter belongs to. */
    enum Kind {
        LATENT,
        PARAMETER,
        WEIGHT
    }

    /**
     * What a parameter belongs to.
     *
     * @param name of the latent whose automatic guide it is, of the `param`, of the weight
     */
    record Owner(Kind kind, String name, Span span) {}

    private Owner owner(String name) {
        for (Guide.Parameter parameter : core.guide().parameters()) {
            if (parameter.symbol().name().equals(name)) {
                return new Owner(Kind.PARAMETER, name, parameter.span());
            }
        }
        for (Latent latent : core.latents()) {
            Symbol symbol = latent.symbol();
            if (name.startsWith(symbol.name() + ".") && !core.guide().drawn().contains(symbol)) {
                return new Owner(Kind.LATENT, symbol.name(), latent.span());
            }
        }
        return core.weights().stream()
                .filter(weight -> weight.symbol().name().equals(name))
                .findFirst()
                .map(weight -> new Owner(Kind.WEIGHT, name, weight.symbol().span()))
                .orElseThrow(() -> new IllegalStateException("a parameter of nothing: " + name));
    }

    private void otherShape(Owner owner, NamedArray fitted, Slot slot) {
        if (!reported.add(owner.name())) {
            return;
        }
        List<Integer> shape = slot.order().stream().map(Axis::extent).toList();
        OptionalInt first =
                fitted.shape().size() == shape.size()
                        ? IntStream.range(0, shape.size())
                                .filter(i -> !fitted.shape().get(i).equals(shape.get(i)))
                                .findFirst()
                        : OptionalInt.empty();
        if (first.isEmpty()) {
            diagnostics.report(PredictionFaults.otherShape(owner, fitted.shape(), shape));
            return;
        }
        int i = first.getAsInt();
        diagnostics.report(
                PredictionFaults.otherSize(
                        owner,
                        slot.order().get(i).dimension(),
                        fitted.shape().get(i),
                        shape.get(i)));
    }

    /** A part for each row is a part for each row of the data that was fitted. */
    private void otherRows(Owner owner, Slot slot) {
        for (Axis axis : slot.order()) {
            for (DataInput input : core.data()) {
                String name = input.symbol().name();
                boolean over =
                        input.symbol().type().shape().stream()
                                .anyMatch(
                                        dimension -> dimension.toString().equals(axis.dimension()));
                if (over
                        && owner.kind() != Kind.WEIGHT
                        && fit.checksums().containsKey(name)
                        && isOther(name)
                        && reported.add(owner.name())) {
                    diagnostics.report(PredictionFaults.otherRows(owner, axis.dimension(), name));
                }
            }
        }
    }
}
