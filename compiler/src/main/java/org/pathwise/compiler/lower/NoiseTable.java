package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the raw noise inputs of a lowering. */
final class NoiseTable {
    private record Entry(
            int stream,
            String site,
            Distribution.Noise kind,
            Variable variable,
            List<Axis> order,
            boolean antithetic) {}

    private final Names names;
    private final Axis particles;
    private final Rows rows;
    private final List<Entry> entries = new ArrayList<>();
    private int streams;

    NoiseTable(Names names, Axis particles, Rows rows) {
        this.names = names;
        this.particles = particles;
        this.rows = rows;
    }

    Axis particles() {
        return particles;
    }

    /**
     * New noise for every particle.
     *
     * @param order the axes of one particle's noise; the particle axis is left out if it is among
     *     them
     */
    Variable add(String site, Distribution.Noise kind, List<Axis> order) {
        return add(site, kind, order, false);
    }

    private Variable add(
            String site, Distribution.Noise kind, List<Axis> order, boolean antithetic) {
        List<Axis> own = order.stream().filter(axis -> !axis.equals(particles)).distinct().toList();
        List<Axis> all = new ArrayList<>(own);
        all.add(particles);
        Variable variable = names.variable(site + ".noise", all);
        entries.add(new Entry(streams++, site, kind, variable, own, antithetic));
        return variable;
    }

    /** The source of the noise of one site. */
    LowerDensity.NoiseSource source(String site) {
        return (kind, axes) -> add(site, kind, axes);
    }

    /** The source of uniform noise that is coupled between the particles. */
    LowerDensity.NoiseSource antithetic(String site) {
        return (kind, axes) -> add(site, kind, axes, true);
    }

    /** Leaves out noise that is not among some variables; the values of the others stay. */
    void retain(Set<Variable> variables) {
        entries.removeIf(entry -> !variables.contains(entry.variable()));
    }

    /** The inputs' places, with the particles innermost or outermost, and drawn rows behind. */
    List<Slot> slots(boolean particlesInnermost) {
        List<Slot> slots = new ArrayList<>();
        int offset = 0;
        for (Entry entry : entries) {
            List<Axis> order = new ArrayList<>(entry.order());
            order.add(particlesInnermost ? order.size() : 0, particles);
            slots.add(new Slot(entry.variable(), offset, order));
            offset += Math.toIntExact(entry.variable().size());
        }
        slots.addAll(rows.slots(offset));
        return slots;
    }

    /** The layout that fits {@link #slots}. */
    NoiseLayout layout(boolean particlesInnermost) {
        List<NoiseLayout.Block> blocks = new ArrayList<>();
        int offset = 0;
        for (Entry entry : entries) {
            int size = entry.order().stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
            NoiseLayout.Kind kind =
                    switch (entry.kind()) {
                        case NORMAL -> NoiseLayout.Kind.NORMAL;
                        case UNIFORM, SINGLE_UNIFORM -> NoiseLayout.Kind.UNIFORM;
                    };
            blocks.add(
                    new NoiseLayout.Block(
                            entry.site(),
                            entry.stream(),
                            kind,
                            offset,
                            size,
                            particlesInnermost ? 1 : size,
                            particlesInnermost ? particles.extent() : 1,
                            entry.antithetic()));
            offset += size * particles.extent();
        }
        return new NoiseLayout(particles.extent(), blocks, rows.layout(offset));
    }
}
