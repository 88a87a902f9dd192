package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The log densities of model and guide at draws from the guide, whose differences are the log
 * importance weights of the draws. Where all latents belong to rows that nothing but fitted
 * parameters joins, they come row by row.
 *
 * <p>Weights of nets and point estimates are fitted values: they count as known, and the priors of
 * point estimates do not count.
 *
 * @param program its inputs are the parameters and the noise; its outputs the log density of the
 *     model and that of the guide
 * @param rows the axis of the rows; empty where the densities are those of the whole data
 * @param outputOrder the axes of each output, outermost first: the particles, the rows
 */
public record LowerWeights(
        Program program,
        Axis particles,
        Optional<Axis> rows,
        List<Slot> parameterSlots,
        List<Slot> noiseSlots,
        NoiseLayout noise,
        List<Axis> outputOrder) {
    public LowerWeights {
        parameterSlots = List.copyOf(parameterSlots);
        noiseSlots = List.copyOf(noiseSlots);
        outputOrder = List.copyOf(outputOrder);
    }

    /**
     * A part of a log density.
     *
     * @param over the axes that its sum is over
     */
    private record Part(Variable variable, List<Axis> over) {}

    /** Log densities of model and guide, by the same rows or whole. */
    private record Sums(Variable model, Variable guide) {}

    /** Writes the program for a number of particles at a time. */
    public static LowerWeights of(CoreProgram core, CheckedData data, int count, Names names) {
        Scope scope = LowerModel.dataScope(core, data.data(), names);
        Axis particles = names.axis("particles", count);
        ParameterTable parameters = new ParameterTable(names, scope.rows());
        NoiseTable noise = new NoiseTable(names, particles, scope.rows());
        List<GuideSite> sites =
                new LowerGuide(core, scope, parameters, noise, _ -> Plan.Form.PATHWISE).lower();
        Map<Statement.Term, LowerStatement.Lowered> terms =
                LowerModel.terms(core, scope, data.onSupport()::contains);
        Writer writer = new Writer(scope.builder(), noise.slots(false), particles);
        writer.add(sites, terms);
        Optional<Axis> rows = Optional.empty();
        Optional<Sums> sums = Optional.empty();
        for (String dimension : writer.candidates()) {
            Axis axis = names.axis(dimension, data.sizes().getOrDefault(dimension, 0));
            sums = writer.byRow(axis);
            if (sums.isPresent()) {
                rows = Optional.of(axis);
                break;
            }
        }
        Sums densities = sums.orElseGet(writer::whole);
        List<Axis> order = new ArrayList<>(List.of(particles));
        rows.ifPresent(order::add);
        Builder builder = scope.builder();
        List<Variable> outputs =
                List.of(
                        builder.broadcast(densities.model(), order),
                        builder.broadcast(densities.guide(), order));
        List<Variable> inputs = new ArrayList<>();
        parameters.slots().forEach(slot -> inputs.add(slot.variable()));
        noise.slots(false).forEach(slot -> inputs.add(slot.variable()));
        return new LowerWeights(
                new Program(inputs, builder.lets(), outputs),
                particles,
                rows,
                parameters.slots(),
                noise.slots(false),
                noise.layout(false),
                order);
    }

    /** The most elements that an array has for each particle. */
    public long largest() {
        return Footprint.largest(program, particles);
    }

    /** Sums the parts of the densities. */
    private static final class Writer {
        private final Builder builder;
        private final List<Slot> noise;
        private final Axis particles;
        private final List<Part> model = new ArrayList<>();
        private final List<Part> guide = new ArrayList<>();

        Writer(Builder builder, List<Slot> noise, Axis particles) {
            this.builder = builder;
            this.noise = noise;
            this.particles = particles;
        }

        void add(List<GuideSite> sites, Map<Statement.Term, LowerStatement.Lowered> terms) {
            Map<Variable, Axis> any = new HashMap<>();
            noise.forEach(slot -> any.put(slot.variable(), particles));
            RowDependence drawn = new RowDependence(any, builder.lets());
            Set<Symbol> points = new HashSet<>();
            for (GuideSite site : sites) {
                if (drawn.of(site.value().variable()) instanceof RowDependence.Fixed) {
                    points.add(site.latent().symbol());
                } else {
                    site.pieces()
                            .forEach(
                                    piece -> guide.add(new Part(piece.logDensity(), piece.over())));
                }
            }
            terms.forEach(
                    (term, lowered) -> {
                        if (!isPriorOf(points, term)) {
                            model.add(new Part(lowered.variable(), lowered.over()));
                        }
                    });
        }

        private static boolean isPriorOf(Set<Symbol> points, Statement.Term term) {
            return term.content() instanceof Statement.Density density
                    && density.latent().filter(points::contains).isPresent();
        }

        /** The dimensions that all noise has, or all parts where there is none. */
        List<String> candidates() {
            List<List<Axis>> shapes =
                    noise.isEmpty()
                            ? model.stream().map(Part::over).toList()
                            : noise.stream().map(Slot::order).toList();
            Set<String> common = new LinkedHashSet<>();
            for (int i = 0; i < shapes.size(); i++) {
                Set<String> own = new LinkedHashSet<>();
                shapes.get(i).stream()
                        .filter(axis -> !axis.equals(particles))
                        .forEach(axis -> own.add(axis.dimension()));
                if (i == 0) {
                    common.addAll(own);
                } else {
                    common.retainAll(own);
                }
            }
            return List.copyOf(common);
        }

        Sums whole() {
            return new Sums(whole(model), whole(guide));
        }

        private Variable whole(List<Part> parts) {
            return parts.stream()
                    .map(part -> builder.sum(part.variable(), part.over()))
                    .reduce(builder::add)
                    .orElseGet(() -> builder.constant(0));
        }

        /** The densities by the rows of an axis's dimension, if they are sums over them. */
        Optional<Sums> byRow(Axis rows) {
            Map<Variable, Axis> axes = new HashMap<>();
            for (Slot slot : noise) {
                Optional<Axis> own = only(slot.order(), rows);
                if (own.isEmpty()) {
                    return Optional.empty();
                }
                axes.put(slot.variable(), own.get());
            }
            RowDependence dependence = new RowDependence(axes, builder.lets());
            Optional<Variable> ofModel = byRow(model, rows, dependence);
            Optional<Variable> ofGuide = byRow(guide, rows, dependence);
            return ofModel.isPresent() && ofGuide.isPresent()
                    ? Optional.of(new Sums(ofModel.get(), ofGuide.get()))
                    : Optional.empty();
        }

        private Optional<Variable> byRow(List<Part> parts, Axis rows, RowDependence dependence) {
            List<Variable> sums = new ArrayList<>();
            for (Part part : parts) {
                Optional<Axis> axis =
                        switch (dependence.of(part.variable())) {
                            case RowDependence.Fixed _ -> only(part.over(), rows);
                            case RowDependence.Row(Axis own) ->
                                    part.over().contains(own) && isLike(own, rows)
                                            ? Optional.of(own)
                                            : Optional.empty();
                            case RowDependence.Mixed _ -> Optional.empty();
                        };
                if (axis.isEmpty()) {
                    return Optional.empty();
                }
                Axis own = axis.get();
                List<Axis> rest = part.over().stream().filter(a -> !a.equals(own)).toList();
                Variable sum = builder.sum(part.variable(), rest);
                sums.add(builder.rename(builder.broadcast(sum, List.of(own)), own, rows));
            }
            return Optional.of(
                    sums.stream().reduce(builder::add).orElseGet(() -> builder.constant(0)));
        }

        private static boolean isLike(Axis axis, Axis rows) {
            return axis.dimension().equals(rows.dimension()) && axis.extent() == rows.extent();
        }

        /** The axis that is like another, if there is only one. */
        private static Optional<Axis> only(List<Axis> axes, Axis rows) {
            List<Axis> like = axes.stream().filter(axis -> isLike(axis, rows)).toList();
            return like.size() == 1 ? Optional.of(like.getFirst()) : Optional.empty();
        }
    }
}
