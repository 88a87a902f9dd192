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
 * parameters joins, they come row by row. The rows may be of several dimensions: images with and
 * without a label.
 *
 * <p>Weights of nets and point estimates are fitted values: they count as known, and the priors of
 * point estimates do not count. What the plan sums out is summed out here too.
 *
 * @param program its inputs are the parameters and the noise; its outputs, for each of the rows'
 *     axes, the log density of the model and that of the guide
 * @param rows the axes of the rows; empty where the densities are those of the whole data
 * @param outputOrders the axes of each output, outermost first: the particles, the rows
 */
public record LowerWeights(
        Program program,
        Axis particles,
        List<Axis> rows,
        List<Slot> parameterSlots,
        List<Slot> noiseSlots,
        NoiseLayout noise,
        List<List<Axis>> outputOrders) {
    public LowerWeights {
        parameterSlots = List.copyOf(parameterSlots);
        noiseSlots = List.copyOf(noiseSlots);
        rows = List.copyOf(rows);
        outputOrders = List.copyOf(outputOrders);
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
    public static LowerWeights of(
            CoreProgram core, Plan plan, CheckedData data, int count, Names names) {
        Scope scope = LowerModel.dataScope(core, data.data(), names);
        Axis particles = names.axis("particles", count);
        ParameterTable parameters = new ParameterTable(names, scope.rows());
        NoiseTable noise = new NoiseTable(names, particles, scope.rows());
        List<GuideSite> sites =
                new LowerGuide(plan.drawn(core), scope, parameters, noise, _ -> Plan.Form.PATHWISE)
                        .lower();
        Map<Statement.Term, LowerStatement.Lowered> terms =
                SumOut.of(core, plan, scope, data.onSupport()::contains).terms();
        Writer writer = new Writer(scope.builder(), noise.slots(false), particles);
        writer.add(sites, terms);
        List<Axis> rows = List.of();
        List<Sums> sums = List.of();
        for (List<String> dimensions : writer.candidates()) {
            List<Axis> axes =
                    dimensions.stream()
                            .map(name -> names.axis(name, data.sizes().getOrDefault(name, 0)))
                            .toList();
            sums = writer.byRow(axes);
            if (!sums.isEmpty()) {
                rows = axes;
                break;
            }
        }
        List<Variable> outputs = new ArrayList<>();
        List<List<Axis>> orders = new ArrayList<>();
        List<Sums> densities = sums.isEmpty() ? List.of(writer.whole()) : sums;
        for (int i = 0; i < densities.size(); i++) {
            List<Axis> order =
                    rows.isEmpty() ? List.of(particles) : List.of(particles, rows.get(i));
            for (Variable sum : List.of(densities.get(i).model(), densities.get(i).guide())) {
                outputs.add(scope.builder().broadcast(sum, order));
                orders.add(order);
            }
        }
        List<Variable> inputs = new ArrayList<>();
        parameters.slots().forEach(slot -> inputs.add(slot.variable()));
        noise.slots(false).forEach(slot -> inputs.add(slot.variable()));
        return new LowerWeights(
                new Program(inputs, scope.builder().lets(), outputs),
                particles,
                rows,
                parameters.slots(),
                noise.slots(false),
                noise.layout(false),
                orders);
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

        /**
         * The dimensions that the rows may be of: one that all noise has, or all parts where there
         * is none; then the outermost of each noise.
         */
        List<List<String>> candidates() {
            List<List<String>> shapes =
                    (noise.isEmpty()
                                    ? model.stream().map(Part::over)
                                    : noise.stream().map(Slot::order))
                            .map(this::dimensions)
                            .toList();
            Set<String> common = new LinkedHashSet<>();
            Set<String> outermost = new LinkedHashSet<>();
            for (int i = 0; i < shapes.size(); i++) {
                if (i == 0) {
                    common.addAll(shapes.get(i));
                } else {
                    common.retainAll(shapes.get(i));
                }
                shapes.get(i).stream().findFirst().ifPresent(outermost::add);
            }
            List<List<String>> candidates = new ArrayList<>();
            common.forEach(dimension -> candidates.add(List.of(dimension)));
            if (outermost.size() > 1) {
                candidates.add(List.copyOf(outermost));
            }
            return candidates;
        }

        private List<String> dimensions(List<Axis> axes) {
            return axes.stream()
                    .filter(axis -> !axis.equals(particles))
                    .map(Axis::dimension)
                    .toList();
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

        /** The densities by rows, for each of their axes; empty if they are no sums over them. */
        List<Sums> byRow(List<Axis> rows) {
            Map<Variable, Axis> axes = new HashMap<>();
            for (Slot slot : noise) {
                Optional<Axis> own = only(slot.order(), rows);
                if (own.isEmpty()) {
                    return List.of();
                }
                axes.put(slot.variable(), own.get());
            }
            RowDependence dependence = new RowDependence(axes, builder.lets());
            List<Variable> ofModel = byRow(model, rows, dependence);
            List<Variable> ofGuide = byRow(guide, rows, dependence);
            List<Sums> sums = new ArrayList<>();
            for (int i = 0; i < Math.min(ofModel.size(), ofGuide.size()); i++) {
                sums.add(new Sums(ofModel.get(i), ofGuide.get(i)));
            }
            return sums;
        }

        private List<Variable> byRow(List<Part> parts, List<Axis> rows, RowDependence dependence) {
            List<List<Variable>> sums = new ArrayList<>();
            rows.forEach(_ -> sums.add(new ArrayList<>()));
            for (Part part : parts) {
                Optional<Axis> axis =
                        switch (dependence.of(part.variable())) {
                            case RowDependence.Fixed _ -> only(part.over(), rows);
                            case RowDependence.Row(Axis own) ->
                                    part.over().contains(own) ? Optional.of(own) : Optional.empty();
                            case RowDependence.Mixed _ -> Optional.empty();
                        };
                int at = axis.map(own -> like(own, rows)).orElse(-1);
                if (at < 0) {
                    return List.of();
                }
                Axis own = axis.orElseThrow();
                List<Axis> rest = part.over().stream().filter(a -> !a.equals(own)).toList();
                Variable sum = builder.sum(part.variable(), rest);
                sums.get(at)
                        .add(
                                builder.rename(
                                        builder.broadcast(sum, List.of(own)), own, rows.get(at)));
            }
            return sums.stream()
                    .map(
                            group ->
                                    group.stream()
                                            .reduce(builder::add)
                                            .orElseGet(() -> builder.constant(0)))
                    .toList();
        }

        /** Which of the rows' axes an axis is like; -1 for none. */
        private static int like(Axis axis, List<Axis> rows) {
            for (int i = 0; i < rows.size(); i++) {
                if (axis.dimension().equals(rows.get(i).dimension())
                        && axis.extent() == rows.get(i).extent()) {
                    return i;
                }
            }
            return -1;
        }

        /** The axis that is like one of the rows', if there is only one. */
        private static Optional<Axis> only(List<Axis> axes, List<Axis> rows) {
            List<Axis> like = axes.stream().filter(axis -> like(axis, rows) >= 0).toList();
            return like.size() == 1 ? Optional.of(like.getFirst()) : Optional.empty();
        }
    }
}
