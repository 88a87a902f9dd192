package org.pathwise.repl.session;

import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.estimate.SiteTable;
import org.pathwise.repl.text.Numbers;
import org.pathwise.runtime.io.DataValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a change of the script did, a line for each thing that is new or other than before. */
final class Effects {
    private Effects() {}

    /**
     * The lines.
     *
     * @param about names whose lines are wanted even if nothing changed
     */
    static String of(CheckedState before, CheckedState after, Set<String> about) {
        Map<String, String> old = lines(before);
        Set<String> latents = latents(before);
        Map<String, String> now = lines(after);
        StringBuilder text = new StringBuilder();
        now.forEach(
                (name, line) -> {
                    if (about.contains(name) || !line.equals(old.get(name))) {
                        text.append(line).append('\n');
                    }
                });
        old.forEach(
                (name, line) -> {
                    if (!now.containsKey(name)) {
                        text.append(name)
                                .append(latents.contains(name) ? ": no latent any more" : ": gone")
                                .append('\n');
                    }
                });
        return text.toString();
    }

    private static Set<String> latents(CheckedState model) {
        return model.plan()
                .map(plan -> Set.copyOf(plan.sites().stream().map(Effects::name).toList()))
                .orElse(Set.of());
    }

    private static String name(Plan.Site site) {
        return site.latent().symbol().name();
    }

    /** A line for each name of the script. */
    private static Map<String, String> lines(CheckedState model) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (model.core().isEmpty() || model.plan().isEmpty()) {
            return lines;
        }
        CoreProgram core = model.core().get();
        // What completion for missing data adds has no name that a user knows.
        List<DataInput> declared = model.checked().core().map(CoreProgram::data).orElse(List.of());
        for (DataInput input : declared) {
            Symbol symbol = input.symbol();
            boolean there = model.state().data().containsKey(symbol.name());
            lines.put(
                    symbol.name(),
                    symbol.name()
                            + ": data, "
                            + symbol.type()
                            + (there ? "" : ", not given yet")
                            + (isObserved(core, symbol) ? ", observed" : ""));
        }
        core.constants()
                .forEach(
                        constant ->
                                lines.put(
                                        constant.name(),
                                        constant.name()
                                                + ": a constant, "
                                                + Numbers.shortest(value(constant, model))));
        core.derived().forEach(statement -> definition(statement, "derived data", lines));
        Plan plan = model.plan().get();
        List<SiteTable.Row> rows = SiteTable.of(plan);
        for (int i = 0; i < rows.size(); i++) {
            lines.put(name(plan.sites().get(i)), site(rows.get(i)));
        }
        core.model().forEach(statement -> definition(statement, "definition", lines));
        core.weights()
                .forEach(
                        weight ->
                                lines.put(
                                        weight.symbol().name(),
                                        weight.symbol().name()
                                                + ": weights, "
                                                + weight.symbol().type()));
        core.generate().forEach(statement -> definition(statement, "generated quantity", lines));
        return lines;
    }

    private static double value(Constant constant, CheckedState model) {
        DataValue set = model.state().settings().get(constant.name());
        DataValue given = set == null ? model.state().data().get(constant.name()) : set;
        return given == null ? constant.value() : given.values()[0];
    }

    private static void definition(Statement statement, String what, Map<String, String> lines) {
        switch (statement) {
            case Statement.Definition(Symbol symbol, _, _) -> put(symbol, what, lines);
            case Statement.Recursion(_, _, List<Statement.Definition> definitions, _) ->
                    definitions.forEach(inner -> put(inner.symbol(), what, lines));
            case Statement.Sample(Symbol symbol, _, _) -> put(symbol, what, lines);
            case Statement.Term _ -> {}
        }
    }

    private static void put(Symbol symbol, String what, Map<String, String> lines) {
        lines.putIfAbsent(symbol.name(), symbol.name() + ": " + what + ", " + symbol.type());
    }

    private static boolean isObserved(CoreProgram core, Symbol symbol) {
        return core.terms().stream()
                .anyMatch(
                        term ->
                                term.content() instanceof Statement.Density density
                                        && density.latent().isEmpty()
                                        && Exprs.symbols(density.value()).contains(symbol));
    }

    /** {@code z[N]: {0,1}, score function (leave-one-out), because ...}. */
    static String site(SiteTable.Row row) {
        return row.site()
                + ": latent, "
                + row.support()
                + ", "
                + row.estimator()
                + (row.method().isEmpty() ? "" : " (" + row.method() + ")")
                + (row.reason().isEmpty() ? "" : ": " + row.reason());
    }
}
