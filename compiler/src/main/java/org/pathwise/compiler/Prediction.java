package org.pathwise.compiler;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.missing.NewData;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.Place;
import org.pathwise.runtime.io.SavedFit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a fit and new data together. */
public final class Prediction {
    private Prediction() {}

    /**
     * A fitted model with new data.
     *
     * @param model empty if something is wrong
     * @param parameters the fitted parameters, in the order of the model's programs
     */
    public record Bound(
            Optional<BoundModel> model, double[] parameters, List<Diagnostic> diagnostics) {
        public Bound {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /**
     * Binds new data to a fitted script.
     *
     * @param checked the script of the fit, its guide completed as it was for the fit
     * @param settings numbers that go before those of the data files
     * @param densities whether the log density of the new data is wanted too, and not draws alone
     */
    public static Bound bind(
            CheckedScript checked,
            SavedFit fit,
            DataSet data,
            Map<String, DataValue> settings,
            boolean densities) {
        if (checked.hasErrors() || checked.core().isEmpty()) {
            return new Bound(Optional.empty(), new double[0], checked.diagnostics());
        }
        CoreProgram core = checked.core().get();
        Map<String, DataValue> given = new LinkedHashMap<>(data.values());
        given.putAll(settings);
        Diagnostics diagnostics = new Diagnostics();
        CoreProgram selected = core;
        if (data.errors().isEmpty()) {
            // A file that was not read to its end may hold what seems to be absent.
            selected =
                    NewData.select(core, given.keySet(), incomplete(given), densities, diagnostics);
        }
        CheckedScript script =
                new CheckedScript(
                        checked.source(),
                        checked.ast(),
                        Optional.of(selected),
                        checked.plan(),
                        checked.options(),
                        List.of());
        List<Diagnostic> all = new ArrayList<>(diagnostics.all());
        if (diagnostics.hasErrors()) {
            return new Bound(Optional.empty(), new double[0], all);
        }
        CheckedScript.Bound bound = script.bind(withSizes(selected, data, given, fit), settings);
        bound.diagnostics().stream().filter(Diagnostic::isError).forEach(all::add);
        if (bound.model().isEmpty()) {
            return new Bound(Optional.empty(), new double[0], all);
        }
        Diagnostics ofParameters = new Diagnostics();
        double[] parameters = bound.model().get().parameters(fit, ofParameters);
        all.addAll(ofParameters.all());
        return new Bound(
                ofParameters.hasErrors() ? Optional.empty() : bound.model(), parameters, all);
    }

    private static Set<String> incomplete(Map<String, DataValue> given) {
        return given.values().stream()
                .filter(value -> !value.missing().isEmpty())
                .map(DataValue::name)
                .collect(Collectors.toSet());
    }

    /** The data with the sizes that nothing in it fixes, as they were for the fit. */
    private static DataSet withSizes(
            CoreProgram core, DataSet data, Map<String, DataValue> given, SavedFit fit) {
        Map<String, Integer> fixed = new LinkedHashMap<>();
        Set<String> mentioned = new HashSet<>();
        for (DataInput input : core.data()) {
            DataValue value = given.get(input.symbol().name());
            List<Dimension> shape = input.symbol().type().shape();
            for (int i = 0; i < shape.size() && value != null; i++) {
                mentioned.addAll(shape.get(i).coefficients().keySet());
                if (shape.get(i).name().isPresent() && value.shape().size() == shape.size()) {
                    fixed.putIfAbsent(shape.get(i).name().get(), value.shape().get(i));
                }
            }
        }
        Set<String> constants =
                core.constants().stream()
                        .map(constant -> constant.name())
                        .collect(Collectors.toSet());
        Set<String> declared =
                core.data().stream()
                        .map(input -> input.symbol().name())
                        .collect(Collectors.toSet());
        Map<String, DataValue> values = new LinkedHashMap<>(data.values());
        for (String name : core.sizes()) {
            if (given.containsKey(name) || constants.contains(name)) {
                continue;
            }
            Integer size = fixed.get(name);
            if (size == null && !mentioned.contains(name)) {
                size = fit.sizes().get(name);
            }
            if (size != null && (declared.contains(name) || !mentioned.contains(name))) {
                Place place = new Place("the fit", 1, 1);
                values.put(name, DataValue.scalar(name, size, true, place));
            }
        }
        return new DataSet(values, data.errors());
    }
}
